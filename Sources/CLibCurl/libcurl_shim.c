#define CURL_DISABLE_DEPRECATION
#pragma GCC visibility push(hidden)
#include "libcurl_shim.h"
#pragma GCC visibility pop

#include <lazy_loading.h>

static const char *const names[] = {"libcurl.so.4", "libcurl.so", "libcurl.4.dylib", 0};
static struct lazy_library library = {names, "libcurl4", 0};

int libcurl_is_installed(void) { return lazy_library_is_installed(&library); }

#define FUNCTION(type, name, parameters, arguments) LAZY_FUNCTION(library, type, name, parameters, arguments)

FUNCTION(CURLcode, curl_global_init, (long flags), (flags))
FUNCTION(CURL *, curl_easy_init, (void), ())
FUNCTION(const char *, curl_easy_strerror, (CURLcode code), (code))
FUNCTION(CURLM *, curl_multi_init, (void), ())
FUNCTION(CURLMcode, curl_multi_cleanup, (CURLM * multi), (multi))
FUNCTION(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL *easy), (multi, easy))
FUNCTION(CURLMcode, curl_multi_remove_handle, (CURLM * multi, CURL *easy), (multi, easy))
FUNCTION(CURLMcode, curl_multi_perform, (CURLM * multi, int *running), (multi, running))
FUNCTION(CURLMcode, curl_multi_poll, (CURLM * multi, struct curl_waitfd fds[], unsigned int count, int timeout, int *ready),
         (multi, fds, count, timeout, ready))
FUNCTION(CURLMcode, curl_multi_wakeup, (CURLM * multi), (multi))
FUNCTION(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text), (list, text))
FUNCTION(time_t, curl_getdate, (const char *text, const time_t *unused), (text, unused))
LAZY_PROCEDURE(library, curl_easy_cleanup, (CURL * easy), (easy))
LAZY_PROCEDURE(library, curl_slist_free_all, (struct curl_slist * list), (list))

typedef CURLcode setopt_function(CURL *, CURLoption, ...);
typedef CURLcode getinfo_function(CURL *, CURLINFO, ...);
typedef CURLMcode multi_setopt_function(CURLM *, CURLMoption, ...);
typedef CURLMsg *info_read_function(CURLM *, int *);

static setopt_function *setopt(void) {
  static setopt_function *function;
  if (!function) function = (setopt_function *)lazy_symbol(&library, "curl_easy_setopt");
  return function;
}

CURLcode curl_shim_set_long(CURL *handle, CURLoption option, long value) { return setopt()(handle, option, value); }
CURLcode curl_shim_set_string(CURL *handle, CURLoption option, const char *value) {
  return setopt()(handle, option, value);
}
CURLcode curl_shim_set_pointer(CURL *handle, CURLoption option, void *value) { return setopt()(handle, option, value); }
CURLcode curl_shim_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return setopt()(handle, option, value);
}
CURLcode curl_shim_set_write(CURL *handle, CURLoption option, curl_shim_write value) {
  return setopt()(handle, option, value);
}

CURLcode curl_shim_set_protocols(CURL *handle, int allows_http) {
  CURLcode code = setopt()(handle, CURLOPT_PROTOCOLS_STR, allows_http ? "http,https" : "https");
  if (code != CURLE_UNKNOWN_OPTION) return code;
  // libcurl before 7.85, such as that of Ubuntu 22.04, takes a number only.
  return setopt()(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTPS | (allows_http ? CURLPROTO_HTTP : 0)));
}

CURLcode curl_shim_get_long(CURL *handle, CURLINFO info, long *value) {
  static getinfo_function *function;
  if (!function) function = (getinfo_function *)lazy_symbol(&library, "curl_easy_getinfo");
  return function(handle, info, value);
}

CURLMcode curl_shim_multi_set_long(CURLM *handle, CURLMoption option, long value) {
  return ((multi_setopt_function *)lazy_symbol(&library, "curl_multi_setopt"))(handle, option, value);
}

CURL *curl_shim_next_done(CURLM *multi, CURLcode *result) {
  static info_read_function *function;
  if (!function) function = (info_read_function *)lazy_symbol(&library, "curl_multi_info_read");
  int left;
  CURLMsg *message;
  while ((message = function(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return 0;
}
