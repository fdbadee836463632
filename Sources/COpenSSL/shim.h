#pragma once
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stddef.h>

// Each returns 1 on success, as OpenSSL does. `out` has room for 32 bytes.
static inline int openssl_sha256(const void *data, size_t count, unsigned char *out) {
  unsigned int written = 32;
  return EVP_Digest(data, count, out, &written, EVP_sha256(), NULL);
}

static inline int openssl_hmac_sha256(const void *key, int key_count, const unsigned char *data, size_t count,
                                      unsigned char *out) {
  unsigned int written = 32;
  return HMAC(EVP_sha256(), key, key_count, data, count, out, &written) != NULL;
}
