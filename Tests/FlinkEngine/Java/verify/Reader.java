package verify;

import engine.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.runtime.connector.source.ScanRuntimeProviderContext;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.table.types.utils.TypeConversions;

/** A reader of messages without SQL: one of the two readers of `json`, or that of a change format. */
final class Reader {
  private static final Deadline DEADLINE = new Deadline();

  private Reader() {}

  static Map<String, Object> answer(JsonNode request) throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", request.get("id").asText());
    RowType type =
        (RowType) LogicalTypeParser.parse(request.get("type").asText(), Reader.class.getClassLoader());
    List<Object> read = new ArrayList<>();
    try {
      DeserializationSchema<RowData> schema = schema(request, type);
      for (byte[] message : Messages.of(request)) read.add(DEADLINE.of(() -> outcome(schema, type, message)));
    } catch (Exception error) {
      answer.put("refused", Failure.ofRequest(error).message());
    }
    answer.put("read", read);
    return answer;
  }

  private static Object outcome(DeserializationSchema<RowData> schema, RowType type, byte[] message) {
    try {
      Messages.Rows rows = new Messages.Rows();
      schema.deserialize(message, rows);
      return Messages.changes(rows.list(), type);
    } catch (Throwable error) {
      return Messages.failed(error);
    }
  }

  private static DeserializationSchema<RowData> schema(JsonNode request, RowType type) throws Exception {
    String reader = request.get("reader").asText();
    String standard = request.get("standard").asText();
    DeserializationSchema<RowData> schema =
        switch (reader) {
          case "token" -> rows("JsonParserRowDataDeserializationSchema", type, standard);
          case "tree" -> rows("JsonRowDataDeserializationSchema", type, standard);
          default -> changes(reader, request.path("includesSchema").asBoolean(), type, standard);
        };
    schema.open(new ReaderContext(null));
    return schema;
  }

  /** A reader of `json`; Flink 1.17 does not have the newer one, so neither is named at compile time. */
  @SuppressWarnings("unchecked")
  private static DeserializationSchema<RowData> rows(String name, RowType type, String standard) throws Exception {
    TimestampFormat format = standard.equals("SQL") ? TimestampFormat.SQL : TimestampFormat.ISO_8601;
    return (DeserializationSchema<RowData>)
        Class.forName("org.apache.flink.formats.json." + name)
            .getConstructor(RowType.class, TypeInformation.class, boolean.class, boolean.class, TimestampFormat.class)
            .newInstance(type, InternalTypeInfo.of(type), false, false, format);
  }

  private static DeserializationSchema<RowData> changes(
      String format, boolean includesSchema, RowType type, String standard) {
    Configuration options = new Configuration();
    options.setString("timestamp-format.standard", standard);
    if (includesSchema) options.setString("schema-include", "true");
    return FactoryUtil.discoverFactory(
            Reader.class.getClassLoader(), DeserializationFormatFactory.class, format)
        .createDecodingFormat(null, options)
        .createRuntimeDecoder(
            ScanRuntimeProviderContext.INSTANCE, TypeConversions.fromLogicalToDataType(type).bridgedTo(RowData.class));
  }
}
