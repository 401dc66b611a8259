/* What the test programs share: checks that end the process, and what a process sees of itself. */
#ifndef CHECK_H
#define CHECK_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef CHECK_WITHOUT_LIBRARY
#include "vgetrandom.h"
#endif

#define CHECK(condition)                                                                  \
	do {                                                                              \
		if (!(condition)) {                                                       \
			fprintf(stderr, "%s:%d: not so: %s (errno %d)\n", __FILE__,       \
				__LINE__, #condition, errno);                             \
			fflush(NULL);                                                     \
			_exit(1);                                                         \
		}                                                                         \
	} while (0)

struct scenario {
	const char *name;
	void (*run)(void);
};

/* Runs the scenario that the command line names. */
static inline int run_scenario(int argc, char **argv, const struct scenario *all)
{
	for (; all->name; all++) {
		if (argc == 2 && strcmp(argv[1], all->name) == 0) {
			all->run();
			return 0;
		}
	}
	fprintf(stderr, "no such scenario\n");
	return 2;
}

static inline double seconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

#ifndef CHECK_WITHOUT_LIBRARY
/* Returns an array of states, and fails without one. */
static inline char *states_new(unsigned int *num, unsigned int *stride)
{
	*stride = 0;
	char *states = vgetrandom_alloc(num, stride, 0, 0);
	CHECK(vgetrandom_alloc_error(states) == 0);
	return states;
}
#endif

/* The number behind a name in a file of /proc/self. */
static inline long proc_number(const char *file, const char *name)
{
	char line[512];
	long number = -1;
	FILE *f = fopen(file, "re");
	CHECK(f);
	while (fgets(line, sizeof(line), f))
		if (strncmp(line, name, strlen(name)) == 0)
			number = strtol(line + strlen(name), NULL, 10);
	fclose(f);
	return number;
}

/* Bytes of address space in droppable memory ("dp"), or in all memory that a fork wipes ("wf"). */
static inline long special_bytes(const char *flag)
{
	char line[512];
	unsigned long start = 0, end = 0, total = 0;
	FILE *f = fopen("/proc/self/smaps", "re");
	CHECK(f);
	while (fgets(line, sizeof(line), f)) {
		unsigned long a, b;
		if (sscanf(line, "%lx-%lx ", &a, &b) == 2) {
			start = a;
			end = b;
		}
		if (strncmp(line, "VmFlags:", 8) == 0 && strstr(line, flag))
			total += end - start;
	}
	fclose(f);
	return (long)total;
}

/* Whether any part of a range is mapped. */
static inline int is_mapped(char *first, size_t length)
{
	/* Do not read a file: the memory for that may come to lie in this very place. */
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	unsigned char resident;
	for (size_t at = 0; at < length; at += page)
		if (mincore(first + at, page, &resident) == 0)
			return 1;
	return 0;
}

static int compare_words(const void *a, const void *b)
{
	uint64_t x, y;
	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

/* No word is zero and none occurs twice. By chance that fails once in 2^30 such tests. */
static inline void check_words(uint64_t *words, size_t count)
{
	qsort(words, count, sizeof(*words), compare_words);
	for (size_t i = 0; i < count; i++) {
		CHECK(words[i] != 0);
		CHECK(i == 0 || words[i] != words[i - 1]);
	}
}

/* Waits for a child, which must have found everything in order. */
static inline void check_child(pid_t child)
{
	int status;
	pid_t waited;
	do
		waited = waitpid(child, &status, 0);
	while (waited < 0 && errno == EINTR);
	CHECK(waited == child);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* Reads or writes everything, whatever signals arrive. */
static inline void transfer(int descriptor, void *data, size_t length, int is_write)
{
	while (length > 0) {
		ssize_t n = is_write ? write(descriptor, data, length)
				     : read(descriptor, data, length);
		if (n < 0 && errno == EINTR)
			continue;
		CHECK(n > 0);
		data = (char *)data + n;
		length -= (size_t)n;
	}
}

#endif
