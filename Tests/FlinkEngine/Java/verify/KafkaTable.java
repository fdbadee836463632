package verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceFunctionProvider;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.RowKind;

/** Replaces the Kafka source of Realtime Compute: its options and metadata, Flink's formats, messages of the case. */
public final class KafkaTable implements DynamicTableSourceFactory {
  @Override
  public String factoryIdentifier() {
    return "kafka";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Options.set("properties.bootstrap.servers");
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> options = Options.kafka();
    options.add(FactoryUtil.FORMAT);
    return options;
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    DecodingFormat<DeserializationSchema<RowData>> format =
        helper
            .discoverOptionalDecodingFormat(DeserializationFormatFactory.class, FactoryUtil.FORMAT)
            .orElseGet(() -> helper.discoverDecodingFormat(DeserializationFormatFactory.class, VALUE_FORMAT));
    helper.validateExcept("properties.");
    Map<String, String> options = context.getCatalogTable().getOptions();
    String mode = options.getOrDefault("scan.startup.mode", "group-offsets");
    if (!MODES.contains(mode)) throw new ValidationException("no such scan.startup.mode: " + mode);
    if (options.containsKey("topic") == options.containsKey("topic-pattern")) {
      throw new ValidationException("exactly one of topic and topic-pattern is needed");
    }
    if (mode.equals("timestamp") != options.containsKey("scan.startup.timestamp-millis")) {
      throw new ValidationException("scan.startup.timestamp-millis goes with the mode timestamp, and only with it");
    }
    if (!format.getChangelogMode().contains(RowKind.DELETE)
        && context.getCatalogTable().getUnresolvedSchema().getPrimaryKey().isPresent()) {
      throw new ValidationException("a source that only inserts cannot have a primary key");
    }
    return new Source(format, context.getPhysicalRowDataType(), context.getObjectIdentifier(), options.get("topic"));
  }

  private static final ConfigOption<String> VALUE_FORMAT =
      ConfigOptions.key("value.format").stringType().noDefaultValue();
  private static final List<String> MODES =
      List.of("earliest-offset", "latest-offset", "group-offsets", "timestamp", "specific-offsets");

  private static final class Source implements ScanTableSource, SupportsReadingMetadata {
    private final DecodingFormat<DeserializationSchema<RowData>> format;
    private final DataType type;
    private final ObjectIdentifier table;
    private final String topic;
    private List<String> metadata = List.of();

    Source(
        DecodingFormat<DeserializationSchema<RowData>> format, DataType type, ObjectIdentifier table, String topic) {
      this.format = format;
      this.type = type;
      this.table = table;
      this.topic = topic;
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return format.getChangelogMode();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
      return SourceFunctionProvider.of(
          new MessageSource(
              format.createRuntimeDecoder(context, type),
              type.getLogicalType(),
              table.getDatabaseName(),
              table.getObjectName(),
              topic,
              metadata),
          true);
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
      Map<String, DataType> metadata = new LinkedHashMap<>();
      format.listReadableMetadata().forEach((key, value) -> metadata.put("value." + key, value));
      metadata.put("topic", DataTypes.STRING().notNull());
      metadata.put("partition", DataTypes.INT().notNull());
      metadata.put("headers", DataTypes.MAP(DataTypes.STRING().nullable(), DataTypes.BYTES().nullable()).notNull());
      metadata.put("leader-epoch", DataTypes.INT().nullable());
      metadata.put("offset", DataTypes.BIGINT().notNull());
      metadata.put("timestamp", DataTypes.TIMESTAMP_WITH_LOCAL_TIME_ZONE(3).notNull());
      metadata.put("timestamp-type", DataTypes.STRING().notNull());
      return metadata;
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType produced) {
      metadata = List.copyOf(keys);
    }

    @Override
    public DynamicTableSource copy() {
      Source copy = new Source(format, type, table, topic);
      copy.metadata = metadata;
      return copy;
    }

    @Override
    public String asSummaryString() {
      return "messages of a case";
    }
  }
}
