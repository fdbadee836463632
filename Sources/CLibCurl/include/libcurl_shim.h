#pragma once

// The functions are defined in libcurl_shim.c, which loads the library when the first one is called.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// Whether the library can be loaded, as 1 or 0. All other functions end the program if it cannot.
int libcurl_is_installed(void);

typedef size_t (*curl_shim_write)(char *data, size_t size, size_t count, void *context);

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift does not import: one function for each type.
CURLcode curl_shim_set_long(CURL *handle, CURLoption option, long value);
CURLcode curl_shim_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode curl_shim_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode curl_shim_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode curl_shim_set_write(CURL *handle, CURLoption option, curl_shim_write value);
// Allows HTTPS, and plain HTTP too if `allows_http` is not 0.
CURLcode curl_shim_set_protocols(CURL *handle, int allows_http);
CURLcode curl_shim_get_long(CURL *handle, CURLINFO info, long *value);
CURLMcode curl_shim_multi_set_long(CURLM *handle, CURLMoption option, long value);

// The next transfer that has ended and its result, or null: CURLMsg with its union flattened.
CURL *curl_shim_next_done(CURLM *multi, CURLcode *result);
