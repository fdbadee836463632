#pragma once

// A shared library that is loaded when its first function is called, not when the program starts: linking libcurl,
// libpq and librdkafka the usual way costs some ten milliseconds and ten megabytes before main().
struct lazy_library {
  const char *const *names;  // file names to try, the last one followed by a null
  const char *package;       // what to install when none is found
  void *handle;
};

// Whether the library can be loaded, as 1 or 0. Callers ask before they use a library for the first time.
int lazy_library_is_installed(struct lazy_library *library);

// The address of a function. When library or function is missing, says so on standard error and ends the program.
void *lazy_symbol(struct lazy_library *library, const char *name);

// Defines `name` as a function that hands its arguments on to the library's own.
#define LAZY_FUNCTION(library, type, name, parameters, arguments) \
  type name parameters {                                          \
    static type(*function) parameters;                            \
    if (!function) function = lazy_symbol(&library, #name);       \
    return function arguments;                                    \
  }
#define LAZY_PROCEDURE(library, name, parameters, arguments) \
  void name parameters {                                     \
    static void(*function) parameters;                       \
    if (!function) function = lazy_symbol(&library, #name);  \
    function arguments;                                      \
  }
