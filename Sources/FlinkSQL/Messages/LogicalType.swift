/// What a schema that stands beside the messages says of a field, beyond what JSON tells.
///
/// Kafka Connect calls them logical types (`org.apache.kafka.connect.data`), Debezium semantic types (`io.debezium.time`,
/// `io.debezium.data`). Those whose values read the same without are not among them.
enum LogicalType: Hashable {
  /// Days since 1970-01-01.
  case date
  /// Time since midnight.
  case timeOfDay(EpochUnit)
  /// A local time, counted since 1970 as if its zone were UTC.
  case localTime(EpochUnit)
  /// Milliseconds since 1970 in UTC.
  case instant
  /// A decimal, which the JsonConverter writes as bytes in base64 unless told otherwise.
  case decimal

  /// The type that is called `name` in the schema of messages in `format`; nil for one that needs no telling.
  init?(named name: String, in format: MessageFormat) {
    switch name {
    case "io.debezium.time.Date", "org.apache.kafka.connect.data.Date": self = .date
    case "io.debezium.time.Time", "org.apache.kafka.connect.data.Time": self = .timeOfDay(.milliseconds)
    case "io.debezium.time.MicroTime": self = .timeOfDay(.microseconds)
    case "io.debezium.time.NanoTime": self = .timeOfDay(.nanoseconds)
    case "io.debezium.time.Timestamp": self = .localTime(.milliseconds)
    case "io.debezium.time.MicroTimestamp": self = .localTime(.microseconds)
    case "io.debezium.time.NanoTimestamp": self = .localTime(.nanoseconds)
    // Debezium has instants as text, so that its number is a local time (time.precision.mode = connect).
    case "org.apache.kafka.connect.data.Timestamp":
      self = format.isChangeLog ? .localTime(.milliseconds) : .instant
    case "org.apache.kafka.connect.data.Decimal", "io.debezium.data.VariableScaleDecimal": self = .decimal
    default: return nil
    }
  }

  /// How a connector writes decimals as numbers or text.
  static let decimalRemedy =
    "set decimal.handling.mode = string on the Debezium connector, or decimal.format = NUMERIC on the JsonConverter"

  /// What its numbers count; nil where they are what they say.
  var meaning: String? {
    switch self {
    case .date: "days since 1970-01-01"
    case .timeOfDay(let unit): "\(unit) since midnight"
    case .localTime(let unit): "\(unit) since 1970 in local time"
    case .instant: "milliseconds since 1970"
    case .decimal: nil
    }
  }
}
