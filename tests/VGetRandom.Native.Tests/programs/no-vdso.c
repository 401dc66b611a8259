/* Preloaded: a C library that knows no vDSO, as on a kernel whose vDSO has no getrandom(). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/auxv.h>

unsigned long getauxval(unsigned long type)
{
	unsigned long (*next)(unsigned long) = dlsym(RTLD_NEXT, "getauxval");
	return type == AT_SYSINFO_EHDR ? 0 : next(type);
}
