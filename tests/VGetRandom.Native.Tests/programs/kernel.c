/* What the library asks the kernel for, and what it makes of the answers. */
#include "answers.h"

/* The function serves without system calls. Otherwise each number takes its bytes by system call,
 * and each chunk of 64 KiB takes a key. */
static void counted(void)
{
	enum { Count = 5000, Large = 20, Chunks = 16 };
	static unsigned char large[Chunks << 16];
	uint64_t words[Count];
	expect(0, NULL);
	for (int i = 0; i < Count; i++)
		CHECK(vgetrandom(&words[i], 8, 0, s_state) == 8);
	check_words(words, Count);
	for (int i = 0; i < Count; i++)
		CHECK(vgetrandom_getrandom(&words[i], 8, 0) == 8);
	check_words(words, Count);
	/* A few calls, because the function may renew its key meanwhile. */
	CHECK(s_is_function ? s_calls <= 10 : s_calls == 2 * Count);

	s_calls = 0;
	for (int i = 0; i < Large; i++) {
		CHECK(vgetrandom(large, sizeof(large), 0, s_state) == sizeof(large));
		CHECK(vgetrandom_fill(large, sizeof(large)) == 0);
	}
	CHECK(s_is_function ? s_calls <= 10 : s_calls == 2 * Large * Chunks);
	CHECK(s_longest == 32);
}

/* An interrupted wait ends with EINTR at once; a request for everything waits on. */
static void interrupted(void)
{
	const int answers[] = { EINTR, EINTR, EINTR, EINTR };
	uint64_t words[64];
	expect(s_tries, answers);
	CHECK(vgetrandom(words, sizeof(words), 0, s_state) == -EINTR);
	CHECK(s_calls == s_tries);
	CHECK(vgetrandom(words, sizeof(words), 0, s_state) == sizeof(words));
	check_words(words, 64);
	expect(s_tries, answers);
	CHECK(vgetrandom_fill(words, sizeof(words)) == 0);
	CHECK(s_refused == s_tries);
	check_words(words, 64);
	drop();
	expect(s_tries, answers);
	CHECK(vgetrandom(words, 8, 0, s_state) == -EINTR);
	CHECK(vgetrandom(words, 8, 0, s_state) == 8);
}

/* Requests for keys carry the flags of the request. */
static void flags(void)
{
	const int answers[] = { EAGAIN, EAGAIN, EAGAIN, EAGAIN };
	char bytes[512];
	for (unsigned int flag = 0; flag <= 4; flag = flag ? 2 * flag : 1) {
		drop();
		expect(s_tries, answers);
		CHECK(vgetrandom(bytes, sizeof(bytes), flag, s_state) == -EAGAIN);
		CHECK(s_flags == flag);
	}
}

/* A key that comes in part, or not at all, yields nothing. */
static void partial(void)
{
	const int nothing[8] = { Nothing, Nothing, Nothing, Nothing,
				 Nothing, Nothing, Nothing, Nothing };
	uint64_t words[64];
	expect(1, (int[]){ -16 });
	CHECK(vgetrandom(words, sizeof(words), 0, s_state) == sizeof(words));
	CHECK(s_calls == 2 + s_is_function && s_longest == 32);
	check_words(words, 64);
	drop();
	memset(words, 0, sizeof(words));
	expect(8, nothing);
	CHECK(vgetrandom(words, sizeof(words), 0, s_state) == 0);
	for (int i = 0; i < 64; i++)
		CHECK(words[i] == 0);
	expect(8, nothing);
	CHECK(vgetrandom_fill(words, sizeof(words)) == -EIO);
	expect(8, nothing);
	CHECK(vgetrandom_fill(words, 8) == -EIO);
}

/* The page vanishes as soon as the key has arrived: the library asks for another. */
static void vanishing(void)
{
	/* A key of zeros would give these bytes. */
	const unsigned char bad[] = { 0x76, 0xB8, 0xE0, 0xAD, 0xA0, 0xF1, 0x3D, 0x90 };
	unsigned char bytes[512];
	for (size_t length = 256; length <= sizeof(bytes); length += 64) {
		drop();
		expect(1, (int[]){ Dropped });
		CHECK(vgetrandom(bytes, length, 0, s_state) == (ssize_t)length);
		CHECK(s_calls == 2 && s_longest == 32);
		CHECK(memcmp(bytes, bad, sizeof(bad)) != 0);
	}
}

static const struct scenario scenarios[] = {
	{ "counted", counted },
	{ "interrupted", interrupted },
	{ "flags", flags },
	{ "partial", partial },
	{ "vanishing", vanishing },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_between_reseeds(argc, argv, scenarios);
}
