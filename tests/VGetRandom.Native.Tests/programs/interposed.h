/* The C library's functions, with the test in between. To be included once in a program. */
#ifndef INTERPOSED_H
#define INTERPOSED_H

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>

#include "check.h"

enum { Chunk = 64, MostKeys = 32 };

static pthread_key_t s_key;
static void (*s_destructor)(void *);

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Called once, when the library is loaded. */
int pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
	if (getenv("MANY_KEYS"))
		for (int i = 0; i < MostKeys; i++)
			NEXT(pthread_key_create)(key, NULL);
	s_destructor = destructor;
	int result = NEXT(pthread_key_create)(key, destructor);
	s_key = *key;
	return result;
}

static int s_maps;
static int s_refused_flag;

/* What happens, once, before memory with a flag is mapped. */
static int s_awaited_flag;
static void (*s_meanwhile)(void);

void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset)
{
	s_maps++;
	if (flags & s_refused_flag) {
		errno = ENOMEM;
		return MAP_FAILED;
	}
	if (flags & s_awaited_flag) {
		s_awaited_flag = 0;
		s_meanwhile();
	}
	return NEXT(mmap)(address, length, protection, flags, descriptor, offset);
}

static long s_later_ms;

int clock_gettime(clockid_t clock, struct timespec *time)
{
	int result = NEXT(clock_gettime)(clock, time);
	time->tv_sec += s_later_ms / 1000;
	time->tv_nsec += s_later_ms % 1000 * 1000000;
	if (time->tv_nsec >= 1000000000) {
		time->tv_sec++;
		time->tv_nsec -= 1000000000;
	}
	return result;
}

static int s_raise_before_mask, s_raise_before_set;
static volatile sig_atomic_t s_handled;
static uint64_t s_drawn[2];
static void *s_taken;

int pthread_sigmask(int how, const sigset_t *set, sigset_t *previous)
{
	if (s_raise_before_mask) {
		s_raise_before_mask = 0;
		raise(SIGUSR1);
		CHECK(s_handled == 1);
	}
	return NEXT(pthread_sigmask)(how, set, previous);
}

int pthread_setspecific(pthread_key_t key, const void *value)
{
	if (s_raise_before_set) {
		s_raise_before_set = 0;
		raise(SIGUSR1);
		CHECK(s_handled == 0);
	}
	return NEXT(pthread_setspecific)(key, value);
}

#endif
