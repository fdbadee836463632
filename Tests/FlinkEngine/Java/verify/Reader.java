package verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** One of the two JSON readers by itself. */
final class Reader {
  private static final Deadline DEADLINE = new Deadline();

  private Reader() {}

  static Map<String, Object> answer(JsonNode request) throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", request.get("id").asText());
    RowType type =
        (RowType) LogicalTypeParser.parse(request.get("type").asText(), Reader.class.getClassLoader());
    TimestampFormat format =
        request.get("standard").asText().equals("SQL") ? TimestampFormat.SQL : TimestampFormat.ISO_8601;
    List<Object> read = new ArrayList<>();
    try {
      DeserializationSchema<RowData> schema = schema(request.get("reader").asText(), type, format);
      for (byte[] message : Messages.of(request)) read.add(DEADLINE.of(() -> outcome(schema, type, message)));
    } catch (Exception error) {
      answer.put("refused", Messages.rootOf(error));
    }
    answer.put("read", read);
    return answer;
  }

  static Object outcome(DeserializationSchema<RowData> schema, RowType type, byte[] message) {
    try {
      RowData row = schema.deserialize(message);
      return row == null ? Messages.skipped() : Messages.row(Values.of(row, type));
    } catch (Throwable error) {
      return Messages.failed(error);
    }
  }

  @SuppressWarnings("unchecked")
  private static DeserializationSchema<RowData> schema(String reader, RowType type, TimestampFormat format)
      throws Exception {
    // The second of them is not there in Flink 1.17, so neither is named at compile time.
    String name = reader.equals("token") ? "JsonParserRowDataDeserializationSchema" : "JsonRowDataDeserializationSchema";
    DeserializationSchema<RowData> schema =
        (DeserializationSchema<RowData>)
            Class.forName("org.apache.flink.formats.json." + name)
                .getConstructor(RowType.class, TypeInformation.class, boolean.class, boolean.class, TimestampFormat.class)
                .newInstance(type, InternalTypeInfo.of(type), false, false, format);
    schema.open(new ReaderContext(null));
    return schema;
  }
}
