#define _GNU_SOURCE
#include "spawn_isolated.h"

#include <signal.h>
#include <spawn.h>

int spawn_isolated(pid_t *id, const char *program, char *const argv[], char *const envp[], int input, int output,
                   int error, int extra, int has_own_session) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int streams[3] = {input, output, error};
  posix_spawn_file_actions_init(&actions);
  for (int target = 0; target < 3; target++)
    if (streams[target] >= 0) posix_spawn_file_actions_adddup2(&actions, streams[target], target);
  if (extra >= 0) posix_spawn_file_actions_adddup2(&actions, extra, 3);
#ifdef __linux__
  // Nothing else of the parent's is the child's business: a pipe left open there would never end.
  posix_spawn_file_actions_addclosefrom_np(&actions, extra >= 0 ? 4 : 3);
#endif
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
  if (has_own_session) flags |= POSIX_SPAWN_SETSID;
  posix_spawnattr_setflags(&attributes, flags);
  int code = posix_spawn(id, program, &actions, &attributes, argv, envp);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return code;
}
