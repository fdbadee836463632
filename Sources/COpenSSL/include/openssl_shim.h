#pragma once
#include <stddef.h>

// Whether the library can be loaded, as 1 or 0. All other functions end the program if it cannot.
int openssl_is_installed(void);

// Each returns 1 on success, as OpenSSL does. `out` has room for 32 bytes.
int openssl_sha256(const void *data, size_t count, unsigned char *out);
int openssl_hmac_sha256(const void *key, int key_count, const unsigned char *data, size_t count, unsigned char *out);
