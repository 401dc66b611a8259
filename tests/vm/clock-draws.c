/* Draws from getrandom(2) or from libvgetrandom.so, in a machine with a vmclock that is cloned.
 *
 *   clock-draws MEMORY kernel|thread|state LANE:WORDS:IDLE...
 *   clock-draws MEMORY bound
 *
 * Each lane is a thread. ClockLaneScenario.cs and ClockLanes.cs do the same for .NET, and say what
 * a lane does and where it leaves what it drew. The second form does what BoundDrawScenario.cs
 * does. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "vgetrandom.h"

enum {
	TOTAL_WORDS = 32 << 17,
	RESUMED = 2,
	NOTICED = 3,
	DRAWING = 4,
	DONE = 5,

	COUNT = 0,
	IN_FLIGHT = 1,
	FIRST_NS = 2,
	WORDS = 1024,
	MAX_WORDS = 7 << 13,
	AFTER_NOTICE = 1024,
};

struct lane {
	unsigned int number, words, is_idle;
	void *state;
	uint64_t *drawn;
};

static volatile uint64_t *s_shared;
static char s_source;

static ssize_t request(void *buffer, size_t length, void *state)
{
	switch (s_source) {
	case 'k':
		return syscall(SYS_getrandom, buffer, length, 0);
	case 't':
		return vgetrandom_getrandom(buffer, length, 0);
	default:
		return vgetrandom(buffer, length, 0, state);
	}
}

static void draw(const struct lane *lane)
{
	size_t length = lane->words * sizeof(uint64_t);
	for (size_t done = 0; done < length;) {
		ssize_t got = request((char *)lane->drawn + done, length - done, lane->state);
		if (got <= 0) {
			fprintf(stderr, "%c: a request came to %zd\n", s_source, got);
			_exit(1);
		}
		done += (size_t)got;
	}
}

/* Keeps what was drawn, and returns whether there is room for as much once more. */
static int keep(volatile uint64_t *at, const struct lane *lane)
{
	uint64_t count = at[COUNT];
	for (unsigned int i = 0; i < lane->words; i++)
		at[WORDS + count + i] = lane->drawn[i];
	count += lane->words;
	at[COUNT] = count;
	return count + lane->words <= MAX_WORDS;
}

static uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void *serve(void *argument)
{
	const struct lane *lane = argument;
	volatile uint64_t *at = s_shared + ((lane->number + 1) << 16);
	at[COUNT] = at[IN_FLIGHT] = at[FIRST_NS] = 0;
	draw(lane);
	__atomic_add_fetch(&s_shared[DRAWING], 1, __ATOMIC_SEQ_CST);
	while (!s_shared[RESUMED]) {
		if (lane->is_idle) {
			usleep(1000);
			continue;
		}
		draw(lane);
		if (s_shared[RESUMED]) {
			/* The machine was saved in the middle of this request. */
			keep(at, lane);
			at[IN_FLIGHT] = lane->words;
			break;
		}
	}

	uint64_t start = now_ns();
	draw(lane);
	at[FIRST_NS] = now_ns() - start;
	for (int after = 0; keep(at, lane) && after < AFTER_NOTICE;) {
		after += s_shared[NOTICED] ? 1 : 0;
		/* Each call takes the kernel's next key. A thread that asks for one gets the same
		 * in two clones only if not too many others have asked before it. */
		if (s_source == 'k' && !after)
			usleep(1000);
		draw(lane);
	}

	__atomic_add_fetch(&s_shared[DONE], 1, __ATOMIC_SEQ_CST);
	while (1)
		pause();
	return NULL;
}

static int bound(void)
{
	uint64_t word;
	(void)vgetrandom_getrandom(&word, sizeof(word), 0);
	puts("warm");
	fflush(stdout);
	while (!s_shared[RESUMED])
		usleep(1000);

	for (int i = 0; i < 3; i++) {
		word = 0;
		uint64_t start = now_ns();
		ssize_t got = vgetrandom_getrandom(&word, sizeof(word), 0);
		uint64_t ms = (now_ns() - start) / 1000000u;
		printf("request%d=%s\n", i,
		       got == -EAGAIN ? "refused" : got == sizeof(word) && word ? "served" : "wrong");
		printf("ms%d=%llu\n", i, (unsigned long long)ms);
	}
	printf("reason=%s\n", vgetrandom_reason());
	return 0;
}

int main(int argc, char **argv)
{
	int device = argc < 3 ? -1 : open(argv[1], O_RDWR);
	void *memory = mmap(NULL, TOTAL_WORDS * sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED,
			    device, 0);
	if (memory == MAP_FAILED) {
		fprintf(stderr, "usage: clock-draws MEMORY kernel|thread|state LANE:WORDS:IDLE...\n");
		return 2;
	}
	s_shared = memory;
	s_source = argv[2][0];
	if (s_source == 'b')
		return bound();

	unsigned int count = 1, each = 0;
	char *states = NULL;
	if (s_source == 's') {
		count = (unsigned int)argc;
		states = vgetrandom_alloc(&count, &each, 0, 0);
		if (vgetrandom_alloc_error(states))
			return 1;
	}

	for (int i = 3; i < argc; i++) {
		struct lane *lane = calloc(1, sizeof(*lane));
		pthread_t thread;
		if (!lane ||
		    sscanf(argv[i], "%u:%u:%u", &lane->number, &lane->words, &lane->is_idle) != 3)
			return 2;
		lane->state = states + (size_t)(i - 3) * each;
		lane->drawn = calloc(lane->words, sizeof(uint64_t));
		if (!lane->drawn || pthread_create(&thread, NULL, serve, lane))
			return 1;
	}
	while (1)
		pause();
}
