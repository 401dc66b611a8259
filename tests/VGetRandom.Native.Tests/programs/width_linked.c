/* The same through the library. */
#define DRAW(buffer, length) (vgetrandom_fill(buffer, length) == 0)
#include "width.c"
