package verify;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** A message of a case, with its Kafka metadata. */
record Record(byte[] value, JsonNode metadata) {
  static List<Record> of(JsonNode request) {
    List<Record> records = new ArrayList<>();
    List<byte[]> values = Messages.of(request);
    for (int i = 0; i < values.size(); i++) records.add(new Record(values.get(i), request.path("metadata").path(i)));
    return records;
  }

  /** The value of one of the connector's metadata columns, as the connector returns it. */
  Object metadata(String key, String topic) {
    if (key.equals("topic")) return StringData.fromString(topic);
    JsonNode value = metadata.get(key);
    if (value == null) throw new IllegalStateException("the case has no value of " + key);
    switch (key) {
      case "partition":
        return value.asInt();
      case "offset":
        return value.asLong();
      case "timestamp":
        return TimestampData.fromEpochMillis(value.asLong());
      case "timestamp-type":
        return StringData.fromString(value.asText());
      case "leader-epoch":
        return value.isNull() ? null : value.asInt();
      default:
        return headers(value);
    }
  }

  /** The headers; of several with one name the last one is kept. */
  private static GenericMapData headers(JsonNode headers) {
    Map<StringData, byte[]> map = new HashMap<>();
    for (JsonNode header : headers) {
      JsonNode value = header.get(1);
      map.put(
          StringData.fromString(header.get(0).asText()),
          value.isNull() ? null : Base64.getDecoder().decode(value.asText()));
    }
    return new GenericMapData(map);
  }
}
