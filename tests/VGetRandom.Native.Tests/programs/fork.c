/* fork(2) in all its forms: parent and child never hand out the same bytes. */
#include "check.h"

#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/time.h>

enum { Words = 64 };

static char *s_state;

/* Small values from the batch, then one that needs an expansion, on both states. */
static void draw(uint64_t *words)
{
	for (int i = 0; i < 16; i++)
		CHECK(vgetrandom(&words[i], 8, 0, s_state) == 8);
	for (int i = 16; i < 32; i++)
		CHECK(vgetrandom_fill(&words[i], 8) == 0);
	CHECK(vgetrandom(&words[32], 16 * 8, 0, s_state) == 16 * 8);
	CHECK(vgetrandom_fill(&words[48], 16 * 8) == 0);
}

/* Draws in child and parent from the same place, and compares everything. */
static void compare_with_child(pid_t (*fork_once)(void))
{
	uint64_t words[2 * Words];
	int pipes[2];
	CHECK(pipe(pipes) == 0);
	pid_t child = fork_once();
	CHECK(child >= 0);
	if (child == 0) {
		draw(words);
		transfer(pipes[1], words, Words * 8, 1);
		_exit(0);
	}
	draw(words);
	transfer(pipes[0], words + Words, Words * 8, 0);
	check_child(child);
	close(pipes[0]);
	close(pipes[1]);
	check_words(words, 2 * Words);
}

static pid_t fork_raw(void)
{
	/* Bypass the C library's own preparations. */
	return (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void simple(void)
{
	uint64_t words[Words];
	for (int i = 0; i < 500; i++) {
		draw(words);
		compare_with_child(fork);
	}
	for (int i = 0; i < 200; i++)
		compare_with_child(fork_raw);
}

/* A thousand children, twenty at a time: all of them and the parent draw from the same place. */
static void storm(void)
{
	enum { Rounds = 50, Children = 20 };
	static uint64_t words[(Children + 1) * Words];
	for (int round = 0; round < Rounds; round++) {
		pid_t children[Children];
		int pipes[Children][2];
		draw(words);
		for (int i = 0; i < Children; i++) {
			CHECK(pipe(pipes[i]) == 0);
			children[i] = fork();
			CHECK(children[i] >= 0);
			if (children[i] == 0) {
				draw(words);
				transfer(pipes[i][1], words, Words * 8, 1);
				_exit(0);
			}
		}
		draw(words + Children * Words);
		for (int i = 0; i < Children; i++) {
			transfer(pipes[i][0], words + i * Words, Words * 8, 0);
			check_child(children[i]);
			close(pipes[i][0]);
			close(pipes[i][1]);
		}
		check_words(words, (Children + 1) * Words);
	}
}

static void descend(int depth)
{
	uint64_t words[Words];
	draw(words);
	compare_with_child(fork);
	if (depth == 0)
		return;
	pid_t child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		descend(depth - 1);
		_exit(0);
	}
	draw(words);
	check_child(child);
}

static void grandchildren(void)
{
	descend(30);
}

static volatile int s_stop;

static void *draw_until_told(void *argument)
{
	uint64_t words[Words];
	(void)argument;
	while (!s_stop)
		CHECK(vgetrandom_fill(words, sizeof(words)) == 0);
	return NULL;
}

static void *draw_on_new_thread(void *argument)
{
	CHECK(vgetrandom_fill(argument, 64) == 0);
	return NULL;
}

static void *churn(void *argument)
{
	uint64_t words[8];
	pthread_t thread;
	(void)argument;
	while (!s_stop) {
		CHECK(pthread_create(&thread, NULL, draw_on_new_thread, words) == 0);
		CHECK(pthread_join(thread, NULL) == 0);
	}
	return NULL;
}

/* Forks while others draw, and take and give back states. The child goes on, with threads of its
 * own. */
static void threads(void)
{
	pthread_t others[3], mine[4];
	uint64_t words[4 * 8];
	for (int i = 0; i < 3; i++)
		CHECK(pthread_create(&others[i], NULL, i == 0 ? draw_until_told : churn, NULL) == 0);
	for (int i = 0; i < 300; i++) {
		compare_with_child(fork);
		pid_t child = fork();
		CHECK(child >= 0);
		if (child == 0) {
			for (int k = 0; k < 4; k++)
				CHECK(pthread_create(&mine[k], NULL, draw_on_new_thread,
						     words + k * 8) == 0);
			for (int k = 0; k < 4; k++)
				CHECK(pthread_join(mine[k], NULL) == 0);
			check_words(words, 4 * 8);
			_exit(0);
		}
		check_child(child);
	}
	s_stop = 1;
	for (int i = 0; i < 3; i++)
		CHECK(pthread_join(others[i], NULL) == 0);
}

/* The child of vfork uses the parent's own states, and the parent goes on with them. */
static void vforked(void)
{
	static uint64_t words[2 * Words];
	for (int i = 0; i < 500; i++) {
		pid_t child = vfork();
		CHECK(child >= 0);
		if (child == 0) {
			draw(words);
			_exit(0);
		}
		check_child(child);
		draw(words + Words);
		check_words(words, 2 * Words);
	}
}

/* A child that runs for long, with states and children of its own. */
static void long_lived(void)
{
	pid_t child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		double end = seconds_now() + 1.5;
		while (seconds_now() < end) {
			compare_with_child(fork);
			draw_on_new_thread((uint64_t[8]){ 0 });
		}
		_exit(0);
	}
	check_child(child);
}

static uint64_t s_handlers[2 * Words];
static volatile sig_atomic_t s_forks;

static void fork_in_handler(int signal)
{
	(void)signal;
	int kept = errno;
	pid_t child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		/* The child draws here, and then goes on with the interrupted request. */
		draw(s_handlers);
		s_forks = -1;
	} else {
		/* Arm the timer only now: if a fork takes longer than the timer, there would be no
		 * time for anything else. */
		struct itimerval again = { .it_value = { 0, 900 } };
		check_child(child);
		s_forks++;
		setitimer(ITIMER_REAL, &again, NULL);
	}
	errno = kept;
}

/* Forks in the middle of a request: the child's result is good, and differs from the parent's. */
static void in_handler(void)
{
	struct sigaction action = { .sa_handler = fork_in_handler };
	struct itimerval first = { .it_value = { 0, 900 } };
	static uint64_t words[1024];
	/* Words that the first round has not reached yet are not zero, either. */
	memset(words, 0xFF, sizeof(words));
	CHECK(sigaction(SIGALRM, &action, NULL) == 0);
	CHECK(setitimer(ITIMER_REAL, &first, NULL) == 0);
	while (s_forks >= 0 && s_forks < 300) {
		for (int i = 0; i < 256 && s_forks >= 0; i += 16)
			CHECK(vgetrandom(&words[i], 16 * 8, 0, s_state) == 16 * 8);
		for (int i = 256; i < 512 && s_forks >= 0; i++)
			CHECK(vgetrandom(&words[i], 8, 0, s_state) == 8);
		CHECK(s_forks < 0 || vgetrandom_fill(&words[512], 512 * 8) == 0);
		if (s_forks >= 0)
			check_words(words, 1024);
	}
	if (s_forks < 0) {
		/* This is the child, and the request that was interrupted has ended by now. */
		uint64_t last[Words];
		draw(last);
		check_words(last, Words);
		for (int i = 0; i < 1024; i++)
			CHECK(words[i] != 0);
		_exit(0);
	}
}

static const struct scenario scenarios[] = {
	{ "simple", simple },   { "storm", storm },
	{ "grandchildren", grandchildren }, { "threads", threads },
	{ "vfork", vforked },   { "long-lived", long_lived },
	{ "in-handler", in_handler },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	unsigned int num = 1, each;
	s_state = states_new(&num, &each);
	return run_scenario(argc, argv, scenarios);
}
