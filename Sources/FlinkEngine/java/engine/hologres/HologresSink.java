package engine.hologres;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;

/** Creates the writers of a sink table. */
final class HologresSink implements Sink<RowData> {
  private final SinkSettings settings;

  HologresSink(SinkSettings settings) {
    this.settings = settings;
  }

  @Override
  public SinkWriter<RowData> createWriter(InitContext context) throws IOException {
    return new HologresWriter(settings, context.getProcessingTimeService(), context.metricGroup());
  }
}
