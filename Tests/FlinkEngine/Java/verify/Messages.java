package verify;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** The messages of a case, and the outcome of each as the answer gives it. */
final class Messages {
  private Messages() {}

  static List<byte[]> of(JsonNode request) {
    List<byte[]> messages = new ArrayList<>();
    request.path("messages").forEach(text -> messages.add(Base64.getDecoder().decode(text.asText())));
    return messages;
  }

  static Object failed(Throwable error) {
    return Map.of("failed", rootOf(error));
  }

  static Object skipped() {
    return Map.of("skipped", true);
  }

  static Object row(List<Object> values) {
    return Map.of("row", values);
  }

  static String rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) root = root.getCause();
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
