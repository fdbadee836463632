package engine.hologres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that wait to be written together. At most one row and one deletion of a key are kept, merged as the connector
 * merges them. Deletions are written first.
 */
final class Batch {
  private final ConflictAction action;
  private final Map<List<Object>, Object[]> deletions = new LinkedHashMap<>();
  private final Map<List<Object>, Object[]> rows = new LinkedHashMap<>();
  private final List<Object[]> rowsWithoutKey = new ArrayList<>();
  private long changes;

  Batch(ConflictAction action) {
    this.action = action;
  }

  /** Adds a row to insert or update; the key is null if the row has none. */
  void add(List<Object> key, Object[] row) {
    changes++;
    if (key == null) {
      rowsWithoutKey.add(row);
      return;
    }
    Object[] earlier = rows.get(key);
    if (earlier == null) {
      rows.put(key, row);
      if (action == ConflictAction.INSERT_OR_REPLACE) deletions.remove(key);
    } else if (action == ConflictAction.INSERT_OR_REPLACE) {
      rows.put(key, row);
    } else if (action == ConflictAction.INSERT_OR_UPDATE) {
      for (int i = 0; i < row.length; i++) {
        if (row[i] != Rows.UNSET) earlier[i] = row[i];
      }
    }
  }

  /** Adds a deletion. */
  void delete(List<Object> key, Object[] row) {
    changes++;
    rows.remove(key);
    deletions.put(key, row);
  }

  /** Whether there is a row or a deletion with this key. */
  boolean contains(List<Object> key) {
    return key != null && (rows.containsKey(key) || deletions.containsKey(key));
  }

  /** The rows to delete. */
  Collection<Object[]> deletions() {
    return deletions.values();
  }

  /** The rows to insert or update. */
  Collection<Object[]> rows() {
    List<Object[]> all = new ArrayList<>(rows.values());
    all.addAll(rowsWithoutKey);
    return all;
  }

  /** The number of rows and deletions. */
  int size() {
    return deletions.size() + rows.size() + rowsWithoutKey.size();
  }

  /** The number of changes that were added, including those that later ones replaced. */
  long changes() {
    return changes;
  }

  void clear() {
    deletions.clear();
    rows.clear();
    rowsWithoutKey.clear();
    changes = 0;
  }
}
