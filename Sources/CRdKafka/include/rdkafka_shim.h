#pragma once

// Empty without librdkafka's headers: the target is part of every build, its use only of one with trait KafkaSampling.
// The functions are defined in rdkafka_shim.c, which loads the library when the first one is called.
#if __has_include(<librdkafka/rdkafka_mock.h>)
#define CRDKAFKA_IS_INSTALLED 1
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

// Whether the library can be loaded, as 1 or 0. All other functions end the program if it cannot.
int rdkafka_is_installed(void);
#endif
