package engine.hologres;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.factories.FactoryUtil;

/** The options of the Hologres connector in VVR 8 and in VVR 11, which renamed most of them. */
final class HologresOptions {
  static final ConfigOption<String> ENDPOINT = text("endpoint");
  static final ConfigOption<String> DATABASE = text("dbname");
  static final ConfigOption<String> TABLE = text("tablename");
  static final ConfigOption<String> USER = text("username");
  static final ConfigOption<String> PASSWORD = text("password");
  static final ConfigOption<String> SSL_MODE =
      ConfigOptions.key("connection.ssl.mode").stringType().defaultValue("disable");
  static final ConfigOption<String> DELETE_STRATEGY = text("sink.delete-strategy");

  /** The rows of a batch that are written at once, unless an option says otherwise. */
  private static final int BATCH_SIZE = 500;
  /** The connector waits for 10 s by default. A newcomer at the sandbox should not wait for the first rows. */
  private static final long FLUSH_MILLISECONDS = 200;

  private static final Set<String> COMMON = Set.of("connection.ssl.root-cert.location");

  /** Options of VVR 8 without effect here, in lower case. */
  private static final Set<String> ONLY_VVR_8 =
      Set.of(
          "aggressive.enabled", "bulkload", "connectionpoolname", "connectionsize", "createparttable",
          "fixedconnectionmode", "jdbcconnectionmaxidlems", "jdbccopywriteformat", "jdbcmetaautorefreshfactor",
          "jdbcmetacachettl", "jdbcretrycount", "jdbcretrysleepinitms", "jdbcretrysleepstepms",
          "jdbcwritebatchbytesize", "partitionrouter", "property-version", "sdkmode",
          "type-mapping.timestamp-converting.legacy", "userpcmode");

  /** Options of VVR 11 without effect here. */
  private static final Set<String> ONLY_VVR_11 =
      Set.of(
          "connection.fixed.enabled", "connection.max-idle-ms", "connection.pool.name", "connection.pool.size",
          "meta-cache-ttl-ms", "retry-count", "retry-sleep-step-ms", "sink.aggressive-flush.enabled",
          "sink.copy.format", "sink.create-missing-partition", "sink.insert.batch-byte-size", "sink.write-mode");

  /** The options of this engine. */
  static final HologresOptions CURRENT =
      System.getProperty("engine.family", "11").equals("8")
          ? new HologresOptions(
              ONLY_VVR_8,
              ConfigOptions.key("mutatetype").stringType().defaultValue("insertorignore"),
              flag("ignorenullwhenupdate", false),
              flag("jdbcenabledefaultfornotnullcolumn", true),
              flag("remove-u0000-in-text.enabled", false),
              flag("partial-insert.enabled", false),
              flag("deduplication.enabled", true),
              number("jdbcwritebatchsize", BATCH_SIZE),
              number("jdbcwriteflushinterval", FLUSH_MILLISECONDS),
              flag("ignoredelete", true))
          : new HologresOptions(
              ONLY_VVR_11,
              ConfigOptions.key("sink.on-conflict-action").stringType().defaultValue("INSERT_OR_UPDATE"),
              flag("sink.ignore-null-when-update.enabled", false),
              flag("sink.default-for-not-null-column.enabled", true),
              flag("sink.remove-u0000-in-text.enabled", true),
              flag("sink.partial-insert.enabled", false),
              flag("sink.deduplication.enabled", true),
              number("sink.insert.batch-size", BATCH_SIZE),
              number("sink.insert.flush-interval-ms", FLUSH_MILLISECONDS),
              null);

  final ConfigOption<String> action;
  final ConfigOption<Boolean> ignoresNull;
  final ConfigOption<Boolean> fillsNotNull;
  final ConfigOption<Boolean> removesZeros;
  final ConfigOption<Boolean> isPartial;
  final ConfigOption<Boolean> deduplicates;
  final ConfigOption<Long> batchSize;
  final ConfigOption<Long> flushMilliseconds;
  private final Set<String> withoutEffect;
  /** Whether deletions are ignored; null in VVR 11, which has only the strategy. */
  private final ConfigOption<Boolean> ignoresDelete;

  private HologresOptions(
      Set<String> withoutEffect,
      ConfigOption<String> action,
      ConfigOption<Boolean> ignoresNull,
      ConfigOption<Boolean> fillsNotNull,
      ConfigOption<Boolean> removesZeros,
      ConfigOption<Boolean> isPartial,
      ConfigOption<Boolean> deduplicates,
      ConfigOption<Long> batchSize,
      ConfigOption<Long> flushMilliseconds,
      ConfigOption<Boolean> ignoresDelete) {
    this.withoutEffect = withoutEffect;
    this.action = action;
    this.ignoresNull = ignoresNull;
    this.fillsNotNull = fillsNotNull;
    this.removesZeros = removesZeros;
    this.isPartial = isPartial;
    this.deduplicates = deduplicates;
    this.batchSize = batchSize;
    this.flushMilliseconds = flushMilliseconds;
    this.ignoresDelete = ignoresDelete;
  }

  /** The options that a table must have. */
  static Set<ConfigOption<?>> required() {
    return Set.of(ENDPOINT, DATABASE, TABLE, USER, PASSWORD);
  }

  /** The options that a table can have. */
  Set<ConfigOption<?>> optional() {
    Stream<ConfigOption<?>> read =
        Stream.of(
            SSL_MODE, DELETE_STRATEGY, FactoryUtil.SINK_PARALLELISM, action, ignoresNull, fillsNotNull, removesZeros,
            isPartial, deduplicates, batchSize, flushMilliseconds);
    Stream<ConfigOption<?>> accepted =
        Stream.concat(COMMON.stream(), withoutEffect.stream()).map(HologresOptions::text);
    Stream<ConfigOption<?>> old = ignoresDelete == null ? Stream.of() : Stream.of(ignoresDelete);
    return Stream.of(read, accepted, old).flatMap(options -> options).collect(Collectors.toSet());
  }

  /** What a table does with deletions. */
  DeleteStrategy deletes(ReadableConfig options) {
    String strategy = options.getOptional(DELETE_STRATEGY).orElse(null);
    if (strategy != null) return DeleteStrategy.parse(DELETE_STRATEGY.key(), strategy);
    if (ignoresDelete == null) return DeleteStrategy.CHANGELOG_STANDARD;
    return options.get(ignoresDelete) ? DeleteStrategy.IGNORE_DELETE : DeleteStrategy.DELETE_ROW_ON_PK;
  }

  private static ConfigOption<String> text(String key) {
    return ConfigOptions.key(key).stringType().noDefaultValue();
  }

  private static ConfigOption<Boolean> flag(String key, boolean value) {
    return ConfigOptions.key(key).booleanType().defaultValue(value);
  }

  private static ConfigOption<Long> number(String key, long value) {
    return ConfigOptions.key(key).longType().defaultValue(value);
  }
}
