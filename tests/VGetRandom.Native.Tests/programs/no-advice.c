/* Preloaded: an emulator without vDSO and droppable memory, which accepts any advice on memory and
 * follows none, as qemu-user 7.2 does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

unsigned long getauxval(unsigned long type)
{
	unsigned long (*next)(unsigned long) = dlsym(RTLD_NEXT, "getauxval");
	return type == AT_SYSINFO_EHDR ? 0 : next(type);
}

void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset)
{
	if ((flags & MAP_TYPE) != MAP_PRIVATE && (flags & MAP_TYPE) != MAP_SHARED) {
		errno = EINVAL;
		return MAP_FAILED;
	}
	return (void *)syscall(SYS_mmap, address, length, protection, flags, descriptor, offset);
}

int madvise(void *address, size_t length, int advice)
{
	(void)address, (void)length, (void)advice;
	return 0;
}
