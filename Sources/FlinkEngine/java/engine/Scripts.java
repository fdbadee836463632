package engine;

import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.planner.plan.nodes.exec.ExecNodeContext;
import org.slf4j.MDC;

/** Validates SQL scripts, and submits them as jobs. */
final class Scripts {
  private final MiniCluster cluster;
  private final Map<String, String> defaults;
  private final JobLogs logs;
  /** Guards the planner, whose counter of node IDs belongs to the whole process. */
  private final Object planner = new Object();

  Scripts(Cluster cluster, Arguments arguments, JobLogs logs) {
    this.cluster = cluster.miniCluster();
    this.logs = logs;
    defaults = JobOptions.defaults(arguments);
  }

  /**
   * Plans a script as a job would be planned, with all tables and formats, and runs nothing.
   *
   * @throws ScriptException if Flink rejects the script
   */
  void validate(JsonNode request) throws ScriptException {
    synchronized (planner) {
      Plan plan = plan(request, new GraphCapture(cluster));
      try {
        plan.declare();
        plan.check();
      } catch (Throwable error) {
        throw new ScriptException(plan.failure(error));
      }
    }
  }

  /**
   * Runs a script as one job; returns when the job has been accepted and its savepoint, if any, has been read.
   *
   * @throws ScriptException if Flink rejects the script or the job
   */
  JobID submit(JsonNode request) throws ScriptException {
    // Nobody can ask for the log of a job whose ID Flink has yet to choose.
    try (MDC.MDCCloseable ignored = request.hasNonNull("jobId") ? logs.begin(Json.text(request, "jobId")) : null) {
      return start(graph(request));
    }
  }

  /** Plans a script as one job. */
  private JobGraph graph(JsonNode request) throws ScriptException {
    synchronized (planner) {
      GraphCapture graphs = new GraphCapture(cluster);
      Plan plan = plan(request, graphs);
      try {
        plan.declare();
        return graphs.capture(plan::execute);
      } catch (Throwable error) {
        throw new ScriptException(plan.failure(error));
      }
    }
  }

  /** Starts a job. Reading a savepoint takes time, which other scripts need not wait for. */
  private JobID start(JobGraph graph) throws ScriptException {
    try {
      return new Start(cluster, graph).await();
    } catch (Throwable error) {
      throw new ScriptException(Failure.ofSubmission(error));
    }
  }

  /** The plan of a script that runs in an environment of its own, and becomes a graph instead of a job. */
  private Plan plan(JsonNode request, GraphCapture graphs) throws ScriptException {
    try {
      Configuration options = JobOptions.of(defaults, request);
      options.setString("execution.target", GraphCapture.NAME);
      TableEnvironmentInternal environment =
          (TableEnvironmentInternal)
              StreamTableEnvironment.create(
                  // TableEnvironment.create of 1.17 would start a cluster of its own.
                  new StreamExecutionEnvironment(graphs, options, getClass().getClassLoader()),
                  EnvironmentSettings.newInstance()
                      // The default catalog of Realtime Compute, which error messages name.
                      .withBuiltInCatalogName("vvp")
                      .withBuiltInDatabaseName("default")
                      .withConfiguration(options)
                      .inStreamingMode()
                      .build());
      // IDs are part of the names of metrics. In a cluster of its own, each job counts from 1.
      ExecNodeContext.resetIdCounter();
      return new Plan(environment, Json.text(request, "sql"));
    } catch (RuntimeException error) {
      throw new ScriptException(Failure.ofRequest(error));
    }
  }
}
