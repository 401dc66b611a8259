/* Here the test itself answers the system call, and checks what the library asks, when, and what it
 * makes of the answer. */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#include "seccomp.h"

/* An answer is an errno, a negative number of bytes, or one of these. */
enum { Whole = 0, Nothing = 10000, Dropped = 10001 };

enum { MostAnswers = 32 };

static int s_answers[MostAnswers];
static atomic_int s_calls, s_refused;
static atomic_size_t s_longest;
static atomic_uint s_flags;
static int s_listener;
static pthread_barrier_t s_listening;
static char *s_state;
static unsigned int s_num = 1, s_each;

/* Whether the kernel's function serves. It takes one key for many requests, and if it gets no key
 * it makes the system call for the request. */
static int s_is_function;

/* The system calls of a request if none of them succeeds. The library asks the function to vouch
 * and then to serve, and the function makes two calls for each. */
static int s_tries;

static inline void drop(void)
{
	CHECK(madvise((void *)((uintptr_t)s_state & ~4095UL), 4096, MADV_DONTNEED) == 0);
}

/* No number is zero, and none comes twice. */
static inline void fill_with_numbers(unsigned char *buffer, size_t length)
{
	static uint64_t state;
	for (size_t i = 0; i < length; i += 8) {
		uint64_t z = state += 0x9E3779B97F4A7C15u;
		z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
		z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
		z ^= z >> 31;
		memcpy(buffer + i, &z, length - i < 8 ? length - i : 8);
	}
}

static void *answer(void *argument)
{
	struct seccomp_notif call;
	(void)argument;
	pthread_barrier_wait(&s_listening);
	for (;;) {
		memset(&call, 0, sizeof(call));
		if (ioctl(s_listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0)
			continue;
		size_t length = (size_t)call.data.args[1];
		struct seccomp_notif_resp reply = { .id = call.id };
		int number = atomic_fetch_add(&s_calls, 1);
		int todo = number < MostAnswers ? s_answers[number] : Whole;
		s_flags = (unsigned int)call.data.args[2];
		if (length > s_longest)
			s_longest = length;
		if (todo > 0 && todo < Nothing) {
			reply.error = -todo;
			s_refused++;
		} else if (todo != Nothing) {
			length = todo < 0 ? (size_t)-todo : length;
			fill_with_numbers((unsigned char *)(uintptr_t)call.data.args[0], length);
			reply.val = (int64_t)length;
		}
		if (todo == Dropped)
			drop();
		ioctl(s_listener, SECCOMP_IOCTL_NOTIF_SEND, &reply);
	}
	return NULL;
}

/* Sets the answers to come. After them the system call works as usual. */
static inline void expect(int count, const int *answers)
{
	CHECK(count <= MostAnswers);
	memset(s_answers, 0, sizeof(s_answers));
	memcpy(s_answers, answers, (size_t)count * sizeof(answers[0]));
	s_calls = s_refused = 0;
	s_longest = 0;
}

/* Makes a state, and a thread that answers for the kernel from here on. */
static inline void start_answering(void)
{
	pthread_t thread;
	char byte;
	s_is_function = strcmp(vgetrandom_backend(), "vdso") == 0;
	s_tries = s_is_function ? 4 : 1;
	s_state = states_new(&s_num, &s_each);
	/* The first request has more to do than others. */
	CHECK(vgetrandom(&byte, 1, 0, s_state) == 1);
	drop();
	/* Make the thread first: making one may ask for random bytes, too early for an answer. */
	CHECK(pthread_barrier_init(&s_listening, NULL, 2) == 0);
	CHECK(pthread_create(&thread, NULL, answer, NULL) == 0);
	s_listener = take_over(SYS_getrandom);
	pthread_barrier_wait(&s_listening);
}

/* The generation that the kernel's function goes by, if it lies where today's states have it; else
 * 0. */
static inline uint64_t generation_now(char *state)
{
	uint64_t generation;
	char byte;
	CHECK(vgetrandom(&byte, 1, 0, state) == 1);
	memcpy(&generation, state + 128, sizeof(generation));
	return generation;
}

/* Runs a scenario that counts system calls. A reseed in the middle adds one, and other tests make
 * the kernel reseed all the time. So a failed attempt counts only if the kernel did not reseed. */
static inline int run_between_reseeds(int argc, char **argv, const struct scenario *all)
{
	unsigned int num = 1, each;
	char *state = states_new(&num, &each), words[4096];
	double end = seconds_now() + 60;
	for (;;) {
		uint64_t before = generation_now(state);
		int status, complaints = memfd_create("complaints", 0);
		pid_t child = fork();
		CHECK(child >= 0 && complaints >= 0);
		if (child == 0) {
			dup2(complaints, STDERR_FILENO);
			start_answering();
			_exit(run_scenario(argc, argv, all));
		}
		CHECK(waitpid(child, &status, 0) == child);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			return 0;
		if (generation_now(state) == before || seconds_now() > end) {
			ssize_t length = pread(complaints, words, sizeof(words), 0);
			fprintf(stderr, "status %d: %.*s", status, (int)length, words);
			return 1;
		}
		close(complaints);
	}
}

#endif
