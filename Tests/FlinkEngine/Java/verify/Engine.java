package verify;

import engine.Plan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.ModifyOperation;

/** The planner, and a cluster in this process. */
final class Engine {
  private final TableEnvironmentInternal environment;

  Engine() {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    environment =
        (TableEnvironmentInternal)
            TableEnvironment.create(
                EnvironmentSettings.newInstance().withConfiguration(configuration).inStreamingMode().build());
    environment.loadModule("recorded", new RecordedTables());
  }

  /** Parses, declares and plans; the pipeline records what the engine refuses. */
  void plan(Pipeline pipeline) {
    try {
      environment.getConfig().setLocalTimeZone(ZoneId.of(pipeline.zone));
      environment.executeSql("CREATE DATABASE " + pipeline.database);
      environment.executeSql("USE " + pipeline.database);
      Plan plan = new Plan(environment, pipeline.sql);
      plan.declare();
      pipeline.inserts.addAll(plan.inserts());
      plan.check();
    } catch (Throwable error) {
      pipeline.refuse(error);
    }
  }

  /** Runs all pipelines with one session time zone as one job, since a job takes a second. */
  void run(List<Pipeline> pipelines) {
    Map<String, List<Pipeline>> byZone = new LinkedHashMap<>();
    for (Pipeline pipeline : pipelines) byZone.computeIfAbsent(pipeline.zone, zone -> new ArrayList<>()).add(pipeline);
    byZone.forEach(
        (zone, ofZone) -> {
          environment.getConfig().setLocalTimeZone(ZoneId.of(zone));
          runAsOne(ofZone);
        });
  }

  /** Runs pipelines as one job, and halves a job that fails until only the failing pipeline is left. */
  private void runAsOne(List<Pipeline> pipelines) {
    List<ModifyOperation> inserts = new ArrayList<>();
    for (Pipeline pipeline : pipelines) {
      pipeline.forget();
      inserts.addAll(pipeline.inserts);
    }
    try {
      environment.executeInternal(inserts).await();
    } catch (Throwable error) {
      if (pipelines.size() == 1) {
        pipelines.get(0).die(error);
      } else {
        runAsOne(pipelines.subList(0, pipelines.size() / 2));
        runAsOne(pipelines.subList(pipelines.size() / 2, pipelines.size()));
      }
    }
  }
}
