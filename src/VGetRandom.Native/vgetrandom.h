/* SPDX-License-Identifier: MIT */
/*
 * VGetRandom: random bytes with the guarantee of getrandom(2), most of them without a system call.
 *
 * Every byte is one that getrandom(2) could have returned at that moment. Where the kernel's vDSO
 * has a getrandom() (Linux 6.11 on x86-64, 6.12 on arm64) it vouches at each request for a batch
 * that was made by ChaCha20 from a key it gave. Where anything is in doubt (no such
 * function, no memory, a signal handler that interrupted a request) the system call is made.
 *
 * All functions may be called from any thread, from signal handlers, before and after fork(2), and
 * in a child of vfork(2). None allocates by malloc(3), takes a lock or touches errno. None is a
 * cancellation point, nor may a thread with asynchronous cancellation call them. After a longjmp(3)
 * out of a signal handler that interrupted a request, requests on that state are system calls; so
 * they are in a child of fork(2) that another thread called while a request was under way there.
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
 * Allocates opaque states, for vgetrandom().
 *
 * num            in: how many are wanted, a hint; 0 counts as 1, and more than 2097152 as that.
 *                out: how many there are, always whole pages of them.
 * size_per_each  in: 0. out: the bytes from one state to the next, a divisor of the page size.
 * addr, flags    reserved: 0.
 *
 * Returns the first state; the i-th is at (char *)first + i * *size_per_each. The memory is
 * droppable: not swapped, not dumped, empty in a child of fork(2), and the kernel may empty it at
 * any moment, all of which vgetrandom() copes with. Release all states at once, when no request on
 * any of them is under way, with munmap(first, (size_t)*num * *size_per_each).
 *
 * On failure returns (void *)-errno and changes nothing:
 * EFAULT         num or size_per_each is NULL.
 * EINVAL         *size_per_each, addr or flags is not 0.
 * ENOMEM, ...    from mmap(2).
 *
 * Cost: an mmap(2), and two bytes of bookkeeping for each state. Those stay after munmap(2), for
 * the next states at the same addresses.
 */
void *vgetrandom_alloc(unsigned int *num, unsigned int *size_per_each, unsigned long addr,
                       unsigned int flags);

/* C90 has no "inline"; compilers for it have this. */
#if defined(__cplusplus) || (defined(__STDC_VERSION__) && __STDC_VERSION__ >= 199901L)
#define VGETRANDOM_INLINE inline
#else
#define VGETRANDOM_INLINE __inline__
#endif

/* Whether vgetrandom_alloc() failed, and then the errno. */
static VGETRANDOM_INLINE int vgetrandom_alloc_error(const void *states)
{
	return (unsigned long)states >= -4095UL ? (int)-(long)states : 0;
}

/*
 * getrandom(2), served in this process on an opaque state.
 *
 * buffer, len, flags   as for getrandom(2). A buffer that is not writable may crash, as in
 *                      memcpy(3); NULL is -EFAULT.
 * opaque_state         one that vgetrandom_alloc() handed out and that was not released since; no
 *                      other thread may be using it. (A signal handler may: see above.)
 *
 * Returns the number of bytes written: len, but at most 0x7ffff000 (with pages of 4 KiB); requests
 * of at most 256 bytes are never cut short. Or a negative errno:
 * -EFAULT        opaque_state is not one that vgetrandom_alloc() handed out, or NULL.
 * -EINVAL        unknown flags, or GRND_RANDOM and GRND_INSECURE together.
 * -EAGAIN        GRND_NONBLOCK, and the kernel's generator is not ready yet, or has not been seen
 *                to reseed since this virtual machine was forked. Or that was not seen in time, and
 *                VGETRANDOM_FORK_AT_BOUND is "fail".
 * -EINTR         a signal arrived while waiting for it to become ready.
 * -ENOSYS, -EPERM  the system call was needed, and a sandbox refuses it.
 *
 * Cost: for 4 bytes a few nanoseconds more than the kernel's own vDSO function; from 8 bytes on
 * less than it, and from 64 bytes on about a fifth.
 */
ssize_t vgetrandom(void *buffer, size_t len, unsigned int flags, void *opaque_state);

/*
 * The same on a state of the calling thread's own, which it gets at its first request and gives
 * back when it ends. Never fails for want of a state: the system call serves then.
 */
ssize_t vgetrandom_getrandom(void *buffer, size_t len, unsigned int flags);

/*
 * Fills the whole buffer, of any length, and waits for the kernel's generator if it must; a signal
 * does not end the wait.
 *
 * Returns 0, or a negative errno (-ENOSYS or -EPERM in a sandbox that refuses the system call), and
 * then nothing in the buffer may be used.
 */
int vgetrandom_fill(void *buffer, size_t len);

/* What serves in this process: "vdso" (the kernel's function) or "syscall". A constant. */
const char *vgetrandom_backend(void);

/*
 * Why something less than the kernel's function on a state serves at present, or "". Static text;
 * ask again, for a shortage passes.
 */
const char *vgetrandom_reason(void);

/*
 * Why a fork of this virtual machine would not be seen, or "". A constant.
 *
 * Where the hypervisor has a vmclock device with a counter (/dev/vmclock0), each request looks at
 * it last of all. After a fork a request waits until the kernel has reseeded, so that no two clones
 * get the same bytes: tens of milliseconds, and at most as long as the environment says when the
 * library is loaded:
 *
 * VGETRANDOM_FORK_WAIT_MS   the longest wait in milliseconds, 0 to 60000; 250 if it is not set. 0
 *                           waits never.
 * VGETRANDOM_FORK_AT_BOUND  "serve": after that, serve what the kernel gives, as getrandom(2)
 *                           would. "fail": fail with -EAGAIN until the kernel was seen to reseed;
 *                           arc4random() of the preload library aborts.
 *
 * Set-user-ID programs do not read them. GRND_INSECURE neither looks nor waits.
 */
const char *vgetrandom_forks(void);

#ifdef __cplusplus
}
#endif

#endif
