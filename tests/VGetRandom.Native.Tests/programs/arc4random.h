/* The preload library has these functions for everybody; musl does not declare them. */
#ifndef ARC4RANDOM_H
#define ARC4RANDOM_H

#include <stdint.h>
#include <stdlib.h>

#ifndef __GLIBC__
__attribute__((weak)) uint32_t arc4random(void);
__attribute__((weak)) void arc4random_buf(void *buffer, size_t length);
__attribute__((weak)) uint32_t arc4random_uniform(uint32_t bound);
#endif

#endif
