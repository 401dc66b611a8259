/* The running kernel's own faults, on states of the library: dropped pages, reseeds, core dumps. */
#include "check.h"

#include <fcntl.h>
#include <linux/random.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Each state has a page of its own. MADV_PAGEOUT passes over a page that was just filled, because
 * that page is on a list of the other processor's. */
enum { Pages = 2048, Page = 4096, DropsWithin = 20, MostWords = 1 << 25 };
enum { StateBytes = 144, Generation = 128, Position = 136, Batch = 96, Key = 96, KeyBytes = 32 };

/* Skips the scenario: the caller takes the line for the reason. */
static void skip(const char *reason)
{
	printf("skip: %s\n", reason);
	fflush(NULL);
	_exit(0);
}

static uint64_t *s_words;
static size_t s_count;

/* Checks all of an output, and keeps its end: the last blocks came after most of the time. */
static void keep(const uint64_t *output, size_t words)
{
	for (size_t i = 0; i < words; i++)
		CHECK(output[i] != 0);
	size_t kept = words < 2 ? words : 2;
	CHECK(s_count + kept <= MostWords);
	memcpy(s_words + s_count, output + words - kept, kept * 8);
	s_count += kept;
}

/* How many drops there must be at least; the command line may change this. */
static long s_drops = 10000;

static char *s_ring;
static volatile unsigned int s_index;
static volatile uint64_t s_moment, s_requests;
static volatile int s_done, s_progress;

static uint64_t generation(const char *state)
{
	return *(const volatile uint64_t *)(state + Generation);
}

static void request(size_t bytes)
{
	static uint64_t buffer[(64 << 10) / 8];
	/* Odd during a request, which shows whether a drop fell within one. */
	s_moment++;
	CHECK(vgetrandom(buffer, bytes, 0, s_ring + (size_t)s_index * Page) == (ssize_t)bytes);
	s_moment++;
	s_requests++;
	keep(buffer, bytes / 8);
}

/* A number, sometimes more, and now and then a chunk of the largest size. */
static void visit(unsigned int turn)
{
	request(8);
	if (turn % 8 == 1)
		request(112);
	if (turn % 16 == 2) {
		request(384);
		request(1024);
	}
	if (turn % 1024 == 3)
		request(64 << 10);
}

/* Goes round the states, and before the next round waits for enough drops. On a busy machine the
 * other thread would not keep up, and requests on full states show nothing. */
static void go_round(void)
{
	for (unsigned int round = 0; !s_done; round++) {
		int progress = s_progress;
		for (unsigned int i = 0; i < Pages; i++) {
			s_index = i;
			visit(round + i);
		}
		while (!s_done && s_progress - progress < Pages / 8)
			sched_yield();
	}
}

/* A drop counts if the page had contents before and has none afterwards. */
static int try_drop(unsigned int index, int advice)
{
	char *page = s_ring + (size_t)index * Page;
	return generation(page) != 0 && madvise(page, Page, advice) == 0 && generation(page) == 0;
}

static void *drop_pages(void *argument)
{
	long drops = 0, within = 0;
	unsigned int next = 0, spared = 0;
	for (unsigned int i = 0; drops < s_drops || within < DropsWithin; i++) {
		/* Try the page in use first. If there is nothing to drop, try one that rests. */
		uint64_t moment = s_moment;
		int is_pageout = i % 8 != 0;
		if (try_drop(s_index, is_pageout ? MADV_PAGEOUT : MADV_DONTNEED)) {
			drops += is_pageout;
			within += is_pageout && moment % 2 && moment == s_moment;
		} else if (try_drop(next++ % Pages, MADV_PAGEOUT)) {
			drops++;
		} else {
			if (++spared > Pages)
				sched_yield();
			continue;
		}
		spared = 0;
		s_progress++;
	}
	s_done = 1;
	printf("%ld drops, %ld of them within a request, ", drops, within);
	return argument;
}

static char *ring_new(void)
{
	unsigned int num = 1, each;
	CHECK(states_new(&num, &each));
	num = Pages * (Page / each);
	char *states = states_new(&num, &each);
	CHECK(num / Pages * each == Page);
	return states;
}

/* States in ordinary memory know no generation, and are never dropped, either. */
static void skip_without_function(void)
{
	if (strcmp(vgetrandom_backend(), "vdso") != 0)
		skip("without the kernel's function a state has nothing on it");
}

static void drops(void)
{
	pthread_t thread;
	skip_without_function();
	s_ring = ring_new();
	CHECK(pthread_create(&thread, NULL, drop_pages, NULL) == 0);
	go_round();
	CHECK(pthread_join(thread, NULL) == 0);
	printf("%lu requests, %zu words\n", (unsigned long)s_requests, s_count);
	check_words(s_words, s_count);
}

enum { Reseeds = 5000, Noticed = 500 };
static volatile uint64_t s_published;
static volatile long s_noticed;

/* A request that starts after a reseed leaves no older generation and returns nothing foreseen. */
static void *draw_and_look(void *state)
{
	long in_a_row = 0;
	for (uint64_t word, next; !s_done; in_a_row++) {
		uint64_t published = s_published, before = generation(state);
		unsigned char position = ((volatile unsigned char *)state)[Position];
		next = 0;
		if (position <= Batch - 8)
			memcpy(&next, (char *)state + position, 8);
		CHECK(vgetrandom(&word, 8, 0, state) == 8);
		uint64_t after = generation(state);
		CHECK(after == 0 || after >= published);
		CHECK(before >= published || next == 0 || word != next);
		keep(&word, 1);
		if (after != before) {
			s_noticed++;
			in_a_row = 0;
		} else if (in_a_row >= 1024) {
			sched_yield();
			in_a_row = 0;
		}
	}
	return NULL;
}

static void reseeds(void)
{
	pthread_t thread;
	unsigned int num = 32, each;
	unsigned char byte;
	skip_without_function();
	char *states = states_new(&num, &each);
	char *own = states + 16 * (size_t)each;
	int device = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	CHECK(device >= 0);
	if (ioctl(device, RNDRESEEDCRNG) != 0)
		skip("the reseed ioctl needs CAP_SYS_ADMIN");
	CHECK(pthread_create(&thread, NULL, draw_and_look, states) == 0);
	for (long i = 0; i < Reseeds || s_noticed < Noticed; i++) {
		CHECK(ioctl(device, RNDRESEEDCRNG) == 0);
		/* The kernel's own function tells the generation after the reseed. */
		CHECK(vgetrandom(&byte, 1, 0, own) == 1);
		if (generation(own) != 0)
			s_published = generation(own);
		if (i % 32 == 0)
			sched_yield();
	}
	s_done = 1;
	CHECK(pthread_join(thread, NULL) == 0);
	check_words(s_words, s_count);
}

static char *file_read(const char *name, size_t *length)
{
	struct stat status;
	int file = open(name, O_RDONLY | O_CLOEXEC);
	if (file < 0 || fstat(file, &status) != 0)
		return NULL;
	*length = (size_t)status.st_size;
	char *content = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	return content == MAP_FAILED ? NULL : content;
}

static const char *s_program;

static void check_dump(const char *state, const unsigned char *kept, const char *name)
{
	size_t length;
	char *dump = file_read(name, &length);
	CHECK(dump && memcmp(dump, "\177ELF", 4) == 0);
	CHECK(memmem(dump, length, kept, 16));
	for (int i = state[Position]; i + 16 <= Batch; i += 8)
		CHECK(!memmem(dump, length, state + i, 16));
	for (int i = 0; i < KeyBytes; i += 16)
		CHECK(!memmem(dump, length, state + Key + i, 16));
}

/* The child shares the state with its parent, which reads there what the dump must not contain. */
static void core(void)
{
	static unsigned char kept[16];
	char pattern[128] = "", folder[4096], name[32] = "core";
	struct rlimit limit;
	FILE *f = fopen("/proc/sys/kernel/core_pattern", "re");
	CHECK(f && fgets(pattern, sizeof(pattern), f));
	fclose(f);
	if (strcmp(pattern, "core\n") != 0)
		skip("core dumps do not come into the working directory as \"core\"");
	CHECK(getrlimit(RLIMIT_CORE, &limit) == 0);
	if (limit.rlim_max == 0)
		skip("core dumps are forbidden here (RLIMIT_CORE)");
	limit.rlim_cur = limit.rlim_max;
	CHECK(setrlimit(RLIMIT_CORE, &limit) == 0);
	snprintf(folder, sizeof(folder), "%s-dump-XXXXXX", s_program);
	CHECK(mkdtemp(folder) && chdir(folder) == 0);
	skip_without_function();

	unsigned int num = 1, each;
	char *state = states_new(&num, &each);
	char *large = malloc(1 << 16);
	CHECK(vgetrandom(large, 1 << 16, 0, state) == 1 << 16);
	/* fork(2) will not do, because its child finds the state empty. */
	pid_t child = vfork();
	CHECK(child >= 0);
	if (child == 0) {
		CHECK(vgetrandom(kept, sizeof(kept) / 2, 0, state) == sizeof(kept) / 2);
		CHECK(vgetrandom(kept + 8, sizeof(kept) / 2, 0, state) == sizeof(kept) / 2);
		kill(getpid(), SIGABRT);
		_exit(1);
	}
	int status;
	CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status));
	CHECK(generation(state) != 0);
	if (!WCOREDUMP(status))
		skip("the kernel wrote no core dump");
	if (access(name, F_OK) != 0)
		snprintf(name, sizeof(name), "core.%d", (int)child);
	check_dump(state, kept, name);
	CHECK(unlink(name) == 0 && chdir("/") == 0);
	rmdir(folder);
}

static const struct scenario scenarios[] = {
	{ "drops", drops }, { "reseeds", reseeds }, { "core", core }, { NULL, NULL },
};

int main(int argc, char **argv)
{
	s_program = argv[0];
	if (argc == 3) {
		s_drops = strtol(argv[--argc], NULL, 10);
		CHECK(s_drops > 0);
	}
	s_words = malloc(MostWords * sizeof(*s_words));
	CHECK(s_words);
	return run_scenario(argc, argv, scenarios);
}
