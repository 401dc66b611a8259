/* Before it draws anything, this program has the kernel kill it at all but a few system calls. It
 * knows nothing about the library, and runs with the library in front of glibc and without it. */
#define CHECK_WITHOUT_LIBRARY
#include "check.h"
#include "arc4random.h"

#include <pthread.h>
#include <signal.h>
#include <sys/random.h>

#include "seccomp.h"

enum { Threads = 63 };

/* These end a thread or the program, wake those who wait for it, and say what went wrong. */
static const int s_allowed[] = {
	SYS_getrandom, SYS_exit, SYS_exit_group, SYS_futex, SYS_write, SYS_rt_sigreturn,
};

static uint64_t s_words[Threads + 1][64];
static pthread_barrier_t s_started, s_sandboxed, s_drawn;

static void draw(uint64_t *words)
{
	CHECK(getrandom(words, 8, 0) == 8);
	CHECK(getentropy(words + 1, 8) == 0);
	arc4random_buf(words + 2, 30 * 8);
	CHECK(getrandom(words + 32, 32 * 8, 0) == 32 * 8);
	for (int i = 0; i < 64; i++)
		CHECK(words[i] != 0);
	CHECK(arc4random_uniform(10) < 10);
}

static void only_draw(void)
{
	allow_only(s_allowed, sizeof(s_allowed) / sizeof(s_allowed[0]));
	draw(s_words[0]);
	_exit(0);
}

static void in_a_handler(int signal)
{
	(void)signal;
	draw(s_words[0]);
	_exit(0);
}

/* A signal handler makes the first request. */
static void handler(void)
{
	struct sigaction action = { .sa_handler = in_a_handler };
	CHECK(sigaction(SIGILL, &action, NULL) == 0);
	CHECK(sigaction(SIGTRAP, &action, NULL) == 0);
	allow_only(s_allowed, sizeof(s_allowed) / sizeof(s_allowed[0]));
	__builtin_trap();
}

static void *draw_on_thread(void *argument)
{
	pthread_barrier_wait(&s_started);
	pthread_barrier_wait(&s_sandboxed);
	draw(argument);
	pthread_barrier_wait(&s_drawn);
	/* Waits for ever, because a thread needs more system calls to end. */
	pthread_barrier_wait(&s_started);
	return NULL;
}

/* The threads exist already, as many as one chunk has states for. */
static void threads(void)
{
	pthread_t thread;
	CHECK(pthread_barrier_init(&s_started, NULL, Threads + 1) == 0);
	CHECK(pthread_barrier_init(&s_sandboxed, NULL, Threads + 1) == 0);
	CHECK(pthread_barrier_init(&s_drawn, NULL, Threads + 1) == 0);
	for (int i = 1; i <= Threads; i++)
		CHECK(pthread_create(&thread, NULL, draw_on_thread, s_words[i]) == 0);
	pthread_barrier_wait(&s_started);
	allow_only(s_allowed, sizeof(s_allowed) / sizeof(s_allowed[0]));
	pthread_barrier_wait(&s_sandboxed);
	draw(s_words[0]);
	pthread_barrier_wait(&s_drawn);
	_exit(0);
}

static const struct scenario scenarios[] = {
	{ "only-draw", only_draw }, { "handler", handler }, { "threads", threads },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
