/* Events between two steps of the library, at moments that chance would seldom hit. */
#include "interposed.h"

#include <stdatomic.h>

/* There is memory for states, but none to record them in. */
static void no_table(void)
{
	unsigned int num = 5, each = 0;
	refuse_from_the_start("no-table", MAP_NORESERVE);
	long special = special_bytes("wf");
	for (int i = 0; i < 3; i++) {
		CHECK(vgetrandom_alloc(&num, &each, 0, 0) == (void *)-ENOMEM);
		CHECK(num == 5 && each == 0);
		CHECK(special_bytes("wf") == special);
	}
	s_refused_flag = 0;
	states_new(&num, &each);
	CHECK(num >= 5 && special_bytes("wf") > special);
}

static char *s_states;

static void allocate(void)
{
	unsigned int num = 1, each;
	s_states = states_new(&num, &each);
}

/* Two threads record the first states of a region at once: they make and keep one table. */
static void two_tables(void)
{
	char byte;
	unsigned int num = 1, each;
	refuse_from_the_start("two-tables", MAP_NORESERVE);
	s_refused_flag = 0;
	long before = proc_number("/proc/self/status", "VmSize:");
	s_awaited_flag = MAP_NORESERVE;
	s_meanwhile = allocate;
	char *states = states_new(&num, &each);
	CHECK(s_states && s_states != states);
	CHECK(vgetrandom(&byte, 1, 0, s_states) == 1 && vgetrandom(&byte, 1, 0, states) == 1);
	CHECK(proc_number("/proc/self/status", "VmSize:") - before < 48 << 10);
}

/* The library asks for memory again, but not at each request. */
static void shortage(void)
{
	uint64_t words[2000];
	refuse_from_the_start("shortage", MAP_ANONYMOUS);
	CHECK(strstr(vgetrandom_reason(), "memory"));
	s_maps = 0;
	for (int i = 0; i < 1000; i++)
		CHECK(vgetrandom_getrandom(&words[i], 8, 0) == 8);
	int few = s_maps;
	CHECK(few > 0 && few < 40);
	for (int i = 1000; i < 2000; i++)
		CHECK(vgetrandom_getrandom(&words[i], 8, 0) == 8);
	CHECK(s_maps > few && s_maps < 80);
	CHECK(strstr(vgetrandom_reason(), "memory"));
	check_words(words, 2000);
	s_refused_flag = 0;
	CHECK(special_bytes("wf") == 0);
	for (int i = 0; i < 256; i++)
		CHECK(vgetrandom_getrandom(words, 8, 0) == 8);
	CHECK(!strstr(vgetrandom_reason(), "memory"));
	CHECK(special_bytes("wf") > 0);
}

static void draw_in_handler(int signal)
{
	(void)signal;
	CHECK(vgetrandom_fill(&s_drawn[0], 8) == 0);
	s_taken = pthread_getspecific(s_key);
	s_handled++;
}

/* A handler draws while its thread is about to take a state, and takes one for both. */
static void before_taking(void)
{
	struct sigaction action = { .sa_handler = draw_in_handler };
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
	s_raise_before_taking = 1;
	CHECK(vgetrandom_fill(&s_drawn[1], 8) == 0);
	CHECK(s_handled == 1);
	CHECK(s_taken && pthread_getspecific(s_key) == s_taken);
	check_words(s_drawn, 2);
}

/* While the thread is taking one, the handler takes none and gets the system call. */
static void while_taking(void)
{
	struct sigaction action = { .sa_handler = draw_in_handler };
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
	s_raise_while_taking = 1;
	CHECK(vgetrandom_fill(&s_drawn[1], 8) == 0);
	CHECK(s_handled == 1);
	CHECK(!s_taken && pthread_getspecific(s_key));
	CHECK(!pthread_getspecific(s_taking));
	check_words(s_drawn, 2);
}

/* All slots that the C library keeps in threads themselves are taken, so nobody has a state. */
static void many_keys(void)
{
	uint64_t words[64];
	char *arguments[] = { "interposed", "many-keys", NULL };
	if (!getenv("MANY_KEYS")) {
		CHECK(setenv("MANY_KEYS", "1", 1) == 0);
		execv("/proc/self/exe", arguments);
	}
	CHECK(s_key >= MostKeys);
	for (int i = 0; i < 32; i++)
		CHECK(vgetrandom_getrandom(&words[i], 8, 0) == 8);
	CHECK(vgetrandom_fill(&words[32], 32 * 8) == 0);
	check_words(words, 64);
	CHECK(special_bytes("wf") == 0 && pthread_getspecific(s_key) == NULL);
	CHECK(*vgetrandom_reason() != 0 && !strstr(vgetrandom_reason(), "memory"));
}

enum { Threads = 8 };

static char *s_first;
static long s_each;
static atomic_int s_owners[Chunk];
static atomic_long s_rounds;

static void *take_and_give_back(void *argument)
{
	double end = seconds_now() + 1;
	uint64_t word;
	while (seconds_now() < end) {
		for (int i = 0; i < 1000; i++) {
			CHECK(vgetrandom_getrandom(&word, 8, 0) == 8);
			char *state = pthread_getspecific(s_key);
			long index = (state - s_first) / s_each;
			CHECK(state >= s_first && index < Chunk);
			CHECK(atomic_exchange(&s_owners[index], 1) == 0);
			CHECK(atomic_exchange(&s_owners[index], 0) == 1);
			/* As at the end of a thread, whose slot the C library empties first, and at
			 * the start of the next. */
			CHECK(pthread_setspecific(s_key, NULL) == 0);
			s_destructor(state);
			CHECK(pthread_setspecific(s_key, NULL) == 0);
		}
		s_rounds++;
	}
	return argument;
}

/* States change hands as fast as possible. None is ever in two hands, and none gets lost. */
static void race(void)
{
	unsigned int num = 1, each;
	pthread_t threads[Threads];
	uint64_t word;
	states_new(&num, &each);
	s_each = each;
	CHECK(vgetrandom_getrandom(&word, 8, 0) == 8);
	s_first = pthread_getspecific(s_key);
	atomic_store(&s_owners[0], 1);
	for (int i = 0; i < Threads; i++)
		CHECK(pthread_create(&threads[i], NULL, take_and_give_back, NULL) == 0);
	for (int i = 0; i < Threads; i++)
		CHECK(pthread_join(threads[i], NULL) == 0);
	CHECK(s_rounds >= Threads);

	/* All of them are still there. */
	for (int i = 1; i < Chunk; i++) {
		CHECK(pthread_setspecific(s_key, NULL) == 0);
		CHECK(vgetrandom_getrandom(&word, 8, 0) == 8);
		CHECK(pthread_getspecific(s_key) == s_first + i * s_each);
	}
}

static void *draw_on_thread(void *argument)
{
	uint64_t words[64];
	CHECK(vgetrandom_getrandom(&words[0], 8, 0) == 8);
	CHECK(vgetrandom_getrandom(&words[0], sizeof(words), 0) == sizeof(words));
	s_first = pthread_getspecific(s_key);
	return argument;
}

static void draw_meanwhile(void)
{
	pthread_t thread;
	CHECK(pthread_create(&thread, NULL, draw_on_thread, NULL) == 0);
	CHECK(pthread_join(thread, NULL) == 0);
}

/* Two threads get new states at once: one chunk serves both, to its last state. */
static void both_grow(void)
{
	void *states[Chunk - 1];
	uint64_t word;
	/* Use up what was taken when the library was loaded. */
	for (int i = 0; i < Chunk; i++) {
		CHECK(pthread_setspecific(s_key, NULL) == 0);
		CHECK(vgetrandom_getrandom(&word, 8, 0) == 8);
	}
	s_awaited_flag = MAP_ANONYMOUS;
	s_meanwhile = draw_meanwhile;
	for (int i = 0; i < Chunk - 1; i++) {
		CHECK(pthread_setspecific(s_key, NULL) == 0);
		CHECK(vgetrandom_getrandom(&word, 8, 0) == 8);
		states[i] = pthread_getspecific(s_key);
		CHECK(states[i]);
		for (int k = 0; k < i; k++)
			CHECK(states[k] != states[i]);
		if (i == 0)
			s_maps = 0;
	}
	CHECK(s_maps == 0);
	for (int i = 0; i < Chunk - 1; i++)
		s_destructor(states[i]);
	for (int i = 0; i < Chunk - 1; i++) {
		CHECK(pthread_setspecific(s_key, NULL) == 0);
		CHECK(vgetrandom_getrandom(&word, 8, 0) == 8);
	}
	CHECK(s_maps == 0);
}

/* A thread that ended leaves nothing behind. */
static void wiped(void)
{
	pthread_t thread;
	unsigned int num = 1, each;
	states_new(&num, &each);
	CHECK(pthread_create(&thread, NULL, draw_on_thread, NULL) == 0);
	CHECK(pthread_join(thread, NULL) == 0);
	for (unsigned int i = 0; i < each; i++)
		CHECK(s_first[i] == 0);
}

static const struct scenario scenarios[] = {
	{ "no-table", no_table },
	{ "two-tables", two_tables },
	{ "shortage", shortage },
	{ "before-taking", before_taking },
	{ "while-taking", while_taking },
	{ "many-keys", many_keys },
	{ "race", race },
	{ "both-grow", both_grow },
	{ "wiped", wiped },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	s_is_started = 1;
	return run_scenario(argc, argv, scenarios);
}
