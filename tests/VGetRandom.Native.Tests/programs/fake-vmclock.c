/* Preloaded: the file named in VMCLOCK_FILE stands in for the vmclock device. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

int open(const char *path, int flags, ...)
{
	int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
	va_list rest;
	va_start(rest, flags);
	mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
	va_end(rest);
	return next(strcmp(path, "/dev/vmclock0") == 0 ? getenv("VMCLOCK_FILE") : path, flags, mode);
}

long syscall(long number, ...)
{
	long (*next)(long, ...) = dlsym(RTLD_NEXT, "syscall");
	va_list rest;
	va_start(rest, number);
	long a = va_arg(rest, long), b = va_arg(rest, long), c = va_arg(rest, long),
	     d = va_arg(rest, long), e = va_arg(rest, long), f = va_arg(rest, long);
	va_end(rest);
	long result = next(number, a, b, c, d, e, f);
	if (number == SYS_statx && result == 0)
		((struct statx *)e)->stx_mode = S_IFCHR | 0400;
	return result;
}
