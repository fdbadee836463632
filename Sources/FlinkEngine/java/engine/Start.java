package engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** The start of a job, which can fail before the first task runs, for example because of its savepoint. */
final class Start {
  /** A job that waits for a free slot has been accepted. */
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(10);

  private final MiniCluster cluster;
  private final JobGraph graph;

  Start(MiniCluster cluster, JobGraph graph) {
    this.cluster = cluster;
    this.graph = graph;
  }

  /** Submits the job and waits until it runs; throws the reason if it never will. */
  JobID await() throws Exception {
    JobID id = cluster.submitJob(graph).get().getJobID();
    ClientUtils.waitUntilJobInitializationFinished(
        () -> cluster.getJobStatus(id).get(), () -> cluster.requestJobResult(id).get(), getClass().getClassLoader());
    long end = System.nanoTime() + LONGEST_WAIT;
    // The adaptive scheduler reads the savepoint in this state, the other one before it.
    while (cluster.getJobStatus(id).get() == JobStatus.CREATED && System.nanoTime() < end) Thread.sleep(10);
    if (cluster.getJobStatus(id).get() == JobStatus.FAILED) throwIfNeverRun(id);
    return id;
  }

  private void throwIfNeverRun(JobID id) throws InterruptedException, ExecutionException {
    AccessExecutionGraph execution = cluster.getExecutionGraph(id).get();
    if (execution.getStatusTimestamp(JobStatus.RUNNING) > 0) return;
    Throwable error = execution.getFailureInfo().getException();
    throw new ExecutionException("The job failed before it ran", error);
  }
}
