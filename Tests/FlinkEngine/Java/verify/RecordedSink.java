package verify;

import org.apache.flink.streaming.api.functions.sink.RichSinkFunction;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.logical.LogicalType;

/** A table of the Hologres connector that records its rows. */
final class RecordedSink implements DynamicTableSink {
  private final DynamicTableSink hologres;
  private final DynamicTableFactory.Context context;

  RecordedSink(DynamicTableSink hologres, DynamicTableFactory.Context context) {
    this.hologres = hologres;
    this.context = context;
  }

  @Override
  public ChangelogMode getChangelogMode(ChangelogMode requested) {
    return hologres.getChangelogMode(requested);
  }

  @Override
  public SinkRuntimeProvider getSinkRuntimeProvider(Context sink) {
    LogicalType type = context.getPhysicalRowDataType().getLogicalType();
    return SinkFunctionProvider.of(new Writer(type, context.getObjectIdentifier()), 1);
  }

  @Override
  public DynamicTableSink copy() {
    return new RecordedSink(hologres, context);
  }

  @Override
  public String asSummaryString() {
    return "rows of a case";
  }

  private static final class Writer extends RichSinkFunction<RowData> {
    private final LogicalType type;
    private final ObjectIdentifier table;

    Writer(LogicalType type, ObjectIdentifier table) {
      this.type = type;
      this.table = table;
    }

    @Override
    public void invoke(RowData row, Context context) {
      Pipeline.of(table).write(table.getObjectName(), row.getRowKind().shortString(), Values.of(row, type));
    }
  }
}
