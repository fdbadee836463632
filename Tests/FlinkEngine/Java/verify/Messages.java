package verify;

import engine.Failure;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.util.Collector;

/** The messages of a case, and the outcome of each as the answer gives it. */
final class Messages {
  private Messages() {}

  static List<byte[]> of(JsonNode request) {
    List<byte[]> messages = new ArrayList<>();
    request.path("messages").forEach(text -> messages.add(Base64.getDecoder().decode(text.asText())));
    return messages;
  }

  static Object failed(Throwable error) {
    return Map.of("failed", Failure.ofRequest(error).message());
  }

  /** The changes of rows that a message contains; a message without changes counts as skipped. */
  static Object changes(List<RowData> rows, LogicalType type) {
    if (rows.isEmpty()) return Map.of("skipped", true);
    List<Object> changes = new ArrayList<>();
    for (RowData row : rows) changes.add(Map.of("kind", row.getRowKind().shortString(), "row", Values.of(row, type)));
    return Map.of("changes", changes);
  }

  /** Collects the rows that a reader returns for one message. */
  record Rows(List<RowData> list) implements Collector<RowData> {
    Rows() {
      this(new ArrayList<>());
    }

    @Override
    public void collect(RowData row) {
      if (row != null) list.add(row);
    }

    @Override
    public void close() {}
  }
}
