package verify;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/** The environment of a reader. */
final class ReaderContext implements DeserializationSchema.InitializationContext {
  private final MetricGroup metrics;

  ReaderContext(MetricGroup metrics) {
    this.metrics = metrics;
  }

  @Override
  public MetricGroup getMetricGroup() {
    return metrics;
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    return SimpleUserCodeClassLoader.create(ReaderContext.class.getClassLoader());
  }
}
