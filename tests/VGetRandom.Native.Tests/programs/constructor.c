/* A program that draws before main, as early as it can, and says what served. */
#include "check.h"

__attribute__((constructor(101))) static void draw(void)
{
	uint64_t words[64];
	CHECK(vgetrandom_fill(words, sizeof(words)) == 0);
	check_words(words, 64);
	const char *backend = vgetrandom_backend();
	CHECK(write(1, backend, strlen(backend)) > 0);
}

int main(void)
{
	return 0;
}
