package engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** The Flink options of a job. */
final class JobOptions {
  /** Options that a newer version renamed, the older name first. */
  private static final List<List<String>> RENAMED =
      List.of(
          List.of("restart-strategy", "restart-strategy.type"),
          List.of("execution.savepoint.path", "execution.state-recovery.path"),
          List.of(
              "execution.savepoint.ignore-unclaimed-state", "execution.state-recovery.ignore-unclaimed-state"),
          List.of("execution.savepoint-restore-mode", "execution.state-recovery.claim-mode"),
          List.of("execution.checkpointing.unaligned", "execution.checkpointing.unaligned.enabled"),
          List.of("state.backend", "state.backend.type"),
          List.of("state.backend.incremental", "execution.checkpointing.incremental"),
          List.of("state.checkpoint-storage", "execution.checkpointing.storage"),
          List.of("state.checkpoints.dir", "execution.checkpointing.dir"),
          List.of("state.checkpoints.num-retained", "execution.checkpointing.num-retained"),
          List.of("state.savepoints.dir", "execution.checkpointing.savepoint-dir"),
          List.of("pipeline.operator-chaining", "pipeline.operator-chaining.enabled"));

  private JobOptions() {}

  /** Where state is kept, that it stays after a cancellation, and the options that the engine was started with. */
  static Map<String, String> defaults(Arguments arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("state.checkpoints.dir", arguments.folder("checkpoints"));
    options.put("state.savepoints.dir", arguments.folder("savepoints"));
    options.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    Map<String, String> all = withBothNames(options);
    all.putAll(withBothNames(arguments.flink()));
    return all;
  }

  /**
   * The options of a job.
   *
   * @param defaults options that the request can replace
   * @param request a request of the control API
   */
  static Configuration of(Map<String, String> defaults, JsonNode request) {
    Map<String, String> own = new LinkedHashMap<>();
    request
        .path("configuration")
        .fields()
        .forEachRemaining(entry -> own.put(entry.getKey(), entry.getValue().asText()));
    if (request.hasNonNull("name")) own.put("pipeline.name", request.get("name").asText());
    if (request.hasNonNull("jobId")) {
      own.put("$internal.pipeline.job-id", JobID.fromHexString(request.get("jobId").asText()).toHexString());
    }
    if (request.hasNonNull("savepoint")) own.put("execution.savepoint.path", request.get("savepoint").asText());
    if (request.hasNonNull("allowNonRestoredState")) {
      own.put("execution.savepoint.ignore-unclaimed-state", request.get("allowNonRestoredState").asText());
    }
    Map<String, String> all = new LinkedHashMap<>(defaults);
    all.putAll(withBothNames(own));
    return Configuration.fromMap(all);
  }

  /** Adds the other name of each renamed option, because a version knows only one of them. */
  static Map<String, String> withBothNames(Map<String, String> options) {
    Map<String, String> all = new LinkedHashMap<>(options);
    for (List<String> names : RENAMED) {
      String older = options.get(names.get(0));
      String newer = options.get(names.get(1));
      String value = newer == null ? older : newer;
      if (value != null) names.forEach(name -> all.put(name, value));
    }
    return all;
  }
}
