package verify;

import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.module.Module;

/**
 * Lets the engine's connectors check each table, and replaces those of a script that runs: the source reads the
 * messages of the case, and the sink records the rows.
 */
final class RecordedTables implements Module, DynamicTableSourceFactory, DynamicTableSinkFactory {
  @Override
  public Optional<DynamicTableSourceFactory> getTableSourceFactory() {
    return Optional.of(this);
  }

  @Override
  public Optional<DynamicTableSinkFactory> getTableSinkFactory() {
    return Optional.of(this);
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    DynamicTableSource checked =
        FactoryUtil.createDynamicTableSource(
            null,
            context.getObjectIdentifier(),
            context.getCatalogTable(),
            context.getEnrichmentOptions(),
            context.getConfiguration(),
            context.getClassLoader(),
            context.isTemporary());
    return Pipeline.of(context.getObjectIdentifier()).isExecuted() ? new RecordedSource(checked, context) : checked;
  }

  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    DynamicTableSink checked =
        FactoryUtil.createDynamicTableSink(
            null,
            context.getObjectIdentifier(),
            context.getCatalogTable(),
            context.getEnrichmentOptions(),
            context.getConfiguration(),
            context.getClassLoader(),
            context.isTemporary());
    return Pipeline.of(context.getObjectIdentifier()).isExecuted() ? new RecordedSink(checked, context) : checked;
  }

  @Override
  public String factoryIdentifier() {
    return "recorded";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }
}
