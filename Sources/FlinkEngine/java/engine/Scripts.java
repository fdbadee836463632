package engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.operations.BeginStatementSetOperation;
import org.apache.flink.table.operations.EndStatementSetOperation;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.SinkModifyOperation;
import org.apache.flink.table.operations.StatementSetOperation;
import org.apache.flink.table.operations.command.SetOperation;
import org.apache.flink.table.planner.plan.nodes.exec.ExecNodeContext;

/** Validates SQL scripts, and submits them as jobs. */
final class Scripts {
  private final MiniCluster cluster;
  private final Map<String, String> defaults;
  /** Guards the planner, whose counter of node IDs belongs to the whole process. */
  private final Object planner = new Object();

  Scripts(Cluster cluster, Arguments arguments) {
    this.cluster = cluster.miniCluster();
    defaults = JobOptions.defaults(arguments);
  }

  /**
   * Plans a script as a job would be planned, with all tables and formats, and runs nothing.
   *
   * @throws ScriptException if Flink rejects the script
   */
  void validate(JsonNode request) throws ScriptException {
    synchronized (planner) {
      Plan plan = new Plan(request);
      try {
        plan.declare();
        if (!plan.inserts.isEmpty()) plan.environment.explainInternal(new ArrayList<Operation>(plan.inserts));
      } catch (Throwable error) {
        throw new ScriptException(Failure.ofPlanning(error, plan.current));
      }
    }
  }

  /**
   * Runs a script as one job; returns when the job has been accepted and its savepoint, if any, has been read.
   *
   * @throws ScriptException if Flink rejects the script or the job
   */
  JobID submit(JsonNode request) throws ScriptException {
    JobGraph graph;
    synchronized (planner) {
      Plan plan = new Plan(request);
      try {
        plan.declare();
        if (plan.inserts.isEmpty()) throw new ValidationException("The script has no INSERT statement");
        graph = plan.graphs.capture(() -> plan.environment.executeInternal(plan.inserts));
      } catch (Throwable error) {
        throw new ScriptException(Failure.ofPlanning(error, plan.current));
      }
    }
    // Reading a savepoint takes time, which other scripts need not wait for.
    try {
      return new Start(cluster, graph).await();
    } catch (Throwable error) {
      throw new ScriptException(Failure.ofSubmission(error));
    }
  }

  /** A script on its way through the planner. */
  private final class Plan {
    final GraphCapture graphs = new GraphCapture(cluster);
    final List<ModifyOperation> inserts = new ArrayList<>();
    final TableEnvironmentInternal environment;
    /** The statement in work; null for the script as a whole. */
    Script.Statement current;

    private final List<Script.Statement> statements;
    private boolean isInSet;

    Plan(JsonNode request) throws ScriptException {
      try {
        statements = Script.statements(Json.text(request, "sql"));
        Configuration options = JobOptions.of(defaults, request);
        options.setString("execution.target", GraphCapture.NAME);
        environment =
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
      } catch (RuntimeException error) {
        throw new ScriptException(Failure.ofRequest(error));
      }
      // IDs are part of the names of metrics. In a cluster of its own, each job counts from 1.
      ExecNodeContext.resetIdCounter();
    }

    /** Runs all statements but INSERT, which it collects. */
    void declare() {
      for (Script.Statement statement : statements) {
        current = statement;
        environment.getParser().parse(statement.text()).forEach(this::accept);
      }
      if (isInSet) throw new ValidationException("The statement set has no END");
      current = null;
    }

    private void accept(Operation operation) {
      if (operation instanceof SinkModifyOperation) {
        inserts.add((ModifyOperation) operation);
      } else if (operation instanceof StatementSetOperation) {
        inserts.addAll(((StatementSetOperation) operation).getOperations());
      } else if (operation instanceof EndStatementSetOperation) {
        if (!isInSet) throw new ValidationException("END without BEGIN STATEMENT SET");
        isInSet = false;
      } else if (isInSet) {
        throw new ValidationException("Only INSERT statements can be in a statement set");
      } else if (operation instanceof BeginStatementSetOperation) {
        isInSet = true;
      } else if (operation instanceof SetOperation) {
        set((SetOperation) operation);
      } else if (operation instanceof QueryOperation || operation instanceof ModifyOperation) {
        throw new ValidationException("Only INSERT statements can run as a job");
      } else {
        environment.executeInternal(operation);
      }
    }

    private void set(SetOperation operation) {
      if (operation.getKey().isEmpty()) return;
      JobOptions.withBothNames(Map.of(operation.getKey().get(), operation.getValue().orElse("")))
          .forEach(environment.getConfig()::set);
    }
  }
}
