/*
 * Compares the library with the kernel's vDSO function and the system call, from C.
 *
 * bench ROUNDS MS   ROUNDS times, each candidate in turn for MS milliseconds; prints the medians
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "vgetrandom.h"

enum { MostBytes = 1 << 20, MostRounds = 99, Candidates = 4, Threads = 2 };

typedef ssize_t vdso_function(void *, size_t, unsigned int, void *, size_t);

/* What one thread draws with. */
struct source {
	char *kernels_state;
	char *our_state;
	char *buffer;
};

typedef void candidate(struct source *source, size_t length, long count);

static vdso_function *s_function;
static unsigned int s_parameters[16];

static void by_system_call(struct source *s, size_t length, long count)
{
	while (count-- > 0)
		syscall(SYS_getrandom, s->buffer, length, 0);
}

static void by_function(struct source *s, size_t length, long count)
{
	while (count-- > 0)
		s_function(s->buffer, length, 0, s->kernels_state, s_parameters[0]);
}

static void by_state(struct source *s, size_t length, long count)
{
	while (count-- > 0)
		vgetrandom(s->buffer, length, 0, s->our_state);
}

static void by_thread(struct source *s, size_t length, long count)
{
	(void)s;
	while (count-- > 0)
		vgetrandom_fill(s->buffer, length);
}

static candidate *const s_candidates[Candidates] = { by_system_call, by_function, by_state,
						     by_thread };

static double nanoseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Returns ns for a request, measured over as many as take about that long. */
static double measure(candidate *draw, struct source *source, size_t length, double milliseconds)
{
	long count = 1;
	for (;;) {
		double start = nanoseconds_now();
		draw(source, length, count);
		double elapsed = nanoseconds_now() - start;
		if (elapsed >= milliseconds * 1e6 / 2)
			return elapsed / (double)count;
		count = elapsed < milliseconds * 1e4
				? count * 10
				: (long)((double)count * milliseconds * 1e6 / elapsed) + 1;
	}
}

static void new_source(struct source *source)
{
	unsigned int num = 1, each = 0;
	source->our_state = vgetrandom_alloc(&num, &each, 0, 0);
	source->kernels_state = mmap(NULL, 4096, (int)s_parameters[1], (int)s_parameters[2], -1, 0);
	source->buffer = malloc(MostBytes);
	if (vgetrandom_alloc_error(source->our_state) || source->kernels_state == MAP_FAILED ||
	    !source->buffer) {
		fprintf(stderr, "there is no memory\n");
		exit(1);
	}
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

struct work {
	candidate *draw;
	size_t length;
	double milliseconds, nanoseconds;
	pthread_barrier_t *barrier;
};

static void *measure_on_thread(void *argument)
{
	struct work *work = argument;
	struct source source;
	new_source(&source);
	pthread_barrier_wait(work->barrier);
	work->nanoseconds = measure(work->draw, &source, work->length, work->milliseconds);
	return NULL;
}

/* Does the same on several threads at once, and returns the mean of their ns. */
static double measure_threads(candidate *draw, size_t length, double milliseconds)
{
	pthread_t threads[Threads];
	struct work works[Threads];
	pthread_barrier_t barrier;
	double sum = 0;
	pthread_barrier_init(&barrier, NULL, Threads);
	for (int i = 0; i < Threads; i++) {
		works[i] = (struct work){ draw, length, milliseconds, 0, &barrier };
		pthread_create(&threads[i], NULL, measure_on_thread, &works[i]);
	}
	for (int i = 0; i < Threads; i++) {
		pthread_join(threads[i], NULL);
		sum += works[i].nanoseconds;
	}
	return sum / Threads;
}

static void print_line(size_t length, int threads, double (*rounds)[MostRounds], int count)
{
	double medians[Candidates];
	for (int i = 0; i < Candidates; i++) {
		qsort(rounds[i], (size_t)count, sizeof(double), compare);
		medians[i] = rounds[i][count / 2];
	}
	printf("| %zu | %d | %.1f | %.1f | %.1f | %.1f | %.1fx | %.2fx | %+.1f |\n", length, threads,
	       medians[0], medians[1], medians[2], medians[3], medians[0] / medians[2],
	       medians[1] / medians[2], medians[2] - medians[1]);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static const size_t lengths[] = { 4, 8, 16, 32, 64, 112, 128, 256, 512, 1024, 4096, 65536,
					  MostBytes };
	int rounds = argc == 3 ? atoi(argv[1]) : 0;
	double milliseconds = argc == 3 ? atof(argv[2]) : 0;
	void *image = dlopen("linux-vdso.so.1", RTLD_LAZY | RTLD_NOLOAD);
	if (rounds < 1 || rounds > MostRounds || milliseconds <= 0) {
		fprintf(stderr, "usage: bench ROUNDS MS\n");
		return 2;
	}
	if (image)
		s_function = (vdso_function *)dlsym(image, "__vdso_getrandom");
	if (image && !s_function)
		s_function = (vdso_function *)dlsym(image, "__kernel_getrandom");
	if (!s_function || s_function(NULL, 0, 0, s_parameters, ~0UL) != 0) {
		fprintf(stderr, "this kernel's vDSO has no getrandom to compare with\n");
		return 1;
	}

	struct source source;
	new_source(&source);
	printf("ns for a request; the last three columns compare vgetrandom with the others\n\n");
	printf("| bytes | threads | system call | vDSO | vgetrandom | vgetrandom_fill "
	       "| system call / vgetrandom | vDSO / vgetrandom | vgetrandom - vDSO |\n");
	printf("|---|---|---|---|---|---|---|---|---|\n");
	for (int threads = 1; threads <= Threads; threads++) {
		for (size_t k = 0; k < sizeof(lengths) / sizeof(lengths[0]); k++) {
			double results[Candidates][MostRounds];
			for (int round = 0; round < rounds; round++)
				for (int i = 0; i < Candidates; i++)
					results[i][round] =
						threads == 1
							? measure(s_candidates[i], &source,
								  lengths[k], milliseconds)
							: measure_threads(s_candidates[i],
									  lengths[k], milliseconds);
			print_line(lengths[k], threads, results, rounds);
		}
	}
	return 0;
}
