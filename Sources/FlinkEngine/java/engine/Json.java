package engine;

import java.io.IOException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** Reads and writes JSON with the library that Flink brings along. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The text of a value, on one line. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException error) {
      throw new IllegalStateException(error);
    }
  }

  /** Parses an object; an empty text counts as an empty object. */
  public static JsonNode object(String text) throws IOException {
    JsonNode value = MAPPER.readTree(text);
    if (value == null || value.isMissingNode()) return MAPPER.createObjectNode();
    if (!value.isObject()) throw new IOException("The request is not a JSON object");
    return value;
  }

  /** A text that a request must have. */
  static String text(JsonNode request, String key) {
    if (!request.path(key).isTextual()) throw new IllegalArgumentException("Not a text: " + key);
    return request.get(key).asText();
  }

  /** A boolean that a request must have. */
  static boolean flag(JsonNode request, String key) {
    if (!request.path(key).isBoolean()) throw new IllegalArgumentException("Not true or false: " + key);
    return request.get(key).asBoolean();
  }
}
