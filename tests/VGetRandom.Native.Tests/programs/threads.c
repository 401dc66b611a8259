/* A state for each thread: many at once, many in sequence, and requests while a thread ends. */
#include "check.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>

enum { Threads = 8, WordsEach = 100000 };

static uint64_t s_words[Threads * WordsEach];
static char *s_states;
static unsigned int s_each;

static void *draw_on_own_state(void *argument)
{
	uint64_t *words = argument;
	for (int i = 0; i < WordsEach; i++)
		CHECK(vgetrandom_getrandom(&words[i], 8, 0) == 8);
	return NULL;
}

static void *draw_on_given_state(void *argument)
{
	uint64_t *words = argument;
	char *state = s_states + (size_t)((words - s_words) / WordsEach) * s_each;
	for (int i = 0; i < WordsEach; i++)
		CHECK(vgetrandom(&words[i], 8, 0, state) == 8);
	return NULL;
}

static void run_all(void *(*draw)(void *))
{
	pthread_t threads[Threads];
	for (int i = 0; i < Threads; i++)
		CHECK(pthread_create(&threads[i], NULL, draw, s_words + i * WordsEach) == 0);
	for (int i = 0; i < Threads; i++)
		CHECK(pthread_join(threads[i], NULL) == 0);
	check_words(s_words, Threads * WordsEach);
}

static void own(void)
{
	run_all(draw_on_own_state);
}

/* Neighbouring states of one array, as in the kernel's own test. */
static void given(void)
{
	unsigned int num = Threads;
	s_states = states_new(&num, &s_each);
	run_all(draw_on_given_state);
}

static void *draw_once(void *argument)
{
	CHECK(vgetrandom_fill(argument, 8) == 0);
	return NULL;
}

/* 100,000 threads, four at a time: those that come use the states of those that ended. */
static void churn(void)
{
#ifdef __GLIBC__
	static uint64_t words[100000];
#else
	/* Fewer, because musl maps and unmaps a stack for each thread. */
	static uint64_t words[10000];
#endif
	const size_t count = sizeof(words) / sizeof(words[0]);
	pthread_t threads[4];
	draw_once(&words[0]);
	long special = special_bytes("wf");
	for (size_t i = 0; i < count; i += 4) {
		for (size_t k = 0; k < 4; k++)
			CHECK(pthread_create(&threads[k], NULL, draw_once, &words[i + k]) == 0);
		for (size_t k = 0; k < 4; k++)
			CHECK(pthread_join(threads[k], NULL) == 0);
	}
	CHECK(special_bytes("wf") == special);
	check_words(words, count);
}

static pthread_barrier_t s_barrier;
static pthread_mutex_t s_turn = PTHREAD_MUTEX_INITIALIZER;
static int s_in_turns;

static void *draw_and_wait(void *argument)
{
	if (s_in_turns)
		pthread_mutex_lock(&s_turn);
	CHECK(vgetrandom_fill(argument, 8) == 0);
	if (s_in_turns)
		pthread_mutex_unlock(&s_turn);
	pthread_barrier_wait(&s_barrier);
	CHECK(vgetrandom_fill((uint64_t *)argument + 1, 8) == 0);
	return NULL;
}

/* More threads at once than a chunk has states, twice: the second round reuses the states of the
 * first. The first draws one after the other, because threads that find no state at the same moment
 * may each get a chunk. */
static void crowd(void)
{
	enum { Crowd = 1000 };
	static uint64_t words[2 * Crowd];
	static pthread_t threads[Crowd];
	pthread_attr_t attributes;
	long special = 0;
	CHECK(pthread_attr_init(&attributes) == 0);
	CHECK(pthread_attr_setstacksize(&attributes, 64 << 10) == 0);
	for (int round = 0; round < 2; round++) {
		s_in_turns = round == 0;
		CHECK(pthread_barrier_init(&s_barrier, NULL, Crowd) == 0);
		for (int i = 0; i < Crowd; i++)
			CHECK(pthread_create(&threads[i], &attributes, draw_and_wait,
					     &words[2 * i]) == 0);
		for (int i = 0; i < Crowd; i++)
			CHECK(pthread_join(threads[i], NULL) == 0);
		check_words(words, 2 * Crowd);
		if (round == 0)
			special = special_bytes("wf");
	}
	CHECK(special >= Crowd * 144 && special < 3 * Crowd * 2048);
	CHECK(special_bytes("wf") == special);
}

static pthread_key_t s_keys[2];

static void draw_at_end(void *value)
{
	uint64_t word = 0;
	CHECK(vgetrandom_fill(&word, sizeof(word)) == 0 && word != 0);
	/* Asks for another call, until the C library has had enough. */
	pthread_setspecific(s_keys[value == &s_keys[0] ? 0 : 1], value);
}

static void *draw_with_keys(void *argument)
{
	pthread_setspecific(s_keys[0], &s_keys[0]);
	pthread_setspecific(s_keys[1], &s_keys[1]);
	return draw_once(argument);
}

/* Destructors draw, before and after the state was given back. */
static void ending(void)
{
	uint64_t word;
	pthread_t thread;
	CHECK(pthread_key_create(&s_keys[0], draw_at_end) == 0);
	CHECK(pthread_key_create(&s_keys[1], draw_at_end) == 0);
	draw_once(&word);
	long special = special_bytes("wf");
	for (int i = 0; i < 2000; i++) {
		CHECK(pthread_create(&thread, NULL, draw_with_keys, &word) == 0);
		CHECK(pthread_join(thread, NULL) == 0);
	}
	CHECK(special_bytes("wf") == special);
}

static sigjmp_buf s_out;

static void leave(int signal)
{
	(void)signal;
	siglongjmp(s_out, 1);
}

static void *leave_a_request(void *argument)
{
	static char buffer[1 << 20];
	if (sigsetjmp(s_out, 1) == 0) {
		pthread_barrier_wait(&s_barrier);
		while (vgetrandom_fill(buffer, sizeof(buffer)) == 0)
			;
	}
	/* The state still looks in use, so the system call serves. */
	return draw_once(argument);
}

/* Threads abandon a request and end: their states serve others. */
static void left(void)
{
	struct sigaction action = { .sa_handler = leave };
	pthread_t thread;
	uint64_t word;
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
	CHECK(pthread_barrier_init(&s_barrier, NULL, 2) == 0);
	draw_once(&word);
	long special = special_bytes("wf");
	for (int round = 0; round < 300; round++) {
		CHECK(pthread_create(&thread, NULL, leave_a_request, &word) == 0);
		pthread_barrier_wait(&s_barrier);
		usleep(200);
		CHECK(pthread_kill(thread, SIGUSR1) == 0);
		CHECK(pthread_join(thread, NULL) == 0);
	}
	CHECK(special_bytes("wf") == special);
	run_all(draw_on_own_state);
}

static const struct scenario scenarios[] = {
	{ "own", own },     { "given", given },   { "churn", churn }, { "crowd", crowd },
	{ "ending", ending }, { "left", left }, { NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
