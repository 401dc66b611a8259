/* vgetrandom_alloc(): what it refuses, what it gives, and what munmap(2) leaves behind. */
#include "check.h"

#include <limits.h>
#include <sys/resource.h>

static void *try_alloc(unsigned int *num, unsigned int *each, unsigned long addr,
		       unsigned int flags)
{
	errno = 1234;
	void *states = vgetrandom_alloc(num, each, addr, flags);
	CHECK(errno == 1234);
	return states;
}

/* Every error leaves both numbers alone. */
static void errors(void)
{
	unsigned int num = 7, each = 0;
	CHECK(try_alloc(NULL, &each, 0, 0) == (void *)-EFAULT);
	CHECK(try_alloc(&num, NULL, 0, 0) == (void *)-EFAULT);
	CHECK(try_alloc(NULL, NULL, 0, 0) == (void *)-EFAULT);
	CHECK(try_alloc(&num, &each, 1, 0) == (void *)-EINVAL);
	CHECK(try_alloc(&num, &each, 4096, 0) == (void *)-EINVAL);
	CHECK(try_alloc(&num, &each, ULONG_MAX, 0) == (void *)-EINVAL);
	for (int bit = 0; bit < 32; bit++)
		CHECK(try_alloc(&num, &each, 0, 1u << bit) == (void *)-EINVAL);
	CHECK(num == 7 && each == 0);
	for (int bit = 0; bit < 32; bit++) {
		each = 1u << bit;
		CHECK(try_alloc(&num, &each, 0, 0) == (void *)-EINVAL);
		CHECK(num == 7 && each == 1u << bit);
	}
	CHECK(vgetrandom_alloc_error((void *)-EINVAL) == EINVAL);
	CHECK(vgetrandom_alloc_error((void *)-EFAULT) == EFAULT);
}

/* mmap's own errors pass through, and a later call can have what was refused. */
static void no_memory(void)
{
	struct rlimit all, few;
	unsigned int num = 1u << 20, each = 0;
	CHECK(getrlimit(RLIMIT_AS, &all) == 0);
	few = all;
	few.rlim_cur = (rlim_t)proc_number("/proc/self/status", "VmSize:") * 1024 + (1 << 20);
	CHECK(setrlimit(RLIMIT_AS, &few) == 0);
	CHECK(try_alloc(&num, &each, 0, 0) == (void *)-ENOMEM);
	CHECK(num == 1u << 20 && each == 0);
	CHECK(setrlimit(RLIMIT_AS, &all) == 0);
	CHECK(vgetrandom_alloc_error(try_alloc(&num, &each, 0, 0)) == 0);
}

static void check_array(unsigned int hint)
{
	uint64_t word, last = 0;
	unsigned int num = hint, each = 0;
	char *states = try_alloc(&num, &each, 0, 0);
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	CHECK(vgetrandom_alloc_error(states) == 0);
	CHECK(num >= hint && num >= 1);
	CHECK(each >= 144 && page % each == 0);
	CHECK((size_t)num * each % page == 0);
	CHECK((size_t)num * each < (size_t)(hint + 1) * each + page);
	CHECK((uintptr_t)states % page == 0);
	for (unsigned int i = 0; i < num; i += i < 100 || i + 100 >= num ? 1 : 97) {
		CHECK(vgetrandom(&word, sizeof(word), 0, states + (size_t)i * each) == 8);
		CHECK(word != 0 && word != last);
		last = word;
	}
	CHECK(is_mapped(states, (size_t)num * each));
	CHECK(munmap(states, (size_t)num * each) == 0);
	CHECK(!is_mapped(states, (size_t)num * each));
}

/* From 1 to 10,000 states: all are usable, and the documented munmap leaves no page. */
static void sizes(void)
{
	unsigned int hints[] = { 0, 1, 2, 15, 16, 17, 63, 64, 65, 1000, 1024, 1792, 9999, 10000 };
	check_array(1);
	long special = special_bytes("wf");
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		check_array(hints[i]);
	for (unsigned int hint = 1; hint <= 10000; hint += 333)
		check_array(hint);
	CHECK(special_bytes("wf") == special);
}

/* The hint cannot be rounded up in 32 bits. */
static void huge(void)
{
	unsigned int hints[] = { UINT_MAX, UINT_MAX - 14, 1u << 31, (1u << 21) + 1 };
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
		unsigned int num = hints[i], each = 0;
		char *states = try_alloc(&num, &each, 0, 0);
		if (vgetrandom_alloc_error(states) == ENOMEM)
			continue;
		CHECK(vgetrandom_alloc_error(states) == 0);
		CHECK(num == 1u << 21);
		uint64_t word = 0;
		CHECK(vgetrandom(&word, 8, 0, states + (size_t)(num - 1) * each) == 8 && word != 0);
		CHECK(vgetrandom(&word, 8, 0, states + (size_t)num * each) == -EFAULT);
		CHECK(munmap(states, (size_t)num * each) == 0);
	}
}

/* 100,000 times, at the same address and at others, and nothing grows. */
static void cycles(void)
{
	unsigned int num = 100, each = 0;
	char *pins[16];
	for (int round = 0; round < 2; round++) {
		long before = proc_number("/proc/self/status", "VmSize:");
		long resident = proc_number("/proc/self/status", "VmRSS:");
		for (int i = 0; i < 50000; i++) {
			num = 1 + (unsigned int)i % 300;
			each = 0;
			char *states = states_new(&num, &each);
			if (i % 1000 < 16) {
				pins[i % 1000] = mmap(NULL, 4096 * (1 + (size_t)i % 7), PROT_READ,
						      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
			}
			char byte;
			CHECK(vgetrandom(&byte, 1, 0, states) == 1);
			CHECK(munmap(states, (size_t)num * each) == 0);
			if (i % 1000 == 999)
				for (int k = 0; k < 16; k++)
					munmap(pins[k], 4096 * (1 + (size_t)(i - 999 + k) % 7));
		}
		if (round == 1) {
			CHECK(proc_number("/proc/self/status", "VmSize:") - before < 256);
			CHECK(proc_number("/proc/self/status", "VmRSS:") - resident < 256);
		}
	}
}

static char *s_early;

/* Runs before the constructors of all libraries. */
static void allocate_early(void)
{
	unsigned int num = 1, each = 0;
	s_early = vgetrandom_alloc(&num, &each, 0, 0);
}

__attribute__((section(".preinit_array"), used)) static void (*s_preinit)(void) = allocate_early;

static void early(void)
{
	uint64_t word = 0;
	CHECK(vgetrandom_alloc_error(s_early) == 0);
	CHECK(vgetrandom(&word, sizeof(word), 0, s_early) == sizeof(word));
	CHECK(word != 0);
}

/* The memory is droppable if the kernel has such memory, and never inherited or dumped. */
static void memory(void)
{
	const int droppable = 8;
	unsigned int num = 1, each;
	void *probe = mmap(NULL, 4096, PROT_READ | PROT_WRITE, droppable | MAP_ANONYMOUS, -1, 0);
	CHECK(probe == MAP_FAILED || munmap(probe, 4096) == 0);
	long droppables = special_bytes("dp"), wiped = special_bytes("wf");
	long left_out = special_bytes("dd");
	states_new(&num, &each);
	long bytes = (long)num * each;
	CHECK(special_bytes("dp") - droppables == (probe == MAP_FAILED ? 0 : bytes));
	CHECK(special_bytes("wf") - wiped == bytes);
	CHECK(special_bytes("dd") - left_out == bytes);
}

static const struct scenario scenarios[] = {
	{ "errors", errors }, { "no-memory", no_memory }, { "sizes", sizes },
	{ "huge", huge },     { "cycles", cycles },       { "early", early },
	{ "memory", memory }, { NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
