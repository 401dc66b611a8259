/* An unmodified program checks glibc's contracts, whoever stands in front of glibc. */
#define CHECK_WITHOUT_LIBRARY
#include "check.h"
#include "arc4random.h"

#include <dlfcn.h>
#include <linux/random.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/random.h>
#include <sys/syscall.h>

#include "seccomp.h"

static int is_preloaded(const char *name, const char *version)
{
	Dl_info info;
#ifdef __GLIBC__
	void *function = dlvsym(RTLD_DEFAULT, name, version);
#else
	void *function = dlsym(RTLD_DEFAULT, name);
	(void)version;
#endif
	CHECK(function && dladdr(function, &info) && info.dli_fname);
	return strstr(info.dli_fname, "libvgetrandom-preload.so") != NULL;
}

/* The preloaded library has each function under its name and glibc's version. */
static void found(void)
{
	CHECK(is_preloaded("getrandom", "GLIBC_2.25"));
	CHECK(is_preloaded("getentropy", "GLIBC_2.25"));
	CHECK(is_preloaded("arc4random", "GLIBC_2.36"));
	CHECK(is_preloaded("arc4random_buf", "GLIBC_2.36"));
	CHECK(is_preloaded("arc4random_uniform", "GLIBC_2.36"));
	Dl_info info;
	CHECK(dladdr((void *)getrandom, &info));
	CHECK(strstr(info.dli_fname, "libvgetrandom-preload.so"));
}

/* Answer and errno are the system call's, for all flags and every kind of length. */
static void getrandom_contract(void)
{
	char ours[512], kernels[512];
	size_t lengths[] = { 0, 1, 32, 112, 113, 256, 300 };
	for (unsigned int flags = 0; flags < 64; flags++) {
		for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
			errno = 1234;
			ssize_t expected = syscall(SYS_getrandom, kernels, lengths[i], flags);
			int error = errno;
			errno = 1234;
			CHECK(getrandom(ours, lengths[i], flags) == expected);
			CHECK(errno == error);
		}
	}
	void *volatile nowhere = NULL; /* volatile: the compiler knows better than to try. */
	CHECK(getrandom(nowhere, 16, 0) == -1 && errno == EFAULT);
	CHECK(getrandom(ours, 16, GRND_RANDOM | GRND_INSECURE) == -1 && errno == EINVAL);
}

static void getentropy_contract(void)
{
	uint64_t words[33] = { 0 };
	for (size_t length = 0; length <= 256; length++) {
		errno = 1234;
		CHECK(getentropy(words, length) == 0);
		CHECK(errno == 1234);
	}
	check_words(words, 32);
	CHECK(words[32] == 0);
	errno = 0;
	volatile size_t most = 256, enormous = SIZE_MAX;
	CHECK(getentropy(words, most + 1) == -1 && errno == EIO);
	errno = 0;
	CHECK(getentropy(words, enormous) == -1 && errno == EIO);
}

/* All numbers below a bound come, and equally often as far as a test can tell. */
static void arc4random_contract(void)
{
	enum { Count = 1 << 16, Bound = 3 * 17 };
	static uint64_t words[Count];
	for (size_t i = 0; i < Count; i++)
		words[i] = (uint64_t)arc4random() << 32 | arc4random();
	check_words(words, Count);
	arc4random_buf(words, sizeof(words));
	check_words(words, Count);
	arc4random_buf(words, 0);

	CHECK(arc4random_uniform(0) == 0 && arc4random_uniform(1) == 0);
	double expected = Count * 16.0 / Bound, chi_squared = 0;
	unsigned int counts[Bound] = { 0 };
	for (size_t i = 0; i < Count * 16; i++) {
		unsigned int number = arc4random_uniform(Bound);
		CHECK(number < Bound);
		counts[number]++;
	}
	for (int i = 0; i < Bound; i++)
		chi_squared += (counts[i] - expected) * (counts[i] - expected) / expected;
	/* 50 degrees of freedom: above 140 once in 10^10 runs. */
	CHECK(chi_squared < 140);

	/* For this bound a quarter of all draws must be thrown away. Otherwise a remainder would
	 * give the lowest third half of all numbers, and a product would give it to the multiples
	 * of three. */
	unsigned int third = 1u << 30, low = 0, multiples = 0;
	for (size_t i = 0; i < Count; i++) {
		unsigned int number = arc4random_uniform(3 * third);
		CHECK(number < 3 * third);
		low += number < third;
		multiples += number % 3 == 0;
	}
	CHECK(low > Count / 3 - 1500 && low < Count / 3 + 1500);
	CHECK(multiples > Count / 3 - 1500 && multiples < Count / 3 + 1500);
}

/* Hardly any request needs the system call. */
static void served(void)
{
	char bytes[8];
	int count = 0;
	arc4random();
	refuse(SYS_getrandom, EPERM);
	for (int i = 0; i < 10000; i++)
		count += getrandom(bytes, 8, 0) == 8;
	CHECK(count > 9000);
}

/* If the system call is refused, each function answers in its own way. */
static void refused(void)
{
	char bytes[256];
	uint64_t words[64];
	arc4random();
	refuse(SYS_getrandom, ENOSYS);
	for (int i = 0; i < 64; i++)
		words[i] = (uint64_t)arc4random() << 32 | arc4random();
	check_words(words, 64);
	/* A child's state is empty, so it needs a new key, and there is none. */
	pid_t child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		CHECK(getrandom(bytes, 8, 0) == -1 && errno == ENOSYS);
		CHECK(getrandom(bytes, 256, 0) == -1 && errno == ENOSYS);
		CHECK(getentropy(bytes, 256) == -1 && errno == ENOSYS);
		for (int i = 0; i < 64; i++)
			words[i] = (uint64_t)arc4random() << 32 | arc4random();
		check_words(words, 64);
		arc4random_buf(words, sizeof(words));
		check_words(words, 64);
		_exit(0);
	}
	check_child(child);
}

static void *draw_until_cancelled(void *argument)
{
	char byte;
	(void)argument;
	for (;;)
		if (getrandom(&byte, 1, 0) != 1)
			return NULL;
}

/* getrandom is a cancellation point, and the only one in this thread. */
static void cancelled(void)
{
	pthread_t thread;
	void *result;
	for (int i = 0; i < 100; i++) {
		CHECK(pthread_create(&thread, NULL, draw_until_cancelled, NULL) == 0);
		usleep(100);
		CHECK(pthread_cancel(thread) == 0);
		CHECK(pthread_join(thread, &result) == 0);
		CHECK(result == PTHREAD_CANCELED);
	}
}

static const struct scenario scenarios[] = {
	{ "found", found },
	{ "getrandom", getrandom_contract },
	{ "getentropy", getentropy_contract },
	{ "arc4random", arc4random_contract },
	{ "served", served },
	{ "refused", refused },
	{ "cancelled", cancelled },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
