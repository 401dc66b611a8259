/* Draws from OpenSSL's generators before its machine is saved, and after each clone has gone on.
 *
 *	openssl-draws		at once, and when the generators should have reseeded
 *	openssl-draws threads	at once, in many threads, one after the other
 *	openssl-draws poll	after RAND_poll(), which tells them to reseed
 *
 * Prints "warm" when they have served for a while, waits for a line on standard input, and then
 * prints lines of "what=outputs". In between it draws nothing, so that clones begin at one place.
 */
#define _GNU_SOURCE
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { WarmUps = 100, Outputs = 64, Threads = 300 };

/* The limits that print_limits() asks for. */
enum { Requests = 1 << 16, SecondsPublic = 7 * 60, SecondsPrimary = 60 * 60 };

typedef int draw_function(unsigned char *buffer, int length);

static uint64_t draw(draw_function *function)
{
	uint64_t word = 0;
	if (function((unsigned char *)&word, sizeof(word)) != 1) {
		fprintf(stderr, "OpenSSL serves nothing\n");
		exit(1);
	}
	return word;
}

static int from_kernel(unsigned char *buffer, int length)
{
	return getrandom(buffer, (size_t)length, 0) == length;
}

static void print_words(const char *name, draw_function *function)
{
	printf("%s=", name);
	for (int i = 0; i < Outputs; i++)
		printf("%016lx ", (unsigned long)draw(function));
	printf("\n");
}

static void *draw_in_thread(void *word)
{
	*(uint64_t *)word = draw(RAND_bytes);
	return NULL;
}

/* Each thread's generator starts with what the process's primary one gives it. */
static void print_threads(void)
{
	printf("RAND_bytes, each in a new thread=");
	for (int i = 0; i < Threads; i++) {
		pthread_t thread;
		uint64_t word = 0;
		if (pthread_create(&thread, NULL, draw_in_thread, &word) != 0 ||
		    pthread_join(thread, NULL) != 0)
			exit(1);
		printf("%016lx ", (unsigned long)word);
	}
	printf("\n");
}

static void warm_up(void)
{
	for (int i = 0; i < WarmUps; i++) {
		draw(RAND_bytes);
		draw(RAND_priv_bytes);
		draw(from_kernel);
		usleep(1000);
	}
}

static void wait_for_line(void)
{
	printf("warm\n");
	fflush(stdout);
	if (getchar() == EOF)
		exit(1);
}

static pthread_barrier_t s_warm, s_polled;

static void *draw_beside(void *unused)
{
	(void)unused;
	warm_up();
	pthread_barrier_wait(&s_warm);
	pthread_barrier_wait(&s_polled);
	print_words("RAND_bytes of another thread after RAND_poll", RAND_bytes);
	return NULL;
}

/* Shows whether one thread's call reaches the generators of threads that already run. */
static void print_polled(void)
{
	pthread_t thread;
	pthread_barrier_init(&s_warm, NULL, 2);
	pthread_barrier_init(&s_polled, NULL, 2);
	if (pthread_create(&thread, NULL, draw_beside, NULL) != 0)
		exit(1);
	pthread_barrier_wait(&s_warm);
	wait_for_line();
	RAND_poll();
	print_words("RAND_bytes after RAND_poll", RAND_bytes);
	print_words("RAND_priv_bytes after RAND_poll", RAND_priv_bytes);
	pthread_barrier_wait(&s_polled);
	if (pthread_join(thread, NULL) != 0)
		exit(1);
}

static void print_limits(const char *name, EVP_RAND_CTX *generator)
{
	unsigned int requests = 0;
	time_t seconds = 0;
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_uint(OSSL_DRBG_PARAM_RESEED_REQUESTS, &requests),
		OSSL_PARAM_construct_time_t(OSSL_DRBG_PARAM_RESEED_TIME_INTERVAL, &seconds),
		OSSL_PARAM_construct_end(),
	};
	if (EVP_RAND_CTX_get_params(generator, params) == 1 && requests > 0)
		printf("%s-limits=%u requests, %ld seconds\n", name, requests, (long)seconds);
}

/* Sets the time of day, which the generators go by. */
static void set_clock_on(time_t seconds)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	now.tv_sec += seconds;
	if (clock_settime(CLOCK_REALTIME, &now) != 0) {
		perror("clock_settime");
		exit(1);
	}
}

int main(int argc, char **argv)
{
	warm_up();
	if (argc == 2 && strcmp(argv[1], "poll") == 0) {
		print_polled();
		return 0;
	}

	wait_for_line();
	if (argc == 2 && strcmp(argv[1], "threads") == 0) {
		print_threads();
		return 0;
	}

	print_words("RAND_bytes", RAND_bytes);
	print_words("RAND_priv_bytes", RAND_priv_bytes);
	print_words("getrandom", from_kernel);
	for (int i = 0; i < Requests; i++)
		draw(RAND_bytes);
	print_words("RAND_bytes, 65,536 requests later", RAND_bytes);
	set_clock_on(SecondsPublic + 1);
	print_words("RAND_bytes, 7 minutes later", RAND_bytes);
	set_clock_on(SecondsPrimary + 1);
	print_words("RAND_bytes, 1 hour later", RAND_bytes);

	/* Set the clock back. Otherwise every program that draws after this one would reseed first,
	 * and would show nothing. */
	set_clock_on(-(SecondsPublic + 1 + SecondsPrimary + 1));

	printf("version=%s\n", OpenSSL_version(OPENSSL_VERSION));
	printf("generator=%s\n",
	       EVP_RAND_get0_name(EVP_RAND_CTX_get0_rand(RAND_get0_public(NULL))));
	print_limits("public", RAND_get0_public(NULL));
	print_limits("private", RAND_get0_private(NULL));
	print_limits("primary", RAND_get0_primary(NULL));
	return 0;
}
