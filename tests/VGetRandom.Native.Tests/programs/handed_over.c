/* Threads hand states to each other, while tools look for races. */
#include "check.h"

#include <pthread.h>

enum { Threads = 4, Rounds = 4, Words = 200 };

static uint64_t s_words[Threads][Words];

static void *draw(void *argument)
{
	uint64_t *words = argument;
	for (int i = 0; i < Words; i++)
		CHECK(vgetrandom_fill(&words[i], 8) == 0);
	return NULL;
}

static void rounds(void)
{
	for (int round = 0; round < Rounds; round++) {
		pthread_t threads[Threads];
		for (int i = 0; i < Threads; i++)
			CHECK(pthread_create(&threads[i], NULL, draw, s_words[i]) == 0);
		for (int i = 0; i < Threads; i++)
			CHECK(pthread_join(threads[i], NULL) == 0);
	}
}

int main(int argc, char **argv)
{
	static const struct scenario scenarios[] = { { "rounds", rounds }, { NULL, NULL } };
	return run_scenario(argc, argv, scenarios);
}
