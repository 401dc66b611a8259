/* Compiled with AddressSanitizer: threads end in the middle of functions with arrays. */
#include "check.h"

#include <pthread.h>

enum { Depth = 20 };

/* Its own last act stumbles over such poison, too. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "use_sigaltstack=0";
}

static pthread_key_t s_key;

/* Draws as a thread's last act. The functions before it left poison on the stack. */
static void draw_at_end(void *value)
{
	CHECK(vgetrandom_fill(value, 64 * 8) == 0);
}

/* How a thread ends. Volatile, because the compiler would otherwise see that nothing returns. */
static void (*volatile s_end)(void *);

static void await_cancellation(void *argument)
{
	(void)argument;
	for (;;)
		pause();
}

static void descend(uint64_t *words, int depth)
{
	char arrays[2][100];
	uint64_t more[200];
	CHECK(vgetrandom_fill(arrays[depth % 2], 100) == 0);
	CHECK(vgetrandom_fill(more, sizeof(more)) == 0);
	if (depth > 0)
		descend(words, depth - 1);
	else
		s_end(words);
}

static void *descend_to_the_end(void *words)
{
	CHECK(pthread_setspecific(s_key, words) == 0);
	descend(words, Depth);
	return NULL;
}

static void run(void (*end)(void *), int is_cancelled)
{
	static uint64_t words[64];
	pthread_t thread;
	s_end = end;
	CHECK(pthread_key_create(&s_key, draw_at_end) == 0);
	for (int i = 0; i < 100; i++) {
		memset(words, 0, sizeof(words));
		CHECK(pthread_create(&thread, NULL, descend_to_the_end, words) == 0);
		CHECK(!is_cancelled || pthread_cancel(thread) == 0);
		CHECK(pthread_join(thread, NULL) == 0);
		if (words[0])
			check_words(words, 64);
	}
}

static void ended(void)
{
	run(pthread_exit, 0);
}

static void cancelled(void)
{
	run(await_cancellation, 1);
}

static const struct scenario scenarios[] = {
	{ "ended", ended }, { "cancelled", cancelled }, { NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
