package engine.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Kafka broker in memory: one node, on 127.0.0.1, made of the message classes of Kafka's own client.
 *
 * <p>It serves the Java client and librdkafka of any age, which no test broker of either does. Consumers assign
 * partitions by themselves: groups keep offsets but have no members.
 */
public final class Broker {
  private final EventLoop loop = new EventLoop();
  private final Topics topics = new Topics();
  private final List<Listener> listeners = new ArrayList<>();

  /**
   * Starts a broker.
   *
   * @param port its port; 0 is any free port
   * @param account the account of a second port with SASL/PLAIN; null for no such port
   * @param keyStore the certificate of a third port with SASL/PLAIN over TLS; null for no such port
   */
  public Broker(int port, SaslAccount account, KeyStoreFile keyStore) throws Exception {
    Dispatcher dispatcher = new Dispatcher(topics, new Fetches(topics, loop), account);
    listeners.add(new Listener(loop, dispatcher, port, Encryption.NONE, false));
    if (account != null) listeners.add(new Listener(loop, dispatcher, 0, Encryption.NONE, true));
    if (keyStore != null) listeners.add(new Listener(loop, dispatcher, 0, Encryption.tls(keyStore.context()), true));
    setUp(true);
  }

  /** The port without authentication. */
  public int port() {
    return listeners.get(0).port();
  }

  /** The port with SASL/PLAIN. */
  public int saslPort() {
    return listeners.get(1).port();
  }

  /** The port with SASL/PLAIN over TLS. */
  public int saslSslPort() {
    return listeners.get(2).port();
  }

  /** Closes the ports and all connections, or opens the ports again. Messages and offsets stay. */
  public void setUp(boolean isUp) throws Exception {
    loop.call(
        () -> {
          for (Listener listener : listeners) setUp(listener, isUp);
          return null;
        });
  }

  private static void setUp(Listener listener, boolean isUp) throws IOException {
    if (isUp) listener.open();
    else listener.close();
  }

  /** Creates a topic; one that exists stays as it is. */
  public void createTopic(String name, int partitions) throws Exception {
    if (partitions < 1) throw new IllegalArgumentException("Not a number of partitions: " + partitions);
    loop.call(() -> topics.create(name, partitions));
  }

  /** All topics, each with {@code name}, {@code partitions} and {@code endOffsets}. */
  public List<Map<String, Object>> topics() throws Exception {
    List<Map<String, Object>> all = new ArrayList<>();
    loop.call(topics::endOffsets)
        .forEach(
            (name, ends) -> {
              Map<String, Object> topic = new LinkedHashMap<>();
              topic.put("name", name);
              topic.put("partitions", ends.size());
              topic.put("endOffsets", ends);
              all.add(topic);
            });
    return all;
  }
}
