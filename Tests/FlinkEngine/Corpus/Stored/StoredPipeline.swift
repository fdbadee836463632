import FlinkSQL
import PipelineTypes

/// A case whose messages can also go through a topic into tables.
protocol StorableCase: EngineCase {
  /// What goes through.
  var stored: StoredPipeline { get }
}

/// A script, the messages of its topic, and its tables.
struct StoredPipeline: Sendable {
  /// The ID of the case.
  let id: String
  /// The script.
  let sql: String
  /// The session time zone.
  let zone: SessionZone
  /// The name of the topic.
  let topic: String
  /// The messages.
  let messages: [[UInt8]]
  /// The Kafka metadata of each message; nil if no column is filled with it.
  let records: [RandomRecord]?
  /// The tables.
  let sinks: [StoredSink]

  /// The number of partitions of the topic.
  var partitions: Int { records == nil ? 1 : RandomRecord.partitions }
}

/// A sink of a script.
struct StoredSink: Sendable {
  /// Its name in the script.
  let name: String
  /// The table in the database; nil if the fields are copied to a table that nobody has read.
  let table: TargetTable?
  /// Its columns.
  let mapping: ColumnMapping
}
