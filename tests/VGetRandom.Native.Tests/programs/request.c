/* vgetrandom() and its companions keep getrandom(2)'s contract, on states of this library. */
#include "check.h"

#include <linux/random.h>
#include <sys/random.h>
#include <sys/syscall.h>

static char *s_states;
static unsigned int s_num = 1, s_each;

static ssize_t request(void *buffer, size_t length, unsigned int flags, void *state)
{
	errno = 1234;
	ssize_t result = vgetrandom(buffer, length, flags, state);
	CHECK(errno == 1234);
	return result;
}

/* Memory that vgetrandom_alloc did not hand out, or that is not the start of a state. */
static void foreign(void)
{
	static char statics[4096] __attribute__((aligned(4096)));
	char stack[1024] __attribute__((aligned(256))) = { 0 };
	char *heap = aligned_alloc(4096, 4096);
	char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char buffer[64];
	memset(buffer, 0x5A, sizeof(buffer));
	for (unsigned int flags = 0; flags < 16; flags++) {
		for (size_t length = 0; length < sizeof(buffer); length += 21) {
			CHECK(request(buffer, length, flags, NULL) == -EFAULT);
			CHECK(request(buffer, length, flags, statics) == -EFAULT);
			CHECK(request(buffer, length, flags, stack) == -EFAULT);
			CHECK(request(buffer, length, flags, heap) == -EFAULT);
			CHECK(request(buffer, length, flags, page) == -EFAULT);
			CHECK(request(buffer, length, flags, (void *)((uintptr_t)&foreign & ~255UL)) ==
			      -EFAULT);
		}
	}
	for (unsigned int offset = 1; offset < s_each; offset++) {
		CHECK(request(buffer, 8, 0, s_states + offset) == -EFAULT);
		CHECK(request(buffer, 1000, 0, s_states - offset) == -EFAULT);
	}
	CHECK(request(buffer, 8, 0, s_states - s_each) == -EFAULT);
	CHECK(request(buffer, 8, 0, s_states + (size_t)s_num * s_each) == -EFAULT);
	for (int bit = 0; bit < 64; bit++)
		CHECK(request(buffer, 8, 0, (void *)(1UL << bit)) == -EFAULT);
	CHECK(request(buffer, 8, 0, (void *)-1L) == -EFAULT);
	CHECK(request(buffer, 8, 0, (void *)(1UL << 47)) == -EFAULT);
	for (size_t i = 0; i < sizeof(buffer); i++)
		CHECK(buffer[i] == 0x5A);
}

/* The same flags give the same answers as the system call, at every kind of length. */
static void flags(void)
{
	char ours[512], kernels[512];
	size_t lengths[] = { 0, 1, 32, 112, 113, 256, 300 };
	for (unsigned int f = 0; f < 64; f++) {
		for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
			ssize_t expected = syscall(SYS_getrandom, kernels, lengths[i], f);
			expected = expected < 0 ? -errno : expected;
			CHECK(request(ours, lengths[i], f, s_states) == expected);
			CHECK(vgetrandom_getrandom(ours, lengths[i], f) == expected);
		}
	}
	CHECK(request(ours, 8, GRND_RANDOM | GRND_INSECURE, s_states) == -EINVAL);
	CHECK(request(ours, 8, 0x80000000u, s_states) == -EINVAL);
	CHECK(request(NULL, 8, 0, s_states) == -EFAULT);
	CHECK(request(NULL, 1000, 0, s_states) == -EFAULT);
	CHECK(request(NULL, 0, 0, s_states) == 0);
	CHECK(vgetrandom_fill(NULL, 0) == 0);
	CHECK(vgetrandom_fill(NULL, 8) == -EFAULT);
}

static void check_filled(ssize_t (*fill)(void *, size_t), size_t length, size_t offset)
{
	static unsigned char memory[1400];
	/* A byte that is 0 in 20 of 20 requests is not written. */
	unsigned char seen[1400] = { 0 };
	for (int round = 0; round < 20; round++) {
		memset(memory, 0, sizeof(memory));
		CHECK(fill(memory + 64 + offset, length) == (ssize_t)length);
		for (size_t i = 0; i < sizeof(memory); i++) {
			seen[i] |= memory[i];
			if (i < 64 + offset || i >= 64 + offset + length)
				CHECK(memory[i] == 0);
		}
	}
	for (size_t i = 0; i < length; i++)
		CHECK(seen[64 + offset + i] != 0);
}

static ssize_t fill_on_state(void *buffer, size_t length)
{
	return vgetrandom(buffer, length, 0, s_states);
}

static ssize_t fill_on_thread(void *buffer, size_t length)
{
	return vgetrandom_getrandom(buffer, length, 0);
}

static ssize_t fill_wholly(void *buffer, size_t length)
{
	int result = vgetrandom_fill(buffer, length);
	return result == 0 ? (ssize_t)length : result;
}

/* Every length from 0 to 1100, at every alignment: filled to the end and not beyond. */
static void lengths(void)
{
	for (size_t length = 0; length <= 1100; length++) {
		check_filled(fill_on_state, length, length % 64);
		check_filled(fill_on_thread, length, (length * 7) % 64);
		check_filled(fill_wholly, length, (length * 13) % 64);
	}
}

/* More than fits into 31 bits: as much as the kernel gives at once. */
static void enormous(void)
{
	const size_t piece = 64 << 20, most = 0x7FFFF000, length = (size_t)33 * piece;
	int file = memfd_create("pages", MFD_CLOEXEC);
	CHECK(file >= 0 && ftruncate(file, (off_t)piece) == 0);
	char *space = mmap(NULL, length + piece, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(space != MAP_FAILED);
	for (size_t i = 0; i < length; i += piece)
		CHECK(mmap(space + i, piece, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file,
			   0) == space + i);
	CHECK(sysconf(_SC_PAGESIZE) == 4096);
	CHECK(request(space, length, 0, s_states) == (ssize_t)most);
	CHECK(request(space, most + 1, GRND_INSECURE, s_states) == (ssize_t)most);
	CHECK(vgetrandom_fill(space, most + 5) == 0);
}

/* Many values of an odd size, as in the kernel's own test: none is zero, none comes twice. */
static void many(void)
{
	enum { Count = 1 << 20 };
	uint64_t *words = malloc(Count * sizeof(*words));
	CHECK(words);
	for (size_t i = 0; i < Count; i++) {
		unsigned char odd[13];
		CHECK(vgetrandom(odd, sizeof(odd), 0, s_states) == sizeof(odd));
		memcpy(&words[i], odd + 5, sizeof(words[i]));
	}
	check_words(words, Count);
	CHECK(vgetrandom_fill(words, Count * sizeof(*words)) == 0);
	check_words(words, Count);
}

/* Nothing remains of what made a request: no key, no tail of it, and none of its bytes. */
static void erased(void)
{
	char buffer[1100];
	int is_function = strcmp(vgetrandom_backend(), "vdso") == 0;
	for (size_t length = 16; length <= sizeof(buffer); length++) {
		CHECK(request(buffer, length, 0, s_states) == (ssize_t)length);
		/* The rest of a batch may stay, because it was not handed out. */
		CHECK(!memmem(s_states, s_each, buffer, 16));
		CHECK(!memmem(s_states, s_each, buffer + length - 16, 16));
		for (unsigned int i = 0; !is_function && length > 64 && i < s_each; i++)
			CHECK(s_states[i] == 0);
	}
}

static const struct scenario scenarios[] = {
	{ "foreign", foreign }, { "flags", flags }, { "lengths", lengths },
	{ "enormous", enormous }, { "many", many },     { "erased", erased }, { NULL, NULL },
};

int main(int argc, char **argv)
{
	s_states = states_new(&s_num, &s_each);
	return run_scenario(argc, argv, scenarios);
}
