/* What the library says about itself. */
#include "check.h"

static void say(void)
{
	printf("%s\n%s\n", vgetrandom_backend(), vgetrandom_reason());
}

/* What it says after a request. */
static void serve(void)
{
	uint64_t words[64];
	CHECK(vgetrandom_fill(words, sizeof(words)) == 0);
	check_words(words, 64);
	say();
}

static const struct scenario scenarios[] = { { "say", say }, { "serve", serve }, { NULL, NULL } };

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
