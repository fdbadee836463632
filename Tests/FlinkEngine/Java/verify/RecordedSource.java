package verify;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.streaming.connectors.kafka.table.KafkaConnectorOptions;
import org.apache.flink.streaming.connectors.kafka.table.KafkaDynamicTableFactory;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceFunctionProvider;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;

/** A table of the Kafka connector that reads the messages of the case. */
final class RecordedSource implements ScanTableSource, SupportsReadingMetadata {
  private final DynamicTableSource kafka;
  private final DynamicTableFactory.Context context;
  private List<String> metadata = List.of();

  RecordedSource(DynamicTableSource kafka, DynamicTableFactory.Context context) {
    this.kafka = kafka;
    this.context = context;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ((ScanTableSource) kafka).getChangelogMode();
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext scan) {
    DataType type = context.getPhysicalRowDataType();
    return SourceFunctionProvider.of(
        new MessageSource(
            format().createRuntimeDecoder(scan, type),
            type.getLogicalType(),
            context.getObjectIdentifier(),
            context.getCatalogTable().getOptions().get("topic"),
            metadata),
        true);
  }

  /** The format of values, which is not accessible in the connector's own table. */
  private DecodingFormat<DeserializationSchema<RowData>> format() {
    FactoryUtil.TableFactoryHelper helper =
        FactoryUtil.createTableFactoryHelper(new KafkaDynamicTableFactory(), context);
    return helper
        .discoverOptionalDecodingFormat(DeserializationFormatFactory.class, FactoryUtil.FORMAT)
        .orElseGet(
            () ->
                helper.discoverDecodingFormat(DeserializationFormatFactory.class, KafkaConnectorOptions.VALUE_FORMAT));
  }

  @Override
  public Map<String, DataType> listReadableMetadata() {
    return ((SupportsReadingMetadata) kafka).listReadableMetadata();
  }

  @Override
  public void applyReadableMetadata(List<String> keys, DataType produced) {
    metadata = List.copyOf(keys);
  }

  @Override
  public DynamicTableSource copy() {
    RecordedSource copy = new RecordedSource(kafka, context);
    copy.metadata = metadata;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return "messages of a case";
  }
}
