/* Forks of the machine, on a file that stands in for the device: the counter changes, and nobody
 * tells the kernel. */
#include "check.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/random.h>

static volatile uint64_t *counter;

static void open_clock(void)
{
	int file = open(getenv("VMCLOCK_FILE"), O_RDWR);
	char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	CHECK(file >= 0 && page != MAP_FAILED);
	counter = (volatile uint64_t *)(page + 104);
	CHECK(strcmp(vgetrandom_forks(), "") == 0);
}

static double seconds_of(ssize_t expected, unsigned int flags)
{
	uint64_t word;
	double start = seconds_now();
	errno = 0;
	CHECK(vgetrandom_getrandom(&word, sizeof(word), flags) == expected && errno == 0);
	return seconds_now() - start;
}

/* Prints what prevents the guard, or an empty line. */
static void say(void)
{
	printf("%s\n", vgetrandom_forks());
}

/* A request waits for the bound, once, and the library reports it. */
static void bound(void)
{
	open_clock();
	CHECK(seconds_of(8, 0) < 0.1);
	(*counter)++;
	CHECK(seconds_of(8, 0) >= 0.19);
	CHECK(seconds_of(8, 0) < 0.1);
	CHECK(strstr(vgetrandom_reason(), "fork"));
}

/* A request that must not wait starts the wait that a later one ends. A request for bytes of any
 * quality gets them. */
static void nonblock(void)
{
	open_clock();
	CHECK(seconds_of(8, 0) < 0.1);
	(*counter)++;
	CHECK(seconds_of(-EAGAIN, GRND_NONBLOCK) < 0.1);
	CHECK(seconds_of(8, GRND_INSECURE) < 0.1);
	usleep(200 * 1000);
	CHECK(seconds_of(8, GRND_NONBLOCK) < 0.1);
}

/* If the settings say so, requests fail and write nothing. */
static void fail(void)
{
	open_clock();
	CHECK(seconds_of(8, 0) < 0.1);
	(*counter)++;
	CHECK(seconds_of(-EAGAIN, 0) >= 0.19);
	CHECK(seconds_of(-EAGAIN, 0) < 0.1);
	uint64_t words[32] = { 0 };
	CHECK(vgetrandom_fill(words, sizeof(words)) == -EAGAIN);
	for (int i = 0; i < 32; i++)
		CHECK(words[i] == 0);
}

static void draw(int number)
{
	(void)number;
	seconds_of(8, 0);
}

static void *draw_on_thread(void *unused)
{
	seconds_of(8, 0);
	return unused;
}

static void *wait_for_ever(void *unused)
{
	pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, NULL);
	seconds_of(8, 0);
	pthread_exit(unused);
}

/* A handler on the waiting thread, a child of fork(2), another thread and a cancelled one: all of
 * them finish. */
static void entered(void)
{
	pthread_t drawing, cancelled;
	open_clock();
	seconds_of(8, 0);
	signal(SIGALRM, draw);
	(*counter)++;
	CHECK(pthread_create(&drawing, NULL, draw_on_thread, NULL) == 0);
	CHECK(pthread_create(&cancelled, NULL, wait_for_ever, NULL) == 0);
	CHECK(pthread_cancel(cancelled) == 0);
	ualarm(20 * 1000, 0);
	double start = seconds_now();
	pid_t child = fork();
	CHECK(child >= 0);
	seconds_of(8, 0);
	if (child == 0)
		_exit(0);
	int status;
	while (waitpid(child, &status, 0) < 0)
		CHECK(errno == EINTR);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK(pthread_join(drawing, NULL) == 0 && pthread_join(cancelled, NULL) == 0);
	CHECK(seconds_now() - start < 5);
}

/* The counter changes again and again between large requests, and no word comes twice. */
static void changing(void)
{
	enum { WORDS = 4096, ROUNDS = 50 };
	static uint64_t words[ROUNDS * WORDS / 8];
	open_clock();
	uint64_t *next = words;
	for (int i = 0; i < ROUNDS; i++) {
		if (i % 5 == 0)
			(*counter)++;
		CHECK(vgetrandom_fill(next, WORDS) == 0);
		next += WORDS / 8;
	}
	check_words(words, ROUNDS * WORDS / 8);
}

static const struct scenario scenarios[] = {
	{ "say", say },   { "bound", bound },     { "nonblock", nonblock },
	{ "fail", fail }, { "entered", entered }, { "changing", changing },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
