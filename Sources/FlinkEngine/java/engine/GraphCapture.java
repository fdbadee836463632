package engine;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.table.api.ValidationException;

/** Stands between the planner and the cluster: keeps the graph of a job instead of running it. */
final class GraphCapture implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
  /** The value of {@code execution.target} that leads here. */
  static final String NAME = "engine";

  private final MiniCluster cluster;
  private boolean isCapturing;
  private JobGraph graph;

  GraphCapture(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** The graph of the job that an action runs. All other jobs are refused, such as that of ANALYZE TABLE. */
  JobGraph capture(Runnable action) {
    isCapturing = true;
    action.run();
    return graph;
  }

  @Override
  public CompletableFuture<JobClient> execute(Pipeline pipeline, Configuration options, ClassLoader loader)
      throws Exception {
    if (!isCapturing) throw new ValidationException("Only INSERT statements can run as a job");
    graph = PipelineExecutorUtils.getJobGraph(pipeline, options, loader);
    return CompletableFuture.completedFuture(
        new MiniClusterJobClient(
            graph.getJobID(), cluster, loader, MiniClusterJobClient.JobFinalizationBehavior.NOTHING));
  }

  @Override
  public PipelineExecutorFactory getExecutorFactory(Configuration options) {
    return this;
  }

  @Override
  public Stream<String> getExecutorNames() {
    return Stream.of(NAME);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean isCompatibleWith(Configuration options) {
    return true;
  }

  @Override
  public PipelineExecutor getExecutor(Configuration options) {
    return this;
  }
}
