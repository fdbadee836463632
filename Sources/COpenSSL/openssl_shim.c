#include "openssl_shim.h"

#include <lazy_loading.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

static const char *const names[] = {"libcrypto.so.3", "libcrypto.so", "libcrypto.3.dylib", 0};
static struct lazy_library library = {names, "libssl3", 0};

int openssl_is_installed(void) { return lazy_library_is_installed(&library); }

typedef int digest_function(const void *, size_t, unsigned char *, unsigned int *, const EVP_MD *, ENGINE *);
typedef unsigned char *hmac_function(const EVP_MD *, const void *, int, const unsigned char *, size_t, unsigned char *,
                                     unsigned int *);
typedef const EVP_MD *sha256_function(void);

static const EVP_MD *sha256(void) {
  static sha256_function *function;
  if (!function) function = (sha256_function *)lazy_symbol(&library, "EVP_sha256");
  return function();
}

int openssl_sha256(const void *data, size_t count, unsigned char *out) {
  static digest_function *function;
  if (!function) function = (digest_function *)lazy_symbol(&library, "EVP_Digest");
  unsigned int written = 32;
  return function(data, count, out, &written, sha256(), 0);
}

int openssl_hmac_sha256(const void *key, int key_count, const unsigned char *data, size_t count, unsigned char *out) {
  static hmac_function *function;
  if (!function) function = (hmac_function *)lazy_symbol(&library, "HMAC");
  unsigned int written = 32;
  return function(sha256(), key, key_count, data, count, out, &written) != 0;
}
