/*
 * A C program's own pool of states: one for each thread, on top of vgetrandom_alloc().
 *
 * A C library does this inside. A program that only wants random bytes calls vgetrandom_fill(),
 * which does the same. This is for programs that keep the states themselves, such as one with a
 * fixed number of workers.
 *
 *   cc -O2 state_pool.c -o state_pool $(pkg-config --cflags --libs vgetrandom) -lpthread
 *   ./state_pool 8
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <vgetrandom.h>

static struct {
	pthread_mutex_t lock;
	void **free;	 /* a stack of the states that no thread has */
	size_t count;	 /* how many it holds */
	size_t capacity; /* how many states there are in all */
} pool = { .lock = PTHREAD_MUTEX_INITIALIZER };

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Runs when a thread ends. There is room, because the stack can hold every state there is. */
static void give_back(void *state)
{
	pthread_mutex_lock(&pool.lock);
	pool.free[pool.count++] = state;
	pthread_mutex_unlock(&pool.lock);
}

/* fork(2) takes the lock, so that the child finds the stack whole. There the states are empty, and
 * the thread that forked keeps its own. The other threads do not exist in the child, so nobody
 * gives their states back or uses them again. */
static void lock(void)
{
	pthread_mutex_lock(&pool.lock);
}

static void unlock(void)
{
	pthread_mutex_unlock(&pool.lock);
}

static void begin(void)
{
	if (pthread_key_create(&key, give_back) != 0 || pthread_atfork(lock, unlock, unlock) != 0)
		abort();
}

/* Adds another array of states. Call it with the lock held. */
static int grow(void)
{
	unsigned int num = 16, stride = 0;
	char *states = vgetrandom_alloc(&num, &stride, 0, 0);
	if (vgetrandom_alloc_error(states))
		return vgetrandom_alloc_error(states);
	void **grown = realloc(pool.free, (pool.capacity + num) * sizeof(*grown));
	if (!grown)
		return ENOMEM; /* leaks the array, once, in a program that is out of memory */
	pool.free = grown;
	pool.capacity += num;
	for (unsigned int i = 0; i < num; i++)
		pool.free[pool.count++] = states + (size_t)i * stride;
	return 0;
}

/* Returns the thread's state, or NULL if there is no memory for one. Not for signal handlers. */
static void *state_of_thread(void)
{
	pthread_once(&once, begin);
	void *state = pthread_getspecific(key);
	if (state)
		return state;
	pthread_mutex_lock(&pool.lock);
	if (pool.count > 0 || grow() == 0)
		state = pool.free[--pool.count];
	pthread_mutex_unlock(&pool.lock);
	if (state && pthread_setspecific(key, state) != 0) {
		give_back(state);
		return NULL;
	}
	return state;
}

/* Behaves like getrandom(2), and sets errno as it does. */
static ssize_t draw(void *buffer, size_t length, unsigned int flags)
{
	void *state = state_of_thread();
	if (!state)
		return getrandom(buffer, length, flags);
	ssize_t result = vgetrandom(buffer, length, flags, state);
	if (result < 0) {
		errno = (int)-result;
		return -1;
	}
	return result;
}

static void *draw_a_few(void *argument)
{
	uint32_t *number = argument;
	for (int i = 0; i < 1000000; i++) {
		if (draw(number, sizeof(*number), 0) != (ssize_t)sizeof(*number)) {
			perror("draw");
			exit(1);
		}
	}
	return NULL;
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 4;
	if (count < 1 || count > 1000) {
		fprintf(stderr, "usage: state_pool [THREADS]\n");
		return 2;
	}
	pthread_t *threads = calloc((size_t)count, sizeof(*threads));
	uint32_t *numbers = calloc((size_t)count, sizeof(*numbers));
	if (!threads || !numbers)
		return 1;
	for (int i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, draw_a_few, &numbers[i]) != 0)
			return 1;
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	printf("%s: a million numbers on each of %d threads, the last of each:\n",
	       vgetrandom_backend(), count);
	for (int i = 0; i < count; i++)
		printf("%08x\n", numbers[i]);
	free(threads);
	free(numbers);
	return 0;
}
