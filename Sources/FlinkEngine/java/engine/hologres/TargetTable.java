package engine.hologres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The target table as the database describes it.
 *
 * @param name its name, with quotes
 * @param columns its columns, without generated ones
 */
record TargetTable(String name, List<Column> columns) {
  private static final String QUERY =
      "select a.attname, t.typname, a.attnotnull, a.atthasdef, a.attidentity <> '' or coalesce(pg_get_expr(d.adbin,"
          + " d.adrelid) like 'nextval(%', false), coalesce(k.position, 0) from pg_catalog.pg_attribute a join"
          + " pg_catalog.pg_type t on t.oid = a.atttypid left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid"
          + " and d.adnum = a.attnum left join (select i.indrelid, key.number, key.position from pg_catalog.pg_index i"
          + " cross join lateral unnest(i.indkey::int2[]) with ordinality as key (number, position) where"
          + " i.indisprimary) k on k.indrelid = a.attrelid and k.number = a.attnum where a.attrelid = ?::regclass and"
          + " a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum";

  /**
   * A column.
   *
   * @param type the name of its type, such as {@code int8}, or {@code _text} for an array
   * @param isNotNull whether it is NOT NULL
   * @param hasDefault whether it has a default value
   * @param isSerial whether the database numbers it
   * @param keyPosition its position in the primary key, from 1; 0 if it is not part of it
   */
  record Column(
      String name, String type, boolean isNotNull, boolean hasDefault, boolean isSerial, int keyPosition) {
    boolean isKey() {
      return keyPosition > 0;
    }
  }

  /**
   * Reads the description of a table.
   *
   * @param name its name, with quotes
   */
  static TargetTable read(Connection connection, String name) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          columns.add(
              new Column(
                  row.getString(1),
                  row.getString(2),
                  row.getBoolean(3),
                  row.getBoolean(4),
                  row.getBoolean(5),
                  row.getInt(6)));
        }
      }
    }
    return new TargetTable(name, columns);
  }

  /** The index of a column; -1 if there is none of that name. */
  int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name.equals(column)) return i;
    }
    return -1;
  }

  /** The indexes of the primary key's columns, in its order. */
  int[] key() {
    return IntStream.range(0, columns.size())
        .boxed()
        .filter(index -> columns.get(index).isKey())
        .sorted(Comparator.comparingInt(index -> columns.get(index).keyPosition))
        .mapToInt(index -> index)
        .toArray();
  }
}
