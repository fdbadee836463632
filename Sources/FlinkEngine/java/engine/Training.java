package engine;

import engine.broker.Broker;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;

/**
 * Loads the classes that a job needs, so that Java can write them to an archive. With the archive, the first job of an
 * engine starts in half the time.
 */
public final class Training {
  /** One table of each connector, and all formats that flink-deploy generates. */
  private static final String SCRIPT =
      """
      CREATE TEMPORARY TABLE source_table (
        id BIGINT, amount DECIMAL(18, 2), items ARRAY<STRING>, ts TIMESTAMP_LTZ(3),
        n BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
      ) WITH ('connector' = 'kafka', 'topic' = 'training', 'properties.bootstrap.servers' = '127.0.0.1:%1$d',
        'properties.group.id' = 'training', 'scan.startup.mode' = 'earliest-offset', 'format' = 'json');
      CREATE TEMPORARY TABLE changes (id BIGINT, name STRING, PRIMARY KEY (id) NOT ENFORCED)
      WITH ('connector' = 'kafka', 'topic' = 'training', 'properties.bootstrap.servers' = '127.0.0.1:%1$d',
        'scan.startup.mode' = 'earliest-offset', 'format' = 'debezium-json');
      CREATE TEMPORARY TABLE sink_table (id BIGINT NOT NULL, amount DECIMAL(18, 2), PRIMARY KEY (id) NOT ENFORCED)
      WITH ('connector' = 'hologres', 'endpoint' = '127.0.0.1:1', 'dbname' = 'd', 'tablename' = 't', 'username' = 'u',
        'password' = 'p');
      BEGIN STATEMENT SET;
      INSERT INTO sink_table SELECT id, amount FROM source_table WHERE id IS NOT NULL;
      INSERT INTO sink_table SELECT id, CAST(CHAR_LENGTH(name) AS DECIMAL(18, 2)) FROM changes;
      END;
      """;

  private Training() {}

  /**
   * Plans and runs a script, and ends.
   *
   * @param words the arguments of the engine
   */
  public static void main(String[] words) {
    Output output = Output.take();
    int status = 0;
    try {
      run(Arguments.parse(words));
    } catch (Throwable error) {
      output.fail(error);
      status = 1;
    }
    // Threads of the cluster would keep the process running.
    Runtime.getRuntime().halt(status);
  }

  private static void run(Arguments arguments) throws Exception {
    JobLogs logs = JobLogs.install();
    Broker broker = new Broker(arguments.broker(), null, null);
    broker.createTopic("training", 1);
    Cluster cluster = Cluster.start(arguments);
    Scripts scripts = new Scripts(cluster, arguments, logs);
    new ControlServer(arguments.control(), scripts, logs, cluster, broker);
    String request =
        Json.text(
            Map.of(
                "sql", SCRIPT.formatted(broker.port()),
                "configuration", Map.of("execution.checkpointing.interval", "100 ms", "restart-strategy", "none")));
    scripts.validate(Json.object(request));
    JobID job = scripts.submit(Json.object(request));
    // The job fails, because the database does not exist. Then it has loaded the classes of all its tasks.
    cluster.miniCluster().requestJobResult(job).get(1, TimeUnit.MINUTES);
  }
}
