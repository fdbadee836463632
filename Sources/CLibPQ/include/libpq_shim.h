#pragma once

// The functions are defined in libpq_shim.c, which loads the library when the first one is called.
#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

// Whether the library can be loaded, as 1 or 0. All other functions end the program if it cannot.
int libpq_is_installed(void);
