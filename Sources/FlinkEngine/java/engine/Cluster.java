package engine;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** A Flink cluster inside this process: a JobManager, one TaskManager and the REST API on 127.0.0.1. */
final class Cluster {
  private final MiniCluster cluster;
  /** The index of the running TaskManager: the mini cluster counts the terminated ones too. */
  private int taskManager;

  private Cluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts a cluster; returns when its REST API answers. */
  static Cluster start(Arguments arguments) throws Exception {
    MiniClusterConfiguration configuration =
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration(arguments))
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(arguments.slots())
            .setRpcServiceSharing(RpcServiceSharing.SHARED)
            .build();
    MiniCluster cluster = new MiniCluster(configuration);
    cluster.start();
    return new Cluster(cluster);
  }

  private static Configuration configuration(Arguments arguments) {
    Configuration options = new Configuration();
    options.setString("rest.address", "127.0.0.1");
    options.setString("rest.bind-address", "127.0.0.1");
    options.setString("rest.bind-port", "0");
    // A page in a browser could upload and run a program.
    options.setString("web.submit.enable", "false");
    // By default, metrics are up to ten seconds old.
    options.setString("metrics.fetcher.update-interval", "1000");
    // By default, the state of a job is up to three seconds old.
    options.setString("web.refresh-interval", "100");
    options.setString("io.tmp.dirs", arguments.state().resolve("tmp").toString());
    // Jobs of the sandbox are small. Small segments let many of them share little memory.
    options.setString("taskmanager.memory.network.min", "32m");
    options.setString("taskmanager.memory.network.max", "32m");
    options.setString("taskmanager.memory.segment-size", "8kb");
    options.setString("taskmanager.memory.managed.size", "32m");
    if (!version().startsWith("1.17.")) {
      // Only this scheduler changes the parallelism of a running job. By default, it waits 30 s between two changes.
      options.setString("jobmanager.scheduler", "adaptive");
      options.setString("jobmanager.adaptive-scheduler.scaling-interval.min", "0 s");
    }
    JobOptions.defaults(arguments).forEach(options::setString);
    return options;
  }

  /** The version of Flink, such as 1.20.5. */
  static String version() {
    return EnvironmentInformation.getVersion();
  }

  /** The port of the REST API. */
  int restPort() throws Exception {
    return cluster.getRestAddress().get().getPort();
  }

  /** The mini cluster that runs the jobs. */
  MiniCluster miniCluster() {
    return cluster;
  }

  /** Terminates the TaskManager with all its tasks, and starts another one. Jobs restart by their own strategy. */
  synchronized void replaceTaskManager() throws Exception {
    cluster.terminateTaskManager(taskManager).get();
    cluster.startTaskManager();
    taskManager++;
  }
}
