/*
 * An unmodified program.
 *
 * arc4random MS           prints ns for a call of each function, each measured for MS milliseconds
 * arc4random loop COUNT   calls arc4random() COUNT times, while others count what it does
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

static volatile uint32_t s_sink;
static char s_buffer[4096];

static void by_arc4random(void)
{
	s_sink = arc4random();
}

static void by_arc4random_uniform(void)
{
	s_sink = arc4random_uniform(1000);
}

static void by_arc4random_buf_4096(void)
{
	arc4random_buf(s_buffer, sizeof(s_buffer));
}

static void by_arc4random_buf_16(void)
{
	arc4random_buf(s_buffer, 16);
}

static void by_getrandom_4(void)
{
	if (getrandom(s_buffer, 4, 0) != 4)
		exit(1);
}

static void by_getrandom_16(void)
{
	if (getrandom(s_buffer, 16, 0) != 16)
		exit(1);
}

static void by_getentropy_4(void)
{
	if (getentropy(s_buffer, 4) != 0)
		exit(1);
}

static void by_getentropy_16(void)
{
	if (getentropy(s_buffer, 16) != 0)
		exit(1);
}

static void by_getentropy_256(void)
{
	if (getentropy(s_buffer, 256) != 0)
		exit(1);
}

static double nanoseconds_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void measure(const char *name, void (*call)(void), double milliseconds)
{
	double start = nanoseconds_now(), elapsed;
	long count = 0;
	do {
		for (int i = 0; i < 100; i++)
			call();
		count += 100;
		elapsed = nanoseconds_now() - start;
	} while (elapsed < milliseconds * 1e6);
	printf("%s %.1f\n", name, elapsed / (double)count);
}

int main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "loop") == 0) {
		for (long i = atol(argv[2]); i > 0; i--)
			by_arc4random();
		return 0;
	}
	double milliseconds = argc == 2 ? atof(argv[1]) : 200;
	measure("arc4random()", by_arc4random, milliseconds);
	measure("arc4random_uniform(1000)", by_arc4random_uniform, milliseconds);
	measure("arc4random_buf(16)", by_arc4random_buf_16, milliseconds);
	measure("arc4random_buf(4096)", by_arc4random_buf_4096, milliseconds);
	measure("getrandom(4)", by_getrandom_4, milliseconds);
	measure("getrandom(16)", by_getrandom_16, milliseconds);
	measure("getentropy(4)", by_getentropy_4, milliseconds);
	measure("getentropy(16)", by_getentropy_16, milliseconds);
	measure("getentropy(256)", by_getentropy_256, milliseconds);
	return 0;
}
