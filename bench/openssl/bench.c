/* Measures how long OpenSSL takes for random bytes, with the generator that its configuration
 * names. Prints a line for each request: its name and its ns, the best of many short runs. */
#include <openssl/err.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static unsigned char s_buffers[2][65536 + 64];
static pthread_barrier_t s_start;
static double s_milliseconds;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double draw(unsigned char *buffer, int length, int is_private, long count)
{
	double start = now();
	for (long i = 0; i < count; i++)
		if ((is_private ? RAND_priv_bytes : RAND_bytes)(buffer, length) != 1) {
			ERR_print_errors_fp(stderr);
			exit(1);
		}
	return (now() - start) / (double)count;
}

static double best(unsigned char *buffer, int length, int is_private)
{
	long count = 1 + (long)(s_milliseconds * 1e5 / (draw(buffer, length, is_private, 50) + 1));
	double least = 1e18;
	for (int i = 0; i < 10; i++) {
		double one = draw(buffer, length, is_private, count);
		least = one < least ? one : least;
	}
	return least;
}

static void *draw_for_ever(void *count)
{
	draw(s_buffers[1], 4, 0, 1000);
	pthread_barrier_wait(&s_start);
	draw(s_buffers[1], 4, 0, *(long *)count);
	return NULL;
}

/* Both threads make equally many requests. Returns ns per request of each, until both are done. */
static double both(void)
{
	long count = (long)(s_milliseconds * 1e6 / draw(s_buffers[0], 4, 0, 1000));
	pthread_t other;
	pthread_barrier_init(&s_start, NULL, 2);
	pthread_create(&other, NULL, draw_for_ever, &count);
	pthread_barrier_wait(&s_start);
	double start = now();
	draw(s_buffers[0], 4, 0, count);
	pthread_join(other, NULL);
	pthread_barrier_destroy(&s_start);
	return (now() - start) / (double)count;
}

int main(int argc, char **argv)
{
	static const int lengths[] = { 4, 16, 32, 64, 256, 1024, 4096, 65536 };
	s_milliseconds = argc > 1 ? atof(argv[1]) : 20;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		printf("RAND_bytes %d B\t%.1f\n", lengths[i], best(s_buffers[0], lengths[i], 0));
	printf("RAND_priv_bytes 32 B\t%.1f\n", best(s_buffers[0], 32, 1));
	printf("RAND_bytes 4 B, one thread of two\t%.1f\n", both());
	return 0;
}
