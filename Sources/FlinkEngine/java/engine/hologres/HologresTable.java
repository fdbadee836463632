package engine.hologres;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** The sink {@code hologres} of Realtime Compute, which writes into Postgres here. */
public final class HologresTable implements DynamicTableSinkFactory {
  private static final HologresOptions OPTIONS = HologresOptions.CURRENT;

  /** Creates the factory. */
  public HologresTable() {}

  @Override
  public String factoryIdentifier() {
    return "hologres";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return HologresOptions.required();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return OPTIONS.optional();
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    FactoryUtil.TableFactoryHelper helper =
        FactoryUtil.createTableFactoryHelper(this, withLowerCaseKeys(context));
    helper.validate();
    RowType type = (RowType) context.getPhysicalRowDataType().getLogicalType();
    type.getChildren().forEach(column -> check(column, true));
    return new Table(helper.getOptions(), type);
  }

  /** The connector ignores the case of keys, and documents some of them in mixed case. */
  private static Context withLowerCaseKeys(Context context) {
    Map<String, String> options = new HashMap<>();
    context.getCatalogTable().getOptions().forEach((key, value) -> options.put(key.toLowerCase(Locale.ROOT), value));
    return new FactoryUtil.DefaultDynamicTableContext(
        context.getObjectIdentifier(),
        context.getCatalogTable().copy(options),
        context.getEnrichmentOptions(),
        context.getConfiguration(),
        context.getClassLoader(),
        context.isTemporary());
  }

  private static void check(LogicalType type, boolean canBeArray) {
    LogicalTypeRoot root = type.getTypeRoot();
    boolean isArray = root == LogicalTypeRoot.ARRAY && canBeArray;
    boolean isRefused =
        switch (root) {
          case CHAR, ARRAY, MAP, MULTISET, ROW, TIMESTAMP_WITH_TIME_ZONE, STRUCTURED_TYPE, RAW, NULL -> !isArray;
          default -> false;
        };
    if (isRefused) throw new ValidationException("Hologres cannot store " + type.asSummaryString());
    if (isArray) check(type.getChildren().get(0), false);
  }

  /** A sink table. */
  private static final class Table implements DynamicTableSink {
    private final ReadableConfig options;
    private final RowType type;
    private final DeleteStrategy deletes;
    private final ConflictAction action;

    Table(ReadableConfig options, RowType type) {
      this.options = options;
      this.type = type;
      deletes = OPTIONS.deletes(options);
      action = ConflictAction.parse(OPTIONS.action.key(), options.get(OPTIONS.action));
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
      return deletes == DeleteStrategy.CHANGELOG_STANDARD ? ChangelogMode.all() : ChangelogMode.upsert();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
      HologresSink sink = new HologresSink(settings(context));
      Optional<Integer> parallelism = options.getOptional(FactoryUtil.SINK_PARALLELISM);
      return parallelism.isPresent() ? SinkV2Provider.of(sink, parallelism.get()) : SinkV2Provider.of(sink);
    }

    private SinkSettings settings(Context context) {
      // A name can be followed by that of a compute group, which Postgres does not have.
      String database = options.get(HologresOptions.DATABASE).split("@", 2)[0];
      return new SinkSettings(
          new SinkSettings.Connector(
              options.get(HologresOptions.ENDPOINT),
              database,
              options.get(HologresOptions.USER),
              options.get(HologresOptions.PASSWORD),
              options.get(HologresOptions.SSL_MODE)),
          options.get(HologresOptions.TABLE),
          type,
          options.get(OPTIONS.isPartial) ? TargetColumns.of(context) : null,
          action,
          deletes,
          options.get(OPTIONS.ignoresNull),
          options.get(OPTIONS.fillsNotNull),
          options.get(OPTIONS.removesZeros),
          options.get(OPTIONS.deduplicates),
          Math.toIntExact(options.get(OPTIONS.batchSize)),
          options.get(OPTIONS.flushMilliseconds));
    }

    @Override
    public DynamicTableSink copy() {
      return new Table(options, type);
    }

    @Override
    public String asSummaryString() {
      return "Hologres table " + options.get(HologresOptions.TABLE);
    }
  }
}
