/* What the library does to its process: nothing that anybody notices. */
#include "check.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>

static void draw(void)
{
	unsigned int num = 1, each;
	uint64_t words[64];
	char *state = states_new(&num, &each);
	CHECK(vgetrandom(words, 32 * 8, 0, state) == 32 * 8);
	CHECK(vgetrandom_fill(words + 32, 32 * 8) == 0);
	check_words(words, 64);
}

/* No thread besides the program's own, and not much address space. */
static void footprint(void)
{
	long before = proc_number("/proc/self/status", "VmSize:");
	draw();
	CHECK(proc_number("/proc/self/status", "Threads:") == 1);
	long after = proc_number("/proc/self/status", "VmSize:");
	/* A table of 32 MiB may come, if the array lies in another GiB than what was there. */
	CHECK(after - before < 36 * 1024);
	CHECK(after < 96 * 1024);
	CHECK(proc_number("/proc/self/status", "VmRSS:") < 8 * 1024);
}

/* A signal that the only thread blocks stays pending, because no other thread could take it. */
static void blocked_signal(void)
{
	sigset_t set, pending, mask;
	CHECK(sigemptyset(&set) == 0 && sigaddset(&set, SIGTERM) == 0);
	CHECK(sigprocmask(SIG_SETMASK, &set, NULL) == 0);
	draw();
	CHECK(kill(getpid(), SIGTERM) == 0);
	usleep(100 * 1000);
	draw();
	CHECK(sigpending(&pending) == 0 && sigismember(&pending, SIGTERM) == 1);
	CHECK(sigprocmask(SIG_SETMASK, NULL, &mask) == 0);
	for (int signal = 1; signal < 32; signal++)
		CHECK(sigismember(&mask, signal) == (signal == SIGTERM));
}

/* A new user namespace needs a process with one thread. */
static void unshared(void)
{
	pid_t child = fork();
	CHECK(child >= 0);
	if (child == 0)
		_exit(unshare(CLONE_NEWUSER) == 0 ? 0 : 1);
	int status;
	CHECK(waitpid(child, &status, 0) == child);
	draw();
	int result = unshare(CLONE_NEWUSER);
	CHECK((result == 0) == (status == 0));
	draw();
}

static pthread_barrier_t s_together;

static void *draw_on_thread(void *argument)
{
	pthread_barrier_wait(&s_together);
	CHECK(vgetrandom_fill(argument, 64) == 0);
	pthread_barrier_wait(&s_together);
	pthread_barrier_wait(&s_together);
	for (int i = 0; i < 1000; i++)
		CHECK(vgetrandom_fill(argument, 64) == 0);
	return NULL;
}

/* There is no memory at all: a thread without a state gets the system call, and a state later. */
static void no_memory(void)
{
	struct rlimit all, few;
	enum { Count = 100 };
	pthread_t threads[Count];
	static uint64_t words[Count * 8];
	pthread_attr_t attributes;
	CHECK(getrlimit(RLIMIT_AS, &all) == 0);
	CHECK(pthread_attr_init(&attributes) == 0);
	CHECK(pthread_attr_setstacksize(&attributes, 64 << 10) == 0);
	CHECK(pthread_barrier_init(&s_together, NULL, Count + 1) == 0);
	for (int i = 0; i < Count; i++)
		CHECK(pthread_create(&threads[i], &attributes, draw_on_thread, words + i * 8) == 0);
	few = all;
	few.rlim_cur = 1;
	CHECK(setrlimit(RLIMIT_AS, &few) == 0);
	pthread_barrier_wait(&s_together);
	pthread_barrier_wait(&s_together);
	CHECK(strstr(vgetrandom_reason(), "memory"));
	CHECK(setrlimit(RLIMIT_AS, &all) == 0);
	check_words(words, Count * 8);
	pthread_barrier_wait(&s_together);
	for (int i = 0; i < Count; i++)
		CHECK(pthread_join(threads[i], NULL) == 0);
	check_words(words, Count * 8);
	CHECK(!strstr(vgetrandom_reason(), "memory"));
}

/* A huge page for a few bytes of a large table would waste 2 MiB. */
static void no_huge_pages(void)
{
	char line[512];
	unsigned long bytes = 0;
	int large = 0;
	draw();
	FILE *f = fopen("/proc/self/smaps", "re");
	CHECK(f);
	while (fgets(line, sizeof(line), f)) {
		unsigned long start, end, inode;
		if (sscanf(line, "%lx-%lx rw-p %*x %*s %lu", &start, &end, &inode) == 3)
			bytes = inode == 0 && !strchr(line, '[') ? end - start : 0;
		else if (strncmp(line, "VmFlags:", 8) == 0 && bytes > 1 << 20) {
			CHECK(strstr(line, " nh"));
			large++;
			bytes = 0;
		}
	}
	fclose(f);
	CHECK(large >= 2);
}

/* The kernel reports the memory of states as not dumped, not inherited, and droppable. */
static void memory_flags(void)
{
	char line[512];
	unsigned int num = 1, each;
	uintptr_t state = (uintptr_t)states_new(&num, &each);
	int is_found = 0, is_checked = 0;
	FILE *f = fopen("/proc/self/smaps", "re");
	CHECK(f);
	while (fgets(line, sizeof(line), f)) {
		unsigned long a, b;
		if (sscanf(line, "%lx-%lx ", &a, &b) == 2)
			is_found = a <= state && state < b;
		if (is_found && strncmp(line, "VmFlags:", 8) == 0) {
			CHECK(strstr(line, " dd") && strstr(line, " wf"));
			CHECK(strcmp(vgetrandom_backend(), "vdso") != 0 || strstr(line, " dp"));
			is_checked = 1;
		}
	}
	fclose(f);
	CHECK(is_checked);
}

/* Locks all memory, now and in future. */
static void locked(void)
{
	if (mlockall(MCL_CURRENT | MCL_FUTURE) != 0)
		return;
	uint64_t words[64];
	for (int i = 0; i < 1000; i++) {
		CHECK(vgetrandom_fill(words, sizeof(words)) == 0);
		check_words(words, 64);
	}
	unsigned int num = 10, each = 0;
	char *states = vgetrandom_alloc(&num, &each, 0, 0);
	if (vgetrandom_alloc_error(states) == 0)
		CHECK(vgetrandom(words, sizeof(words), 0, states) == sizeof(words));
	else
		CHECK(num == 10 && each == 0);
}

static const struct scenario scenarios[] = {
	{ "footprint", footprint }, { "blocked-signal", blocked_signal },
	{ "unshare", unshared },    { "no-memory", no_memory },
	{ "locked", locked },	    { "memory-flags", memory_flags },
	{ "no-huge-pages", no_huge_pages },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return run_scenario(argc, argv, scenarios);
}
