/* The peer from C: the vDSO function as a C library would call it, with nothing around it. */

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef ssize_t (*getrandom_fn)(void *buffer, size_t length, unsigned int flags,
                                void *state, size_t state_size);

/* Draws count numbers and folds them into one, so that the compiler cannot drop any. *refused
 * counts the answers that are not four bytes, because a peer that fails would look fast. */
uint32_t vdso_loop(getrandom_fn function, void *state, size_t state_size, int count, int *refused)
{
	uint32_t fold = 0;
	int failures = 0;

	for (int i = 0; i < count; i++) {
		uint32_t value = 0;

		if (function(&value, sizeof(value), 0, state, state_size) != sizeof(value))
			failures++;
		fold ^= value;
	}
	*refused = failures;
	return fold;
}
