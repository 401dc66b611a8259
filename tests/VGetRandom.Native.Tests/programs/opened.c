/* A program that opens the library at run time, after making 33 keys of its own. */
#define CHECK_WITHOUT_LIBRARY
#include "check.h"

#include <dlfcn.h>
#include <pthread.h>

int main(int argc, char **argv)
{
	uint64_t words[64];
	pthread_key_t key;
	for (int i = 0; i < 33; i++)
		CHECK(pthread_key_create(&key, NULL) == 0);
	CHECK(argc == 2);
	void *library = dlopen(argv[1], RTLD_NOW);
	CHECK(library);
	int (*fill)(void *, size_t) = (int (*)(void *, size_t))dlsym(library, "vgetrandom_fill");
	CHECK(fill);
	CHECK(fill(words, sizeof(words)) == 0);
	check_words(words, 64);
	CHECK(dlclose(library) == 0);
	CHECK(fill(words, sizeof(words)) == 0);
	check_words(words, 64);
	return 0;
}
