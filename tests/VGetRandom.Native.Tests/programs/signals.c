/* Signal handlers draw: at any moment, first of all, in malloc, and with the page dropped. */
#include "check.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

static char *s_state;
static volatile sig_atomic_t s_handled;
static uint64_t s_drawn[64];

/* Every 100 microseconds, as well as the machine's timer can. */
static void start_storm(void (*handler)(int))
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };
	struct itimerval every = { .it_interval = { 0, 100 }, .it_value = { 0, 100 } };
	CHECK(sigaction(SIGALRM, &action, NULL) == 0);
	CHECK(setitimer(ITIMER_REAL, &every, NULL) == 0);
}

static void draw_in_handler(int signal)
{
	(void)signal;
	CHECK(vgetrandom(&s_drawn[0], 8, 0, s_state) == 8);
	CHECK(vgetrandom_fill(&s_drawn[1], 8) == 0);
	CHECK(vgetrandom(&s_drawn[2], 30 * 8, 0, s_state) == 30 * 8);
	CHECK(vgetrandom_fill(&s_drawn[32], 32 * 8) == 0);
	for (int i = 0; i < 64; i++)
		CHECK(s_drawn[i] != 0);
	s_handled++;
}

/* Requests of all sizes on the handler's own states, for two seconds. */
static void storm(void)
{
	enum { Count = 4096 };
	static uint64_t words[Count];
	start_storm(draw_in_handler);
	double end = seconds_now() + 2;
	while (seconds_now() < end) {
		for (int i = 0; i < 1024; i++)
			CHECK(vgetrandom(&words[i], 8, 0, s_state) == 8);
		for (int i = 1024; i < 2048; i += 16)
			CHECK(vgetrandom(&words[i], 16 * 8, 0, s_state) == 16 * 8);
		for (int i = 2048; i < 3072; i++)
			CHECK(vgetrandom_fill(&words[i], 8) == 0);
		CHECK(vgetrandom_fill(&words[3072], 1024 * 8) == 0);
		check_words(words, Count);
	}
	CHECK(s_handled > 100);
}

static void first_in_handler(int signal)
{
	(void)signal;
	CHECK(vgetrandom_fill(s_drawn, sizeof(s_drawn)) == 0);
	s_handled++;
}

static void *allocate_until_handled(void *argument)
{
	(void)argument;
	while (s_handled == 0)
		free(malloc(1 + (size_t)(uintptr_t)argument % 1000));
	return NULL;
}

/* A thread's very first request comes from a handler, which mostly interrupts malloc. */
static void first(void)
{
	struct sigaction action = { .sa_handler = first_in_handler };
	pthread_t thread;
	CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
	CHECK(raise(SIGUSR1) == 0);
	check_words(s_drawn, 64);
	for (uintptr_t i = 0; i < 1000; i++) {
		s_handled = 0;
		CHECK(pthread_create(&thread, NULL, allocate_until_handled, (void *)i) == 0);
		struct timespec nap = { 0, (long)(i % 50) * 2000 };
		nanosleep(&nap, NULL);
		CHECK(pthread_kill(thread, SIGUSR1) == 0);
		CHECK(pthread_join(thread, NULL) == 0);
		check_words(s_drawn, 64);
	}
}

static void (*s_draw_dropped)(void *, size_t);
static size_t s_dropped_length = 16;

static void drop_and_draw(int signal)
{
	unsigned char bytes[256];
	(void)signal;
	CHECK(madvise((void *)((uintptr_t)s_state & ~4095UL), 4096, MADV_DONTNEED) == 0);
	s_draw_dropped(bytes, s_dropped_length);
	s_handled++;
}

/* Returns how many words of zeros come out when a drop of the page meets a nested request. */
static long count_zeros(void (*draw)(void *, size_t), double seconds)
{
	uint64_t words[16];
	long zeros = 0;
	s_draw_dropped = draw;
	start_storm(drop_and_draw);
	double end = seconds_now() + seconds;
	while (seconds_now() < end && zeros == 0) {
		for (int k = 0; k < 1000; k++) {
			memset(words, 0xFF, sizeof(words));
			draw(words, sizeof(words));
			for (int i = 0; i < 16; i++)
				zeros += words[i] == 0;
		}
	}
	return zeros;
}

static void draw_by_library(void *buffer, size_t length)
{
	CHECK(vgetrandom(buffer, length, 0, s_state) == (ssize_t)length);
}

/* 128 bytes at a time, expanded from keys. */
static void dropped(void)
{
	CHECK(count_zeros(draw_by_library, 2) == 0);
	CHECK(s_handled > 1000);
}

static void draw_small_by_library(void *buffer, size_t length)
{
	for (size_t done = 0; done < length; done += 64)
		draw_by_library((char *)buffer + done, length - done < 64 ? length - done : 64);
}

/* 64 bytes at a time, from the kernel's function. */
static void dropped_small(void)
{
	CHECK(count_zeros(draw_small_by_library, 2) == 0);
	CHECK(s_handled > 1000);
}

/* Requests of 64 bytes, interrupted by others that are expanded from keys. */
static void draw_mixed(void *buffer, size_t length)
{
	if (length == s_dropped_length)
		draw_by_library(buffer, length);
	else
		draw_small_by_library(buffer, length);
}

static void dropped_mixed(void)
{
	s_dropped_length = 256;
	CHECK(count_zeros(draw_mixed, 2) == 0);
	CHECK(s_handled > 1000);
}

typedef ssize_t vdso_function(void *, size_t, unsigned int, void *, size_t);

static vdso_function *s_function;

static void draw_by_function(void *buffer, size_t length)
{
	CHECK(s_function(buffer, length, 0, s_state, 144) == (ssize_t)length);
}

/* Shows that the scenarios above can fail: the kernel's function alone fails them. Prints the
 * zeros. */
static void unmarked(void)
{
	void *image = dlopen("linux-vdso.so.1", RTLD_LAZY | RTLD_NOLOAD);
	CHECK(image);
	*(void **)&s_function = dlsym(image, "__vdso_getrandom");
	CHECK(s_function);
	printf("%ld\n", count_zeros(draw_by_function, 30));
}

static const struct scenario scenarios[] = {
	{ "storm", storm },	{ "first", first },
	{ "dropped", dropped }, { "dropped-small", dropped_small },
	{ "dropped-mixed", dropped_mixed },
	{ "unmarked", unmarked }, { NULL, NULL },
};

int main(int argc, char **argv)
{
	unsigned int num = 1, each;
	s_state = states_new(&num, &each);
	return run_scenario(argc, argv, scenarios);
}
