/* The C library's functions, with the test in between. Include this once in a program. */
#ifndef INTERPOSED_H
#define INTERPOSED_H

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>

#include "check.h"

enum { Chunk = 64, MostKeys = 32 };

/* A thread's two slots: for its state, and for what keeps handlers from taking one. */
static pthread_key_t s_key, s_taking;
static void (*s_destructor)(void *);

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Called when the library is loaded. */
int pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
	if (getenv("MANY_KEYS"))
		for (int i = 0; i < MostKeys; i++)
			NEXT(pthread_key_create)(key, NULL);
	int result = NEXT(pthread_key_create)(key, destructor);
	if (destructor) {
		s_destructor = destructor;
		s_key = *key;
	} else {
		s_taking = *key;
	}
	return result;
}

static int s_maps;
static int s_refused_flag, s_is_started;

/* Happens once, before memory with a flag is mapped. */
static int s_awaited_flag;
static void (*s_meanwhile)(void);

void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset)
{
	const char *at_load = s_is_started ? NULL : getenv("REFUSED_FLAG");
	s_maps++;
	if (flags & (at_load ? atoi(at_load) : s_refused_flag)) {
		errno = ENOMEM;
		return MAP_FAILED;
	}
	if (flags & s_awaited_flag) {
		s_awaited_flag = 0;
		s_meanwhile();
	}
	return NEXT(mmap)(address, length, protection, flags, descriptor, offset);
}

/* Starts the program anew, so that such memory is refused when the library is loaded, too. */
static inline void refuse_from_the_start(const char *scenario, int flag)
{
	char *arguments[] = { "interposed", (char *)scenario, NULL }, number[16];
	s_refused_flag = flag;
	if (getenv("REFUSED_FLAG"))
		return;
	snprintf(number, sizeof(number), "%d", flag);
	CHECK(setenv("REFUSED_FLAG", number, 1) == 0);
	execv("/proc/self/exe", arguments);
}

static int s_raise_before_taking, s_raise_while_taking;
static volatile sig_atomic_t s_handled;
static uint64_t s_drawn[2];
static void *s_taken;

int pthread_setspecific(pthread_key_t key, const void *value)
{
	int *raises = key == s_key ? &s_raise_while_taking : &s_raise_before_taking;
	if (*raises) {
		*raises = 0;
		raise(SIGUSR1);
		CHECK(s_handled == 1);
	}
	return NEXT(pthread_setspecific)(key, value);
}

#endif
