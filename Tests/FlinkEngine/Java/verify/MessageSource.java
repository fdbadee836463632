package verify;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.streaming.api.functions.source.RichSourceFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.util.Collector;

/** Gives the reader one message after the other; what a job would die of is noted, and the next one follows. */
final class MessageSource extends RichSourceFunction<RowData> {
  private final DeserializationSchema<RowData> schema;
  private final LogicalType type;
  private final String database;

  MessageSource(DeserializationSchema<RowData> schema, LogicalType type, String database) {
    this.schema = schema;
    this.type = type;
    this.database = database;
  }

  @Override
  public void run(SourceContext<RowData> context) throws Exception {
    schema.open(new ReaderContext(getRuntimeContext().getMetricGroup()));
    Pipeline pipeline = Pipeline.BY_DATABASE.get(database);
    for (int i = 0; i < pipeline.messages.size(); i++) {
      List<RowData> rows = new ArrayList<>();
      try {
        schema.deserialize(pipeline.messages.get(i), new Rows(rows));
      } catch (Throwable error) {
        pipeline.note(i, Messages.failed(error));
        continue;
      }
      List<Object> values = new ArrayList<>();
      for (RowData row : rows) values.add(Values.of(row, type));
      pipeline.note(i, rows.size() == 1 ? Messages.row(Values.of(rows.get(0), type)) : several(values));
      pipeline.start(i);
      rows.forEach(context::collect);
    }
  }

  private static Object several(List<Object> rows) {
    return rows.isEmpty() ? Messages.skipped() : java.util.Map.of("rows", rows);
  }

  @Override
  public void cancel() {}

  private record Rows(List<RowData> list) implements Collector<RowData> {
    @Override
    public void collect(RowData row) {
      if (row != null) list.add(row);
    }

    @Override
    public void close() {}
  }
}
