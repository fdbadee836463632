package verify;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Replaces the Hologres sink of Realtime Compute: it checks options and types, and records the rows. */
public final class HologresTable implements DynamicTableSinkFactory {
  private static final List<String> REQUIRED = List.of("endpoint", "dbname", "tablename", "username", "password");

  @Override
  public String factoryIdentifier() {
    return "hologres";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Options.hologres();
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    // The connector ignores case in its keys, so the engine's own check is too strict.
    Map<String, String> options = new HashMap<>();
    context.getCatalogTable().getOptions().forEach((key, value) -> options.put(key.toLowerCase(Locale.ROOT), value));
    for (String key : REQUIRED) {
      if (options.remove(key) == null) throw new ValidationException("the option " + key + " is missing");
    }
    options.remove("connector");
    for (ConfigOption<?> option : Options.hologres()) options.remove(option.key());
    if (!options.isEmpty()) throw new ValidationException("unknown options: " + options.keySet());
    LogicalType type = context.getPhysicalRowDataType().getLogicalType();
    type.getChildren().forEach(column -> check(column, true));
    return new Sink(type, context.getObjectIdentifier());
  }

  private static void check(LogicalType type, boolean mayBeArray) {
    LogicalTypeRoot root = type.getTypeRoot();
    boolean isArray = root == LogicalTypeRoot.ARRAY && mayBeArray;
    boolean isRefused =
        switch (root) {
          case CHAR, ARRAY, MAP, MULTISET, ROW, TIMESTAMP_WITH_TIME_ZONE, STRUCTURED_TYPE, RAW, NULL -> !isArray;
          default -> false;
        };
    if (isRefused) throw new ValidationException("Hologres cannot store " + type.asSummaryString());
    if (isArray) check(type.getChildren().get(0), false);
  }

  private static final class Sink implements DynamicTableSink {
    private final LogicalType type;
    private final ObjectIdentifier table;

    Sink(LogicalType type, ObjectIdentifier table) {
      this.type = type;
      this.table = table;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
      return ChangelogMode.upsert();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
      return SinkFunctionProvider.of(new Writer(type, table.getDatabaseName(), table.getObjectName()), 1);
    }

    @Override
    public DynamicTableSink copy() {
      return new Sink(type, table);
    }

    @Override
    public String asSummaryString() {
      return "rows of a case";
    }
  }

  private static final class Writer extends RichSinkFunction<RowData> {
    private final LogicalType type;
    private final String database;
    private final String table;

    Writer(LogicalType type, String database, String table) {
      this.type = type;
      this.database = database;
      this.table = table;
    }

    @Override
    public void invoke(RowData row, Context context) {
      Pipeline.BY_DATABASE.get(database).write(table, row.getRowKind().shortString(), Values.of(row, type));
    }
  }
}
