package engine.hologres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** Turns rows of the sink table into rows of the target table: one value for each column of the latter. */
final class Rows {
  /** Stands for a column that is left as it is, or gets its default value in a new row. */
  static final Object UNSET = new Object();
  /** Stands for the default value that the database knows. */
  static final Object DEFAULT = new Object();

  /** A value that only a new row gets. */
  record OnInsert(Object value) {}

  private final SinkSettings settings;
  private final TargetTable table;
  private final Field[] fields;
  private final int[] key;

  /** A column of the sink table that is written, and the index of its column in the target table. */
  private record Field(RowData.FieldGetter getter, Converter converter, int target) {}

  /**
   * @throws HologresException if the columns of the tables do not fit
   */
  Rows(SinkSettings settings, TargetTable table) throws HologresException {
    this.settings = settings;
    this.table = table;
    int[] written = settings.written();
    int count = written == null ? settings.type().getFieldCount() : written.length;
    fields = new Field[count];
    for (int i = 0; i < count; i++) fields[i] = field(written == null ? i : written[i]);
    key = table.key();
    for (int index : key) {
      TargetTable.Column column = table.columns().get(index);
      // The database numbers the rows of a serial column by itself, so each of them is new.
      if (column.isSerial() || Arrays.stream(fields).anyMatch(field -> field.target == index)) continue;
      throw new HologresException(
          "Primary key column " + column.name() + " of table " + settings.table() + " is not written");
    }
  }

  private Field field(int index) throws HologresException {
    String name = settings.type().getFieldNames().get(index);
    LogicalType type = settings.type().getTypeAt(index);
    int target = table.indexOf(name);
    if (target < 0) throw new HologresException("Table " + settings.table() + " does not have a column " + name);
    String targetType = table.columns().get(target).type();
    if (!ColumnTypes.matches(type, targetType)) {
      throw new HologresException(
          "Column " + name + " of table " + settings.table() + ": type " + type.asSummaryString()
              + " of Flink does not match type " + targetType + " of Hologres");
    }
    return new Field(
        RowData.createFieldGetter(type, index), Converter.of(type, settings.removesZeros()), target);
  }

  /** A row to insert or update. */
  Object[] written(RowData row) {
    Object[] values = unset();
    boolean keepsOld = settings.ignoresNull() && settings.action() == ConflictAction.INSERT_OR_UPDATE;
    for (Field field : fields) {
      Object value = field.getter.getFieldOrNull(row);
      if (value != null) values[field.target] = field.converter.convert(value);
      else if (!keepsOld) values[field.target] = null;
    }
    return values;
  }

  /** A row of which only the key matters. */
  Object[] key(RowData row) {
    Object[] values = unset();
    for (Field field : fields) {
      if (!table.columns().get(field.target).isKey()) continue;
      Object value = field.getter.getFieldOrNull(row);
      values[field.target] = value == null ? null : field.converter.convert(value);
    }
    return values;
  }

  /** The row that a deletion leaves with the strategy {@link DeleteStrategy#NON_PK_FIELD_TO_NULL}. */
  Object[] emptied(RowData row) {
    Object[] values = key(row);
    for (Field field : fields) {
      if (values[field.target] == UNSET) values[field.target] = null;
    }
    return values;
  }

  private Object[] unset() {
    Object[] values = new Object[table.columns().size()];
    Arrays.fill(values, UNSET);
    return values;
  }

  /** Completes a row as the connector does, before it is written. */
  void complete(Object[] values) {
    boolean isUpdate = settings.action() == ConflictAction.INSERT_OR_UPDATE;
    for (int i = 0; i < values.length; i++) {
      TargetTable.Column column = table.columns().get(i);
      if (values[i] == UNSET && !column.isSerial()) values[i] = isUpdate ? onInsert(column) : null;
      if (values[i] == null && column.isNotNull()) values[i] = instead(column);
    }
  }

  private Object onInsert(TargetTable.Column column) {
    if (!column.isNotNull() || column.hasDefault()) return UNSET;
    Object value = instead(column);
    return value == null ? UNSET : new OnInsert(value);
  }

  /** What a NOT NULL column gets instead of NULL. */
  private Object instead(TargetTable.Column column) {
    if (column.hasDefault()) return DEFAULT;
    return settings.fillsNotNull() ? ColumnTypes.valueForNotNull(column.type()) : null;
  }

  /** The values of the primary key, which identify a row; null if nothing does. */
  List<Object> keyOf(Object[] values) {
    if (key.length == 0) return null;
    List<Object> parts = new ArrayList<>(key.length);
    for (int index : key) {
      if (values[index] == UNSET) return null;
      parts.add(values[index]);
    }
    return parts;
  }
}
