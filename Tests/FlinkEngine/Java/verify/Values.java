package verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;

/** Flink's values as JSON without loss: binary fractions as their bits, decimals as text, times as numbers. */
final class Values {
  private Values() {}

  static List<Object> of(RowData row, LogicalType type) {
    List<Object> values = new ArrayList<>();
    List<LogicalType> types = type.getChildren();
    for (int i = 0; i < types.size(); i++) {
      values.add(of(RowData.createFieldGetter(types.get(i), i).getFieldOrNull(row), types.get(i)));
    }
    return values;
  }

  private static Object of(Object value, LogicalType type) {
    if (value == null) return null;
    switch (type.getTypeRoot()) {
      case BOOLEAN:
      case TINYINT:
      case SMALLINT:
      case INTEGER:
      case BIGINT:
      case DATE:
      case TIME_WITHOUT_TIME_ZONE:
      case BINARY:
      case VARBINARY:
        return value;
      case FLOAT:
        return String.format("%08x", Float.floatToIntBits((Float) value));
      case DOUBLE:
        return String.format("%016x", Double.doubleToLongBits((Double) value));
      case DECIMAL:
        return ((DecimalData) value).toBigDecimal().toPlainString();
      case TIMESTAMP_WITHOUT_TIME_ZONE:
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        TimestampData time = (TimestampData) value;
        return List.of(time.getMillisecond(), time.getNanoOfMillisecond());
      case ARRAY:
        return elements((ArrayData) value, type.getChildren().get(0));
      case MAP:
        return entries((MapData) value, type.getChildren());
      case ROW:
        return of((RowData) value, type);
      default:
        // Through UTF-8, as sinks send it.
        return new String(value.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
  }

  private static List<Object> elements(ArrayData array, LogicalType type) {
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) elements.add(of(getter.getElementOrNull(array, i), type));
    return elements;
  }

  private static List<Object> entries(MapData map, List<LogicalType> types) {
    List<Object> keys = elements(map.keyArray(), types.get(0));
    List<Object> values = elements(map.valueArray(), types.get(1));
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) entries.add(Arrays.asList(keys.get(i), values.get(i)));
    // A hash map has no order; the order of the bytes is the same everywhere.
    entries.sort((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)));
    return entries;
  }

  private static byte[] bytes(Object entry) {
    return String.valueOf(((List<?>) entry).get(0)).getBytes(StandardCharsets.UTF_8);
  }
}
