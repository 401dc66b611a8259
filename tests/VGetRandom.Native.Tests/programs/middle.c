/* Large requests that stop at a chosen byte, so that nothing is left to chance. */
#include "answers.h"

#include <setjmp.h>
#include <signal.h>

/* A page that becomes writable only after a handler was called, which stops a request at a chosen
 * byte of its buffer. */
static char *s_page;
static void (*s_at_page)(void);

static void open_page(int signal)
{
	(void)signal;
	CHECK(mprotect(s_page, 4096, PROT_READ | PROT_WRITE) == 0);
	s_at_page();
}

/* A buffer with such a page at an offset. */
static char *new_buffer(size_t length, size_t offset, void (*at_page)(void))
{
	struct sigaction action = { .sa_handler = open_page, .sa_flags = SA_NODEFER };
	CHECK(sigaction(SIGSEGV, &action, NULL) == 0);
	char *buffer = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			    0);
	CHECK(buffer != MAP_FAILED);
	s_page = buffer + offset;
	s_at_page = at_page;
	CHECK(mprotect(s_page, 4096, PROT_NONE) == 0);
	return buffer;
}

enum { Chunk = 64 << 10, Length = 200000 };

/* The page vanishes in the middle of the third chunk, which the library makes again from a new key.
 * Then the library sees that this may have been a fork, and makes all four again. */
static void dropped_chunk(void)
{
	char *buffer = new_buffer(Length, 2 * Chunk + 4096, drop);
	expect(0, NULL);
	CHECK(vgetrandom(buffer, Length, 0, s_state) == Length);
	CHECK(s_calls == (s_is_function ? 2 : 8) && s_longest == 32);
	check_words((uint64_t *)buffer, Length / 8);
}

/* The third chunk gets no key, so the chunks before it count. */
static void refused_chunk(void)
{
	static char buffer[Length] __attribute__((aligned(8)));
	if (!s_is_function) {
		expect(3, (int[]){ 0, 0, EAGAIN });
		CHECK(vgetrandom(buffer, Length, 0, s_state) == 2 * Chunk);
		CHECK(s_refused == 1);
		check_words((uint64_t *)buffer, 2 * Chunk / 8);
	}
	CHECK(vgetrandom(buffer, Length, 0, s_state) == Length);

	/* If the page vanishes as well, none of it counts. */
	drop();
	char *other = new_buffer(Length, 2 * Chunk + 4096, drop);
	expect(0, NULL);
	for (int i = s_is_function ? 1 : 3; i < MostAnswers; i++)
		s_answers[i] = EAGAIN;
	CHECK(vgetrandom(other, Length, 0, s_state) == -EAGAIN);
	CHECK(vgetrandom(buffer, Length, 0, s_state) == -EAGAIN);
}

/* Drops the states of all threads. */
static void drop_all(void)
{
	char line[512];
	unsigned long start = 0, end = 0, a, b;
	FILE *f = fopen("/proc/self/smaps", "re");
	CHECK(f);
	while (fgets(line, sizeof(line), f)) {
		if (sscanf(line, "%lx-%lx ", &a, &b) == 2) {
			start = a;
			end = b;
		}
		if (strncmp(line, "VmFlags:", 8) == 0 && strstr(line, "wf"))
			CHECK(madvise((void *)start, end - start, MADV_DONTNEED) == 0);
	}
	fclose(f);
}

/* A request for everything goes on where it stopped. */
static void continued(void)
{
	char *buffer = new_buffer(Length, 2 * Chunk + 4096, drop_all);
	expect(5, s_is_function ? (int[]){ 0, EINTR, EINTR, 0, 0 }
				: (int[]){ 0, 0, 0, EINTR, 0 });
	CHECK(vgetrandom_fill(buffer, Length) == 0);
	CHECK(s_refused == 1 + s_is_function);
	check_words((uint64_t *)buffer, Length / 8);
}

static uint64_t s_nested[64];

static void draw_nested(void)
{
	int before = s_calls;
	CHECK(vgetrandom(s_nested, 8, 0, s_state) == 8);
	CHECK(s_calls == before + 1 && s_longest == 32);
	CHECK(vgetrandom(s_nested + 1, 63 * 8, 0, s_state) == 63 * 8);
	CHECK(s_calls == before + 2 && s_longest == 63 * 8);
}

/* A handler's requests leave alone the state of the request that it interrupted. */
static void nested(void)
{
	char *buffer = new_buffer(Length, 4096, draw_nested);
	expect(0, NULL);
	CHECK(vgetrandom(buffer, Length, 0, s_state) == Length);
	CHECK(s_calls == (s_is_function ? 3 : 6));
	check_words((uint64_t *)buffer, Length / 8);
	check_words(s_nested, 64);

	/* Here the handler interrupts the function itself. */
	buffer = new_buffer(8192, 4096, draw_nested);
	drop();
	expect(0, NULL);
	if (s_is_function)
		CHECK(vgetrandom(buffer + 4096 - 50, 100, 0, s_state) == 100);
}

static jmp_buf s_out;

static void leave(void)
{
	longjmp(s_out, 1);
}

static void leave_a_request(ssize_t (*draw)(void *, size_t))
{
	char *buffer = new_buffer(8192, 4096, leave);
	if (setjmp(s_out) == 0) {
		draw(buffer, 8192);
		CHECK(!"left");
	}
	/* The state looks as if the abandoned request were still under way. */
	CHECK(draw(buffer, 1000) == 1000);
	CHECK(s_longest == 1000);
}

static ssize_t draw_on_state(void *buffer, size_t length)
{
	return vgetrandom(buffer, length, 0, s_state);
}

static ssize_t draw_on_thread(void *buffer, size_t length)
{
	return vgetrandom_getrandom(buffer, length, 0);
}

/* States of an abandoned request are as good as new once they are allocated anew. */
static void left_array(void)
{
	char *before = s_state, bytes[1000];
	expect(0, NULL);
	leave_a_request(draw_on_state);
	for (int i = 0; i < 100; i++) {
		CHECK(munmap(s_state, (size_t)s_num * s_each) == 0);
		s_state = states_new(&s_num, &s_each);
		if (s_state == before)
			break;
	}
	CHECK(s_state == before);
	expect(0, NULL);
	CHECK(vgetrandom(bytes, sizeof(bytes), 0, s_state) == sizeof(bytes));
	CHECK(s_longest == 32);
}

static void *leave_and_end(void *argument)
{
	leave_a_request(draw_on_thread);
	return argument;
}

static void *draw_after_another(void *argument)
{
	unsigned char bytes[1000];
	expect(0, NULL);
	for (int i = 0; i < 1000; i++)
		CHECK(vgetrandom_getrandom(bytes, 8, 0) == 8);
	CHECK(!s_is_function || s_calls <= 10);
	CHECK(vgetrandom_getrandom(bytes, sizeof(bytes), 0) == sizeof(bytes));
	CHECK(s_longest == 32);
	return argument;
}

/* So are they once their thread has ended. */
static void left_thread(void)
{
	pthread_t thread;
	for (int i = 0; i < 3; i++) {
		expect(0, NULL);
		CHECK(pthread_create(&thread, NULL, leave_and_end, NULL) == 0);
		CHECK(pthread_join(thread, NULL) == 0);
		CHECK(pthread_create(&thread, NULL, draw_after_another, NULL) == 0);
		CHECK(pthread_join(thread, NULL) == 0);
	}
}

static const struct scenario scenarios[] = {
	{ "dropped-chunk", dropped_chunk },
	{ "refused-chunk", refused_chunk },
	{ "continued", continued },
	{ "nested", nested },
	{ "left-array", left_array },
	{ "left-thread", left_thread },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_between_reseeds(argc, argv, scenarios);
}
