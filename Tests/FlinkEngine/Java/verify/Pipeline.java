package verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.operations.ModifyOperation;

/** A script, the messages that its source will read, and what came of them. */
final class Pipeline {
  /** By database: each script has one of its own, which its tables tell when they are made. */
  static final Map<String, Pipeline> BY_DATABASE = new ConcurrentHashMap<>();

  final String id;
  final String database;
  final String sql;
  final String zone;
  final List<byte[]> messages;
  final List<ModifyOperation> inserts = new ArrayList<>();
  private final boolean isExecuted;
  private String refusal;
  private String death;
  private final Map<Integer, Object> outcomes = new ConcurrentHashMap<>();
  private final List<Object> rows = new ArrayList<>();
  /** The message that is on its way: source and sink are one chain, so what is written now came of it. */
  private volatile int current;

  Pipeline(JsonNode request) {
    id = request.get("id").asText();
    sql = request.get("sql").asText();
    zone = request.path("zone").asText("UTC");
    isExecuted = request.get("kind").asText().equals("pipeline");
    messages = Messages.of(request);
    database = "c" + BY_DATABASE.size();
    BY_DATABASE.put(database, this);
  }

  boolean isRunnable() {
    return isExecuted && refusal == null;
  }

  void refuse(Throwable error) {
    refusal = Messages.rootOf(error);
  }

  void die(Throwable error) {
    death = Messages.rootOf(error);
  }

  void forget() {
    outcomes.clear();
    rows.clear();
  }

  void start(int message) {
    current = message;
  }

  void note(int message, Object outcome) {
    outcomes.put(message, outcome);
  }

  synchronized void write(String kind, List<Object> values) {
    rows.add(Map.of("message", current, "kind", kind, "row", values));
  }

  Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    if (refusal != null) answer.put("refused", refusal);
    if (death != null) answer.put("died", death);
    List<Object> read = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) read.add(outcomes.get(i));
    answer.put("read", read);
    answer.put("rows", rows);
    return answer;
  }
}
