/* SPDX-License-Identifier: MIT */
/*
 * VGetRandom: random bytes with the guarantee of getrandom(2), most of them without a system call.
 *
 * Every byte is one that getrandom(2) could have returned at that moment. The kernel's vDSO has a
 * getrandom() since Linux 6.11 on x86-64 and since 6.12 on arm64. There the library makes a batch
 * of bytes with ChaCha20 from a key that this function gave, and the function vouches for the batch
 * at each request. Where anything is in doubt (there is no such function or no memory, or a signal
 * handler interrupted a request), the library makes the system call.
 *
 * You may call all functions from any thread, from signal handlers, before and after fork(2), and
 * in a child of vfork(2). None allocates by malloc(3), takes a lock or touches errno. None is a
 * cancellation point, and a thread with asynchronous cancellation must not call them.
 *
 * Two events turn later requests on a state into system calls: a longjmp(3) out of a signal handler
 * that interrupted a request on it; and, in the child, a fork(2) that another thread called while a
 * request on it was under way.
 *
 * See docs/NATIVE.md, getrandom(2), and vgetrandom(2) as proposed for Linux.
 */
#ifndef VGETRANDOM_H
#define VGETRANDOM_H

#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Allocates opaque states for vgetrandom().
 *
 * num            in: how many you want. This is a hint: 0 counts as 1, and more than 2097152 counts
 *                as 2097152. out: how many there are. They fill whole pages.
 * size_per_each  in: 0. out: the bytes from one state to the next, a divisor of the page size.
 * addr, flags    reserved: 0.
 *
 * Returns the first state; the i-th is at (char *)first + i * *size_per_each. The memory is
 * droppable: it is not swapped or dumped, it is empty in a child of fork(2), and the kernel may
 * empty it at any moment. vgetrandom() copes with all of that. Release all states at once, when no
 * request is under way on any of them, with munmap(first, (size_t)*num * *size_per_each).
 *
 * On failure returns (void *)-errno and changes nothing:
 * EFAULT         num or size_per_each is NULL.
 * EINVAL         *size_per_each, addr or flags is not 0.
 * ENOMEM, ...    from mmap(2).
 *
 * Cost: one mmap(2), and 64 bytes of bookkeeping for each state. The bookkeeping stays after
 * munmap(2), for the next states at the same addresses.
 */
void *vgetrandom_alloc(unsigned int *num, unsigned int *size_per_each, unsigned long addr,
                       unsigned int flags);

/* C90 has no "inline", but its compilers know this. */
#if defined(__cplusplus) || (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 199901L)
#define VGETRANDOM_INLINE inline
#else
#define VGETRANDOM_INLINE __inline__
#endif

/* Returns 0 if vgetrandom_alloc() returned states, or else the errno of its failure. */
static VGETRANDOM_INLINE int vgetrandom_alloc_error(const void *states)
{
	return (unsigned long)states >= -4095UL ? (int)-(long)states : 0;
}

/*
 * Does what getrandom(2) does, in this process, on an opaque state.
 *
 * buffer, len, flags   as for getrandom(2). A buffer that is not writable may crash the program, as
 *                      in memcpy(3). NULL is -EFAULT.
 * opaque_state         a state that vgetrandom_alloc() handed out and that you have not released.
 *                      No other thread may be using it. (A signal handler may: see above.)
 *
 * Returns the number of bytes written: len, but at most 0x7ffff000 (with pages of 4 KiB). It never
 * cuts a request of at most 256 bytes short. On failure returns a negative errno:
 * -EAGAIN        flags has GRND_NONBLOCK, and the kernel's generator is not ready yet or has not
 *                been seen to reseed since this virtual machine was forked. Or the library did not
 *                see that reseed in time, and VGETRANDOM_FORK_AT_BOUND is "fail".
 * -EFAULT        opaque_state is NULL, or vgetrandom_alloc() did not hand it out.
 * -EINTR         a signal arrived while the call waited for the kernel's generator to become ready,
 *                or during the system call of a large request.
 * -EINVAL        flags has an unknown flag, or both GRND_RANDOM and GRND_INSECURE.
 * -ENOSYS, -EPERM  the request needed the system call, and a sandbox refuses it.
 *
 * Cost: for 4 bytes a few nanoseconds more than the kernel's own vDSO function. From 8 bytes on it
 * costs less than the function, and from 64 bytes on about a fifth.
 */
ssize_t vgetrandom(void *buffer, size_t len, unsigned int flags, void *opaque_state);

/*
 * Does the same on a state of the calling thread, which the thread gets at its first request and
 * gives back when it ends. Never fails for want of a state: then the system call serves.
 */
ssize_t vgetrandom_getrandom(void *buffer, size_t len, unsigned int flags);

/*
 * Fills the whole buffer, of any length, on a state of the calling thread. Waits until the kernel's
 * generator is ready; a signal does not end the wait.
 *
 * Returns 0, or else a negative errno, and then you must use nothing in the buffer: -EFAULT for
 * NULL, -ENOSYS or -EPERM in a sandbox that refuses the system call, or -EAGAIN after a fork of
 * this virtual machine if VGETRANDOM_FORK_AT_BOUND is "fail".
 */
int vgetrandom_fill(void *buffer, size_t len);

/*
 * Returns what serves in this process: "vdso" (the kernel's function) or "syscall". The answer
 * never changes.
 */
const char *vgetrandom_backend(void);

/*
 * Returns why something less than the kernel's function on a state serves at present, or "". The
 * text is static. Ask again, because a shortage passes.
 */
const char *vgetrandom_reason(void);

/*
 * Returns why the library would not see a fork of this virtual machine, or "". The answer never
 * changes.
 *
 * Where the hypervisor has a vmclock device with a counter (/dev/vmclock0), each request looks at
 * the counter last of all. After a fork a request waits until the kernel has reseeded, so that no
 * two clones get the same bytes. That takes tens of milliseconds. The library reads two environment
 * variables when it is loaded, which bound the wait:
 *
 * VGETRANDOM_FORK_WAIT_MS   the longest wait in milliseconds, 0 to 60000. The default is 250; 0
 *                           never waits.
 * VGETRANDOM_FORK_AT_BOUND  what happens then. "serve" (the default): requests take what the kernel
 *                           gives, as getrandom(2) would. "fail": requests fail with -EAGAIN until
 *                           the library has seen the kernel reseed, and arc4random() of the preload
 *                           library aborts.
 *
 * Set-user-ID programs do not read them. A request with GRND_INSECURE neither looks nor waits.
 */
const char *vgetrandom_forks(void);

#ifdef __cplusplus
}
#endif

#endif
