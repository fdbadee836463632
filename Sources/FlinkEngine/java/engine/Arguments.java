package engine;

import engine.broker.KeyStoreFile;
import engine.broker.SaslAccount;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of the engine, each as {@code key=value}.
 *
 * @param control the port of the control API; 0 is any free port
 * @param broker the port of the Kafka broker; 0 is any free port
 * @param saslAccount the account of a second listener of the broker; null if there is none
 * @param keyStore the certificate of a third listener of the broker, with TLS; null if there is none
 * @param slots the task slots of the cluster
 * @param state the folder of checkpoints, savepoints and temporary files
 * @param flink options of Flink: all keys that contain a dot
 */
record Arguments(
    int control,
    int broker,
    SaslAccount saslAccount,
    KeyStoreFile keyStore,
    int slots,
    Path state,
    Map<String, String> flink) {
  /**
   * Parses the arguments.
   *
   * @throws IllegalArgumentException if one is unknown, malformed or missing
   */
  static Arguments parse(String[] words) {
    Map<String, String> own = new HashMap<>();
    Map<String, String> flink = new LinkedHashMap<>();
    for (String word : words) {
      int end = word.indexOf('=');
      if (end <= 0) throw new IllegalArgumentException("Not an argument of the form key=value: " + word);
      String key = word.substring(0, end);
      (key.contains(".") ? flink : own).put(key, word.substring(end + 1));
    }
    String account = own.remove("broker-sasl");
    String keyStore = own.remove("broker-keystore");
    String keyStorePassword = own.remove("broker-keystore-password");
    if ((keyStore == null) != (keyStorePassword == null)) {
      throw new IllegalArgumentException("broker-keystore and broker-keystore-password need each other");
    }
    if (keyStore != null && account == null) throw new IllegalArgumentException("broker-keystore needs broker-sasl");
    String state = own.remove("state");
    if (state == null) throw new IllegalArgumentException("The argument state=DIRECTORY is missing");
    Arguments arguments =
        new Arguments(
            Integer.parseInt(own.getOrDefault("control", "0")),
            Integer.parseInt(own.getOrDefault("broker", "0")),
            account == null ? null : SaslAccount.parse(account),
            keyStore == null ? null : new KeyStoreFile(Path.of(keyStore), keyStorePassword),
            Integer.parseInt(own.getOrDefault("slots", "64")),
            Path.of(state).toAbsolutePath(),
            flink);
    own.keySet().removeAll(Set.of("control", "broker", "slots"));
    if (!own.isEmpty()) throw new IllegalArgumentException("Unknown arguments: " + own.keySet());
    return arguments;
  }

  /** The URI of a folder inside the state folder, as Flink's options expect it. */
  String folder(String name) {
    return state.resolve(name).toUri().toString();
  }
}
