public import PipelineTypes

/// What Kafka records of a message besides its value, by the keys of the connector's metadata columns.
///
/// Keys and types: the Kafka connector's documentation; planned with Flink 1.17.2 and 1.20.5.
public enum KafkaMetadata: String, Sendable, CaseIterable, Codable {
  case topic, partition, offset, timestamp
  /// What the timestamp tells: `CreateTime`, `LogAppendTime`, `NoTimestampType`.
  case timestampType = "timestamp-type"
  /// Of the partition's leader; NULL where the message was written without one.
  case leaderEpoch = "leader-epoch"
  case headers

  /// The metadata that a column called `column` is filled with, when no field has that name; nil for other names.
  ///
  /// Case, underscores and dashes do not matter.
  init?(namedBy column: String) {
    let folded = column.foldedName
    guard let named = KafkaMetadata.allCases.first(where: { $0.columnName.foldedName == folded }) else {
      return nil
    }
    self = named
  }

  /// `kafka_offset` and the like.
  public var columnName: String { "kafka_\(rawValue.replacing("-", with: "_"))" }

  /// The type that the connector gives it.
  public var type: FlinkType {
    switch self {
    case .topic, .timestampType: .string
    case .partition, .leaderEpoch: .int
    case .offset: .bigint
    case .timestamp: .timestampLTZ(precision: 3)
    case .headers: .map(key: .string, value: .bytes)
    }
  }

  /// Whether a message may be without it.
  var isNullable: Bool { self == .leaderEpoch }
}
