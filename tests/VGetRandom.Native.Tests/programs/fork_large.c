/* A handler forks in the middle of a large request, and each side goes on with its own bytes. */
#include "check.h"

#include <signal.h>
#include <sys/time.h>

static char *s_state;
static volatile sig_atomic_t s_forks;

static void fork_once(int signal)
{
	(void)signal;
	if (s_forks == 0)
		s_forks = fork() == 0 ? -1 : 1;
}

/* In the middle of a request of many chunks: no chunk is returned on both sides. */
static void chunks(void)
{
	enum { Chunk = 64 << 10, Chunks = 128 };
	struct sigaction action = { .sa_handler = fork_once };
	static char mine[Chunks * Chunk];
	static char theirs[16];
	int pipes[2];
	CHECK(sigaction(SIGALRM, &action, NULL) == 0);
	for (int round = 0; round < 20; round++) {
		struct itimerval once = { .it_value = { 0, 2000 } };
		CHECK(pipe(pipes) == 0);
		s_forks = 0;
		CHECK(setitimer(ITIMER_REAL, &once, NULL) == 0);
		/* A fork between two requests, as here, leaves nothing of the one before. */
		do {
			memset(mine, 0, sizeof(mine));
			CHECK(vgetrandom(mine, sizeof(mine), 0, s_state) == sizeof(mine));
		} while (s_forks == 0);
		for (int i = 0; i < Chunks; i++) {
			char *first = mine + (size_t)i * Chunk;
			if (s_forks < 0)
				transfer(pipes[1], first, sizeof(theirs), 1);
			else
				transfer(pipes[0], theirs, sizeof(theirs), 0);
			CHECK(s_forks < 0 || memcmp(first, theirs, sizeof(theirs)) != 0);
		}
		if (s_forks < 0)
			_exit(0);
		CHECK(wait(NULL) > 0);
		close(pipes[0]);
		close(pipes[1]);
	}
}

static char *s_page;
static pid_t s_child;

static void fork_at_page(int signal)
{
	(void)signal;
	CHECK(mprotect(s_page, 4096, PROT_READ | PROT_WRITE) == 0);
	s_child = fork();
	CHECK(s_child >= 0);
}

/* In the middle of an expansion, between two blocks: only the child loses its key. */
static void in_expansion(void)
{
	enum { Length = 24 << 10 };
	struct sigaction action = { .sa_handler = fork_at_page };
	CHECK(sigaction(SIGSEGV, &action, NULL) == 0);
	for (int i = 0; i < 100; i++) {
		char *buffer = mmap(NULL, 2 * Length, PROT_READ | PROT_WRITE,
				    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		int pipes[2];
		CHECK(buffer != MAP_FAILED && pipe(pipes) == 0);
		s_page = buffer + 4096 * (1 + i % 5);
		CHECK(mprotect(s_page, 4096, PROT_NONE) == 0);
		size_t length = Length - (size_t)i % 64;
		CHECK(vgetrandom(buffer, length, 0, s_state) == (ssize_t)length);
		if (s_child == 0) {
			transfer(pipes[1], buffer, Length, 1);
			_exit(0);
		}
		transfer(pipes[0], buffer + length / 8 * 8, Length, 0);
		check_child(s_child);
		check_words((uint64_t *)buffer, length / 8 * 2);
		CHECK(munmap(buffer, 2 * Length) == 0);
		close(pipes[0]);
		close(pipes[1]);
	}
}

static const struct scenario scenarios[] = {
	{ "chunks", chunks },
	{ "in-expansion", in_expansion },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	unsigned int num = 1, each;
	s_state = states_new(&num, &each);
	return run_scenario(argc, argv, scenarios);
}
