#include "free_memory.h"

#ifdef __linux__
#include <malloc.h>
#endif

// By default glibc learns from each large block that is freed: it keeps up to 64 MB for the next one, and malloc_trim
// does not reach what a thread other than the main one has at the end of its heap.
void limit_free_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 20);
#endif
}

void return_free_memory(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
