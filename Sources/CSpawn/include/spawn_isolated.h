#pragma once
#include <sys/types.h>

// Starts `program` with descriptors 0, 1, 2 as given (-1 leaves the parent's), `extra` as 3 (-1: none) and no other open, all
// signals at their defaults, and in a session of its own when asked. Returns 0 or an errno.
// In C because glibc declares the functions it needs only under _GNU_SOURCE, which Swift's Glibc module does not set.
int spawn_isolated(pid_t *id, const char *program, char *const argv[], char *const envp[], int input, int output,
                   int error, int extra, int has_own_session);
