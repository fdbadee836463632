/// The type that a schema beside the messages gives to a field, beyond what JSON shows.
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
  /// A decimal, which the JsonConverter writes as bytes in base64 by default.
  case decimal

  /// The type that is called `name` in the schema of messages in `format`; nil for one that is read as it is.
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

  /// What its numbers stand for; nil where they are what they say.
  var meaning: TimeMeaning? {
    switch self {
    case .date: .days
    case .timeOfDay(let unit): .timeOfDay(unit)
    case .localTime(let unit): .local(unit)
    case .instant: .instant(.milliseconds)
    case .decimal: nil
    }
  }
}
