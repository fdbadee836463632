#pragma once

// The functions are defined in libyaml_shim.c, which loads the library when the first one is called.
#include <yaml.h>

// Whether the library can be loaded, as 1 or 0. All other functions end the program if it cannot.
int libyaml_is_installed(void);
