package engine;

import engine.broker.Broker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Starts the engine of the sandbox: a Flink cluster, a Kafka broker and the control API in one process.
 *
 * <p>Prints one line of JSON with the ports when all of them answer, and runs until standard input ends.
 */
public final class Main {
  private Main() {}

  /**
   * Runs the engine.
   *
   * @param words arguments as described by {@link Arguments}
   */
  public static void main(String[] words) {
    long start = System.nanoTime();
    Output output = Output.take();
    try {
      Arguments arguments = Arguments.parse(words);
      JobLogs logs = JobLogs.install();
      Broker broker = new Broker(arguments.broker(), arguments.saslAccount(), arguments.keyStore());
      Cluster cluster = Cluster.start(arguments);
      Scripts scripts = new Scripts(cluster, arguments, logs);
      ControlServer control = new ControlServer(arguments.control(), scripts, logs, cluster, broker);
      Map<String, Object> ready = new LinkedHashMap<>();
      ready.put("rest", cluster.restPort());
      ready.put("control", control.port());
      ready.put("broker", broker.port());
      if (arguments.saslAccount() != null) ready.put("brokerSasl", broker.saslPort());
      if (arguments.keyStore() != null) ready.put("brokerSaslSsl", broker.saslSslPort());
      ready.put("version", Cluster.version());
      ready.put("milliseconds", (System.nanoTime() - start) / 1_000_000);
      output.print(Json.text(ready));
    } catch (Throwable error) {
      output.fail(error);
      Runtime.getRuntime().halt(1);
    }
    waitForEndOfInput();
    // Threads of the cluster would keep the process running, and its jobs need no orderly end.
    Runtime.getRuntime().halt(0);
  }

  /** The process that started the engine holds the other end of its input: the input ends with that process. */
  private static void waitForEndOfInput() {
    byte[] ignored = new byte[1024];
    try {
      while (System.in.read(ignored) >= 0) {}
    } catch (IOException error) {
      // An input that cannot be read has ended.
    }
  }
}
