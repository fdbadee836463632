package verify;

import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.streaming.api.functions.source.RichSourceFunction;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** Gives the reader one message after the other; a message that would stop the job is recorded and skipped. */
final class MessageSource extends RichSourceFunction<RowData> {
  private final DeserializationSchema<RowData> schema;
  private final LogicalType type;
  private final ObjectIdentifier table;
  private final String topic;
  private final List<String> metadata;

  /**
   * @param type the type of the columns that the format reads
   * @param metadata the keys of the metadata columns, which come after those
   */
  MessageSource(
      DeserializationSchema<RowData> schema,
      LogicalType type,
      ObjectIdentifier table,
      String topic,
      List<String> metadata) {
    this.schema = schema;
    this.type = type;
    this.table = table;
    this.topic = topic;
    this.metadata = metadata;
  }

  @Override
  public void run(SourceContext<RowData> context) throws Exception {
    schema.open(new ReaderContext(getRuntimeContext().getMetricGroup()));
    Pipeline pipeline = Pipeline.of(table);
    for (int i = 0; i < pipeline.records.size(); i++) {
      Record record = pipeline.records.get(i);
      Messages.Rows rows = new Messages.Rows();
      try {
        schema.deserialize(record.value(), rows);
      } catch (Throwable error) {
        pipeline.note(table.getObjectName(), i, Messages.failed(error));
        continue;
      }
      pipeline.note(table.getObjectName(), i, Messages.changes(rows.list(), type));
      pipeline.start(i);
      for (RowData row : rows.list()) context.collect(withMetadata((GenericRowData) row, record));
    }
  }

  private RowData withMetadata(GenericRowData row, Record record) {
    GenericRowData whole = new GenericRowData(row.getRowKind(), row.getArity() + metadata.size());
    for (int i = 0; i < row.getArity(); i++) whole.setField(i, row.getField(i));
    for (int i = 0; i < metadata.size(); i++) {
      whole.setField(row.getArity() + i, record.metadata(metadata.get(i), topic));
    }
    return whole;
  }

  @Override
  public void cancel() {}
}
