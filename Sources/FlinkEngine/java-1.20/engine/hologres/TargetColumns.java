package engine.hologres;

import java.util.Arrays;
import org.apache.flink.table.connector.sink.DynamicTableSink;

/** The columns that an INSERT statement names. */
final class TargetColumns {
  private TargetColumns() {}

  /** The indexes of the columns; null if the statement names none. */
  static int[] of(DynamicTableSink.Context context) {
    // The path of a column has one step, because no column of Hologres is nested.
    return context
        .getTargetColumns()
        .map(paths -> Arrays.stream(paths).mapToInt(path -> path[0]).toArray())
        .orElse(null);
  }
}
