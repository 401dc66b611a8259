/*
 * Measures what a preloaded library adds to the start of a program that draws nothing.
 *
 * exec COUNT PROGRAM [LIBRARY...]   runs PROGRAM COUNT times with each library in LD_PRELOAD, in
 *                                   turns with runs without one
 */
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { MostVariants = 8 };

static double microseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static double microseconds_of(struct timeval time)
{
	return (double)time.tv_sec * 1e6 + (double)time.tv_usec;
}

struct cost {
	double elapsed, processor;
};

/* Measures from before the program starts until it ends, and how long it had a processor. */
static struct cost run(char *program, const char *library)
{
	static char preload[4096];
	char *arguments[] = { program, NULL }, *environment[] = { preload, NULL };
	pid_t child;
	int status;
	struct rusage used;
	snprintf(preload, sizeof(preload), library ? "LD_PRELOAD=%s" : "_=", library);
	double start = microseconds_now();
	if (posix_spawn(&child, program, NULL, NULL, arguments, environment) != 0 ||
	    wait4(child, &status, 0, &used) != child || status != 0) {
		fprintf(stderr, "%s fails with %s\n", program, library);
		exit(1);
	}
	return (struct cost){ microseconds_now() - start,
			      microseconds_of(used.ru_utime) + microseconds_of(used.ru_stime) };
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double median(double *times, int count)
{
	qsort(times, (size_t)count, sizeof(double), compare);
	return times[count / 2];
}

int main(int argc, char **argv)
{
	static double *elapsed[MostVariants], *processor[MostVariants];
	int count = argc > 2 ? atoi(argv[1]) : 0, variants = argc - 2;
	if (count < 1 || variants > MostVariants)
		return 2;
	for (int v = 0; v < variants; v++) {
		elapsed[v] = calloc((size_t)count, sizeof(double));
		processor[v] = calloc((size_t)count, sizeof(double));
	}
	/* In turns, so that whatever else the machine does slows all of them. */
	for (int i = 0; i < count; i++) {
		for (int v = 0; v < variants; v++) {
			struct cost cost = run(argv[2], v == 0 ? NULL : argv[v + 2]);
			elapsed[v][i] = cost.elapsed;
			processor[v][i] = cost.processor;
		}
	}
	for (int v = 0; v < variants; v++) {
		const char *name = v == 0 ? NULL : strrchr(argv[v + 2], '/');
		double wall = median(elapsed[v], count), busy = median(processor[v], count);
		printf("| %s | %.0f | %+.0f | %.0f | %+.0f |\n", name ? name + 1 : "nothing", wall,
		       wall - median(elapsed[0], count), busy, busy - median(processor[0], count));
	}
	return 0;
}
