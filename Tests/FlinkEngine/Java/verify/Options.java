package verify;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The documented options of the connectors of Realtime Compute; all others are refused. */
final class Options {
  /** Whether the engine is VVR 11, whose Hologres connector has new names for its options. */
  static final boolean IS_VVR_11 = System.getProperty("verify.family", "11").equals("11");

  private Options() {}

  static Set<ConfigOption<?>> set(String... keys) {
    return Arrays.stream(keys)
        .map(key -> ConfigOptions.key(key).stringType().noDefaultValue())
        .collect(Collectors.toSet());
  }

  static Set<ConfigOption<?>> kafka() {
    return set(
        "topic", "topic-pattern", "properties.bootstrap.servers", "value.format", "key.format", "key.fields",
        "key.fields-prefix", "value.fields-include", "value.fields-prefix", "scan.startup.mode",
        "scan.startup.timestamp-millis", "scan.startup.specific-offsets", "scan.bounded.mode",
        "scan.bounded.specific-offsets", "scan.bounded.timestamp-millis", "scan.topic-partition-discovery.interval",
        "scan.header-filter", "scan.check.duplicated.group.id");
  }

  static Set<ConfigOption<?>> hologres() {
    return IS_VVR_11
        ? set(
            "connection.ssl.mode", "connection.ssl.root-cert.location", "connection.pool.size", "connection.pool.name",
            "connection.fixed.enabled", "retry-count", "retry-sleep-step-ms", "meta-cache-ttl-ms", "sink.write-mode",
            "sink.on-conflict-action", "sink.create-missing-partition", "sink.delete-strategy",
            "sink.ignore-null-when-update.enabled", "sink.default-for-not-null-column.enabled",
            "sink.remove-u0000-in-text.enabled", "sink.partial-insert.enabled", "sink.deduplication.enabled",
            "sink.aggressive-flush.enabled", "sink.insert.batch-size", "sink.insert.batch-byte-size",
            "sink.insert.flush-interval-ms", "sink.insert.check-and-put.column", "sink.copy.format")
        : set(
            "connection.ssl.mode", "connection.ssl.root-cert.location", "sdkmode", "bulkload", "userpcmode",
            "mutatetype", "partitionrouter", "createparttable", "ignoredelete", "sink.delete-strategy",
            "connectionsize", "connectionpoolname", "jdbcwritebatchsize", "jdbcwritebatchbytesize",
            "jdbcwriteflushinterval", "ignorenullwhenupdate", "jdbcenabledefaultfornotnullcolumn",
            "remove-u0000-in-text.enabled", "partial-insert.enabled", "deduplication.enabled", "aggressive.enabled",
            "jdbcretrycount", "jdbcretrysleepinitms", "jdbcretrysleepstepms", "jdbcconnectionmaxidlems",
            "jdbcmetacachettl", "jdbcmetaautorefreshfactor", "type-mapping.timestamp-converting.legacy",
            "property-version", "fixedconnectionmode", "jdbccopywriteformat");
  }
}
