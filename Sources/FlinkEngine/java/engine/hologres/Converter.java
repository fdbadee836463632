package engine.hologres;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;

/** Converts a value of Flink to a value of the database driver. */
interface Converter {
  /** Converts a value that is not null. */
  Object convert(Object value);

  /** The elements of an array. The driver needs a connection to make an array of them. */
  record Elements(Object[] values) {}

  /**
   * The converter of a type.
   *
   * @param removesZeros whether U+0000 is removed from text, which Postgres cannot store
   */
  static Converter of(LogicalType type, boolean removesZeros) {
    switch (type.getTypeRoot()) {
      case VARCHAR:
        return removesZeros ? value -> value.toString().replace("\u0000", "") : Object::toString;
      case TINYINT:
        return value -> ((Byte) value).shortValue();
      case DECIMAL:
        return value -> ((DecimalData) value).toBigDecimal();
      case DATE:
        return value -> LocalDate.ofEpochDay((Integer) value);
      case TIME_WITHOUT_TIME_ZONE:
        return value -> LocalTime.ofNanoOfDay((Integer) value * 1_000_000L);
      case TIMESTAMP_WITHOUT_TIME_ZONE:
        return value -> ((TimestampData) value).toLocalDateTime();
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
        return value -> ((TimestampData) value).toInstant().atOffset(ZoneOffset.UTC);
      case ARRAY:
        return array(type.getChildren().get(0), removesZeros);
      default:
        return value -> value;
    }
  }

  private static Converter array(LogicalType type, boolean removesZeros) {
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
    Converter converter = of(type, removesZeros);
    return value -> {
      ArrayData array = (ArrayData) value;
      Object[] elements = new Object[array.size()];
      for (int i = 0; i < elements.length; i++) {
        Object element = getter.getElementOrNull(array, i);
        elements[i] = element == null ? null : converter.convert(element);
      }
      return new Elements(elements);
    };
  }
}
