package verify;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;

/** The planner and a cluster inside this process. */
final class Engine {
  private final TableEnvironmentInternal environment;

  Engine() {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    configuration.setString("table.local-time-zone", "UTC");
    environment =
        (TableEnvironmentInternal)
            TableEnvironment.create(
                EnvironmentSettings.newInstance().withConfiguration(configuration).inStreamingMode().build());
  }

  /** Parses, declares and plans; what the engine refuses is noted in the pipeline. */
  void plan(Pipeline pipeline) {
    try {
      environment.executeSql("CREATE DATABASE " + pipeline.database);
      environment.executeSql("USE " + pipeline.database);
      for (String statement : Script.statements(pipeline.sql)) {
        for (Operation operation : environment.getParser().parse(statement)) {
          if (operation instanceof ModifyOperation) pipeline.inserts.add((ModifyOperation) operation);
          else if (!operation.getClass().getSimpleName().endsWith("StatementSetOperation")) {
            environment.executeInternal(operation);
          }
        }
      }
      if (pipeline.inserts.isEmpty()) throw new IllegalArgumentException("the script inserts nothing");
      environment.explainInternal(new ArrayList<Operation>(pipeline.inserts));
    } catch (Throwable error) {
      pipeline.refuse(error);
    }
  }

  /** Runs all as one job, since a job costs a second; one that dies is halved until the culprit stands alone. */
  void run(List<Pipeline> pipelines) {
    if (pipelines.isEmpty()) return;
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
        run(pipelines.subList(0, pipelines.size() / 2));
        run(pipelines.subList(pipelines.size() / 2, pipelines.size()));
      }
    }
  }
}
