#pragma GCC visibility push(hidden)
#include "rdkafka_shim.h"
#pragma GCC visibility pop

#ifdef CRDKAFKA_IS_INSTALLED
#include <lazy_loading.h>

static const char *const names[] = {"librdkafka.so.1", "librdkafka.so", "librdkafka.1.dylib", 0};
static struct lazy_library library = {names, "librdkafka1", 0};

int rdkafka_is_installed(void) { return lazy_library_is_installed(&library); }

#define FUNCTION(type, name, parameters, arguments) LAZY_FUNCTION(library, type, name, parameters, arguments)
#define PROCEDURE(name, parameters, arguments) LAZY_PROCEDURE(library, name, parameters, arguments)

FUNCTION(rd_kafka_conf_t *, rd_kafka_conf_new, (void), ())
PROCEDURE(rd_kafka_conf_destroy, (rd_kafka_conf_t * conf), (conf))
FUNCTION(rd_kafka_conf_res_t, rd_kafka_conf_set,
         (rd_kafka_conf_t * conf, const char *name, const char *value, char *error, size_t size),
         (conf, name, value, error, size))
PROCEDURE(rd_kafka_conf_set_log_cb,
          (rd_kafka_conf_t * conf, void (*callback)(const rd_kafka_t *, int, const char *, const char *)),
          (conf, callback))
PROCEDURE(rd_kafka_conf_set_error_cb,
          (rd_kafka_conf_t * conf, void (*callback)(rd_kafka_t *, int, const char *, void *)), (conf, callback))
PROCEDURE(rd_kafka_conf_set_opaque, (rd_kafka_conf_t * conf, void *opaque), (conf, opaque))
FUNCTION(rd_kafka_t *, rd_kafka_new, (rd_kafka_type_t type, rd_kafka_conf_t *conf, char *error, size_t size),
         (type, conf, error, size))
PROCEDURE(rd_kafka_destroy, (rd_kafka_t * rk), (rk))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_poll_set_consumer, (rd_kafka_t * rk), (rk))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_consumer_close, (rd_kafka_t * rk), (rk))
FUNCTION(rd_kafka_message_t *, rd_kafka_consumer_poll, (rd_kafka_t * rk, int timeout), (rk, timeout))
PROCEDURE(rd_kafka_message_destroy, (rd_kafka_message_t * message), (message))
FUNCTION(int64_t, rd_kafka_message_timestamp,
         (const rd_kafka_message_t *message, rd_kafka_timestamp_type_t *type), (message, type))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_message_headers,
         (const rd_kafka_message_t *message, rd_kafka_headers_t **headers), (message, headers))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_header_get_all,
         (const rd_kafka_headers_t *headers, size_t index, const char **name, const void **value, size_t *size),
         (headers, index, name, value, size))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_fatal_error, (rd_kafka_t * rk, char *error, size_t size), (rk, error, size))
FUNCTION(const char *, rd_kafka_err2str, (rd_kafka_resp_err_t code), (code))
FUNCTION(rd_kafka_topic_t *, rd_kafka_topic_new, (rd_kafka_t * rk, const char *topic, rd_kafka_topic_conf_t *conf),
         (rk, topic, conf))
PROCEDURE(rd_kafka_topic_destroy, (rd_kafka_topic_t * topic), (topic))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_metadata,
         (rd_kafka_t * rk, int all, rd_kafka_topic_t *only, const struct rd_kafka_metadata **metadata, int timeout),
         (rk, all, only, metadata, timeout))
PROCEDURE(rd_kafka_metadata_destroy, (const struct rd_kafka_metadata *metadata), (metadata))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_query_watermark_offsets,
         (rd_kafka_t * rk, const char *topic, int32_t partition, int64_t *low, int64_t *high, int timeout),
         (rk, topic, partition, low, high, timeout))
FUNCTION(rd_kafka_topic_partition_list_t *, rd_kafka_topic_partition_list_new, (int size), (size))
PROCEDURE(rd_kafka_topic_partition_list_destroy, (rd_kafka_topic_partition_list_t * list), (list))
FUNCTION(rd_kafka_topic_partition_t *, rd_kafka_topic_partition_list_add,
         (rd_kafka_topic_partition_list_t * list, const char *topic, int32_t partition), (list, topic, partition))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_topic_partition_list_set_offset,
         (rd_kafka_topic_partition_list_t * list, const char *topic, int32_t partition, int64_t offset),
         (list, topic, partition, offset))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_assign, (rd_kafka_t * rk, const rd_kafka_topic_partition_list_t *list),
         (rk, list))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_pause_partitions,
         (rd_kafka_t * rk, rd_kafka_topic_partition_list_t *list), (rk, list))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_resume_partitions,
         (rd_kafka_t * rk, rd_kafka_topic_partition_list_t *list), (rk, list))
FUNCTION(rd_kafka_error_t *, rd_kafka_produceva, (rd_kafka_t * rk, const rd_kafka_vu_t *values, size_t count),
         (rk, values, count))
PROCEDURE(rd_kafka_error_destroy, (rd_kafka_error_t * error), (error))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_flush, (rd_kafka_t * rk, int timeout), (rk, timeout))
FUNCTION(rd_kafka_mock_cluster_t *, rd_kafka_mock_cluster_new, (rd_kafka_t * rk, int brokers), (rk, brokers))
PROCEDURE(rd_kafka_mock_cluster_destroy, (rd_kafka_mock_cluster_t * cluster), (cluster))
FUNCTION(const char *, rd_kafka_mock_cluster_bootstraps, (const rd_kafka_mock_cluster_t *cluster), (cluster))
FUNCTION(rd_kafka_resp_err_t, rd_kafka_mock_topic_create,
         (rd_kafka_mock_cluster_t * cluster, const char *topic, int partitions, int replication),
         (cluster, topic, partitions, replication))
PROCEDURE(rd_kafka_mock_topic_set_error,
          (rd_kafka_mock_cluster_t * cluster, const char *topic, rd_kafka_resp_err_t error), (cluster, topic, error))
PROCEDURE(rd_kafka_mock_push_request_errors_array,
          (rd_kafka_mock_cluster_t * cluster, int16_t api, size_t count, const rd_kafka_resp_err_t *errors),
          (cluster, api, count, errors))
#endif
