/* What the library says of itself. */
#include "check.h"

static void say(void)
{
	printf("%s\n%s\n", vgetrandom_backend(), vgetrandom_reason());
}

static const struct scenario scenarios[] = { { "say", say }, { NULL, NULL } };

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
