#pragma once
#include <stddef.h>

// Each returns 1 on success, as OpenSSL does. `out` has room for 32 bytes.
int openssl_sha256(const void *data, size_t count, unsigned char *out);
int openssl_hmac_sha256(const void *key, int key_count, const unsigned char *data, size_t count, unsigned char *out);
