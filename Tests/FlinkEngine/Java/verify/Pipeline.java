package verify;

import engine.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.operations.ModifyOperation;

/** A script, the messages that its source reads, and the results. */
final class Pipeline {
  /** By database: each script has its own, so that its tables can find their pipeline. */
  private static final Map<String, Pipeline> BY_DATABASE = new ConcurrentHashMap<>();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

  final String id;
  final String database;
  final String sql;
  final String zone;
  final List<Record> records;
  final List<ModifyOperation> inserts = new ArrayList<>();
  private final boolean isExecuted;
  private String refusal;
  private String death;
  /** The outcome of each message, by source. */
  private final Map<String, Map<Integer, Object>> outcomes = new ConcurrentHashMap<>();
  private final List<Object> rows = new ArrayList<>();
  /** The current message: a source and its sinks are one chain, so a thread writes rows of its last message. */
  private final ThreadLocal<Integer> current = new ThreadLocal<>();

  Pipeline(JsonNode request) {
    id = request.get("id").asText();
    // Realtime Compute replaces variables before Flink reads the script.
    sql = VARIABLE.matcher(request.get("sql").asText()).replaceAll("filled-in");
    zone = request.path("zone").asText("UTC");
    isExecuted = request.get("kind").asText().equals("pipeline");
    records = Record.of(request);
    database = "c" + BY_DATABASE.size();
    BY_DATABASE.put(database, this);
  }

  /** The pipeline whose script declares a table. */
  static Pipeline of(ObjectIdentifier table) {
    return BY_DATABASE.get(table.getDatabaseName());
  }

  /** Whether the script runs if Flink accepts it. */
  boolean isExecuted() {
    return isExecuted;
  }

  boolean isRunnable() {
    return isExecuted && refusal == null;
  }

  void refuse(Throwable error) {
    refusal = Failure.ofRequest(error).message();
  }

  void die(Throwable error) {
    death = Failure.ofRequest(error).message();
  }

  void forget() {
    outcomes.clear();
    rows.clear();
  }

  void start(int message) {
    current.set(message);
  }

  void note(String source, int message, Object outcome) {
    outcomes.computeIfAbsent(source, name -> new ConcurrentHashMap<>()).put(message, outcome);
  }

  /** Records a row; after a shuffle another thread than the source's writes it, and its message is not known. */
  synchronized void write(String table, String kind, List<Object> values) {
    int message = current.get() == null ? -1 : current.get();
    rows.add(Map.of("table", table, "message", message, "kind", kind, "row", values));
  }

  Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    if (refusal != null) answer.put("refused", refusal);
    if (death != null) answer.put("died", death);
    Map<String, Object> read = new LinkedHashMap<>();
    outcomes.forEach((source, ofSource) -> read.put(source, List.copyOf(new TreeMap<>(ofSource).values())));
    answer.put("read", read);
    answer.put("rows", rows);
    return answer;
  }
}
