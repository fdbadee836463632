#include "lazy_loading.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

int lazy_library_is_installed(struct lazy_library *library) {
  // Two threads may both open it: dlopen counts, and gives both the same handle.
  void *handle = library->handle;
  for (const char *const *file = library->names; !handle && *file; file++) handle = dlopen(*file, RTLD_NOW | RTLD_LOCAL);
  library->handle = handle;
  return handle != 0;
}

void *lazy_symbol(struct lazy_library *library, const char *name) {
  if (!lazy_library_is_installed(library)) {
    fprintf(stderr, "flink-deploy: %s cannot be loaded (%s); install %s\n", library->names[0], dlerror(), library->package);
    exit(1);
  }
  void *address = dlsym(library->handle, name);
  if (!address) {
    fprintf(stderr, "flink-deploy: %s has no function %s; install a newer %s\n", library->names[0], name, library->package);
    exit(1);
  }
  return address;
}
