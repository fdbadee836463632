package engine.hologres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that write rows into a target table. */
final class Statements {
  private final Connection connection;
  private final TargetTable table;
  private final ConflictAction action;
  /** Prepared statements by their text. */
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection, TargetTable table, ConflictAction action) {
    this.connection = connection;
    this.table = table;
    this.action = action;
  }

  /** The target table. */
  TargetTable table() {
    return table;
  }

  /** Deletes rows by their keys. */
  void delete(Collection<Object[]> rows) throws SQLException {
    if (rows.isEmpty()) return;
    int[] key = table.key();
    String condition = Arrays.stream(key).mapToObj(i -> quoted(i) + " = ?").collect(Collectors.joining(" AND "));
    PreparedStatement statement = prepare("DELETE FROM " + table.name() + " WHERE " + condition);
    for (Object[] row : rows) {
      for (int i = 0; i < key.length; i++) bind(statement, i + 1, row[key[i]], key[i]);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /** Inserts or updates rows. Rows that set the same columns share a statement. */
  void insert(Collection<Object[]> rows) throws SQLException {
    Map<String, PreparedStatement> used = new LinkedHashMap<>();
    for (Object[] row : rows) {
      String sql = insertion(row);
      PreparedStatement statement = used.get(sql);
      if (statement == null) used.put(sql, statement = prepare(sql));
      int parameter = 0;
      for (int i = 0; i < row.length; i++) {
        if (row[i] == Rows.UNSET || row[i] == Rows.DEFAULT) continue;
        bind(statement, ++parameter, row[i] instanceof Rows.OnInsert ? ((Rows.OnInsert) row[i]).value() : row[i], i);
      }
      statement.addBatch();
    }
    for (PreparedStatement statement : used.values()) statement.executeBatch();
  }

  private String insertion(Object[] row) {
    int[] set = IntStream.range(0, row.length).filter(i -> row[i] != Rows.UNSET).toArray();
    StringBuilder sql = new StringBuilder("INSERT INTO ").append(table.name());
    sql.append(Arrays.stream(set).mapToObj(this::quoted).collect(Collectors.joining(", ", " (", ")")));
    sql.append(
        Arrays.stream(set)
            .mapToObj(i -> row[i] == Rows.DEFAULT ? "DEFAULT" : "?")
            .collect(Collectors.joining(", ", " VALUES (", ")")));
    int[] key = table.key();
    if (key.length == 0) return sql.toString();
    sql.append(Arrays.stream(key).mapToObj(this::quoted).collect(Collectors.joining(", ", " ON CONFLICT (", ")")));
    List<String> updates =
        Arrays.stream(set)
            .filter(i -> !table.columns().get(i).isKey() && !(row[i] instanceof Rows.OnInsert))
            .mapToObj(i -> quoted(i) + " = EXCLUDED." + quoted(i))
            .toList();
    if (action == ConflictAction.INSERT_OR_IGNORE || updates.isEmpty()) return sql.append(" DO NOTHING").toString();
    return sql.append(" DO UPDATE SET ").append(String.join(", ", updates)).toString();
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) prepared.put(sql, statement = connection.prepareStatement(sql));
    return statement;
  }

  private void bind(PreparedStatement statement, int parameter, Object value, int column) throws SQLException {
    if (value == null) {
      statement.setNull(parameter, Types.NULL);
    } else if (value instanceof Converter.Elements) {
      // The name of an array's type is that of its elements after an underscore.
      String element = table.columns().get(column).type().substring(1);
      statement.setArray(parameter, connection.createArrayOf(element, ((Converter.Elements) value).values()));
    } else {
      statement.setObject(parameter, value);
    }
  }

  private String quoted(int column) {
    return TableName.quote(table.columns().get(column).name());
  }
}
