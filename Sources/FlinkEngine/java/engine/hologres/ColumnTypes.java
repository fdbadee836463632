package engine.hologres;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/** Which types of Flink the Hologres connector writes into which types of the database. */
final class ColumnTypes {
  private static final LocalDate EPOCH = LocalDate.ofEpochDay(0);

  /** The types of Flink for a type of the database. Types without an entry take STRING. */
  private static final Map<String, Set<LogicalTypeRoot>> ACCEPTED =
      Map.ofEntries(
          Map.entry("int2", Set.of(LogicalTypeRoot.SMALLINT, LogicalTypeRoot.TINYINT)),
          Map.entry("int4", Set.of(LogicalTypeRoot.INTEGER)),
          Map.entry("int8", Set.of(LogicalTypeRoot.BIGINT)),
          Map.entry("float4", Set.of(LogicalTypeRoot.FLOAT)),
          Map.entry("float8", Set.of(LogicalTypeRoot.DOUBLE)),
          Map.entry("numeric", Set.of(LogicalTypeRoot.DECIMAL)),
          Map.entry("bool", Set.of(LogicalTypeRoot.BOOLEAN)),
          Map.entry("bytea", Set.of(LogicalTypeRoot.VARBINARY, LogicalTypeRoot.BINARY)),
          Map.entry("date", Set.of(LogicalTypeRoot.DATE)),
          Map.entry("time", Set.of(LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE)),
          Map.entry("timestamp", Set.of(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)),
          Map.entry(
              "timestamptz",
              Set.of(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE, LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)));

  /** The arrays that the connector writes, and the type of Flink for their elements. */
  private static final Map<String, LogicalTypeRoot> ELEMENTS =
      Map.of(
          "_int4", LogicalTypeRoot.INTEGER,
          "_int8", LogicalTypeRoot.BIGINT,
          "_float4", LogicalTypeRoot.FLOAT,
          "_float8", LogicalTypeRoot.DOUBLE,
          "_bool", LogicalTypeRoot.BOOLEAN,
          "_text", LogicalTypeRoot.VARCHAR,
          "_varchar", LogicalTypeRoot.VARCHAR);

  private static final Map<String, Object> VALUES_FOR_NOT_NULL =
      Map.ofEntries(
          Map.entry("int2", (short) 0),
          Map.entry("int4", 0),
          Map.entry("int8", 0L),
          Map.entry("float8", 0D),
          Map.entry("numeric", BigDecimal.ZERO),
          Map.entry("bool", false),
          Map.entry("text", ""),
          Map.entry("varchar", ""),
          Map.entry("bpchar", ""),
          Map.entry("date", EPOCH),
          Map.entry("time", LocalTime.MIDNIGHT),
          Map.entry("timetz", OffsetTime.of(LocalTime.MIDNIGHT, ZoneOffset.UTC)),
          Map.entry("timestamp", EPOCH.atStartOfDay()),
          Map.entry("timestamptz", EPOCH.atStartOfDay().atOffset(ZoneOffset.UTC)));

  private ColumnTypes() {}

  /** Whether the connector writes a type of Flink into a type of the database. */
  static boolean matches(LogicalType flink, String database) {
    LogicalTypeRoot root = flink.getTypeRoot();
    // Text is written into an array as its literal, such as {1,2}.
    if (!database.startsWith("_") || root == LogicalTypeRoot.VARCHAR) {
      return ACCEPTED.getOrDefault(database, Set.of(LogicalTypeRoot.VARCHAR)).contains(root);
    }
    return root == LogicalTypeRoot.ARRAY
        && flink.getChildren().get(0).getTypeRoot() == ELEMENTS.get(database);
  }

  /** What a NOT NULL column gets instead of NULL; null if the connector knows no such value. */
  static Object valueForNotNull(String database) {
    return VALUES_FOR_NOT_NULL.get(database);
  }
}
