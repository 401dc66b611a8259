/* Sandboxes that refuse system calls: each refusal gets its answer, and none a zero byte. */
#include "check.h"

#include <sys/random.h>
#include <sys/syscall.h>

#include "seccomp.h"

static void drop(char *state)
{
	CHECK(madvise((void *)((uintptr_t)state & ~4095UL), 4096, MADV_DONTNEED) == 0);
}

static void refuse_getrandom(int error)
{
	unsigned int num = 1, each;
	unsigned char bytes[300];
	char *state = states_new(&num, &each);
	CHECK(vgetrandom(bytes, 8, 0, state) == 8);
	refuse(SYS_getrandom, error);
	/* A new key must come from the system call: every length reports that there is none. */
	size_t lengths[] = { 1, 8, 112, 113, 256, 300 };
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		drop(state);
		CHECK(vgetrandom(bytes, lengths[i], 0, state) == -error);
		CHECK(vgetrandom_fill(bytes, lengths[i]) == -error);
	}
}

static void enosys(void)
{
	refuse_getrandom(ENOSYS);
}

static void eperm(void)
{
	refuse_getrandom(EPERM);
}

/* As if a signal had come, or the generator were not ready, the caller gets the error. */
static void eagain(void)
{
	refuse_getrandom(EAGAIN);
}

static void eintr(void)
{
	unsigned int num = 1, each;
	unsigned char bytes[300];
	char *state = states_new(&num, &each);
	refuse(SYS_getrandom, EINTR);
	for (size_t length = 1; length <= sizeof(bytes); length++) {
		drop(state);
		CHECK(vgetrandom(bytes, length, 0, state) == -EINTR);
	}
}

/* There is no memory for an array, but a thread has a state all the same. */
static void refuse_mmap(int error)
{
	unsigned int num = 1, each = 0;
	uint64_t words[64];
	refuse(SYS_mmap, error);
#ifndef __GLIBC__
	/* musl's mmap returns ENOMEM when memory without an address is refused. */
	if (error == EPERM)
		error = ENOMEM;
#endif
	CHECK(vgetrandom_alloc(&num, &each, 0, 0) == (void *)(long)-error);
	CHECK(num == 1 && each == 0);
	CHECK(vgetrandom_fill(words, sizeof(words)) == 0);
	check_words(words, 64);
	CHECK(!strstr(vgetrandom_reason(), "memory"));
}

static void no_mmap_enosys(void)
{
	refuse_mmap(ENOSYS);
}

static void no_mmap_eperm(void)
{
	refuse_mmap(EPERM);
}

/* Nothing here changes the protection of memory. */
static void refuse_mprotect(int error)
{
	uint64_t words[64];
	refuse(SYS_mprotect, error);
	unsigned int num = 1, each;
	char *state = states_new(&num, &each);
	CHECK(vgetrandom(words, 32 * 8, 0, state) == 32 * 8);
	CHECK(vgetrandom_fill(words + 32, 32 * 8) == 0);
	check_words(words, 64);
	CHECK(!strstr(vgetrandom_reason(), "memory"));
}

static void no_mprotect_enosys(void)
{
	refuse_mprotect(ENOSYS);
}

static void no_mprotect_eperm(void)
{
	refuse_mprotect(EPERM);
}

static const struct scenario scenarios[] = {
	{ "enosys", enosys }, { "eperm", eperm },     { "eagain", eagain },
	{ "eintr", eintr },
	{ "no-mmap-enosys", no_mmap_enosys },
	{ "no-mmap-eperm", no_mmap_eperm },
	{ "no-mprotect-enosys", no_mprotect_enosys },
	{ "no-mprotect-eperm", no_mprotect_eperm },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
