import FlinkSQL
import KafkaSampling
import PipelineTypes
import Postgres

/// Whether the newest message that a job has read is in its tables, or why that was not found out.
enum ArrivalText: Worded {
  // Looked up
  /// Each table has the message's row.
  case found(SampledMessage.Position, [ArrivalSearch.Row])
  /// A table lacks it.
  case missing(SampledMessage.Position, ArrivalSearch.Row)

  // Not to be looked up
  /// A table lacks the row, which later messages may have deleted.
  case perhapsDeleted(ArrivalSearch.Row)
  /// No message of those that were read can be looked up, the newest one for this reason.
  case refused(ArrivalSearch.Refusal)
  /// No message can be looked up in a table.
  case unsearchable(TableName, ArrivalObstacle)
  /// Likewise, but a column of the table has grown as far as the newest message. This is a sign, and so never counts as
  /// looked up: another message can have made it grow.
  case grown(GrowthCheck)
  /// Likewise, but the newest message is ahead of a column of the table that grows.
  case notGrown(GrowthCheck)
  /// The table has lost the key that was stored.
  case keyDropped(TableName)
  /// The SQL was given.
  case givenSQL
  /// A live view does not look messages up.
  case notChecked
  /// Nothing is stored for the job.
  case notRecorded

  // Nothing to look up
  /// The job does not run.
  case notRunning
  /// Flink did not say how far the job has read.
  case positionsMissing
  /// No message is known to have been read before a completed checkpoint.
  case nothingCommitted
  /// Kafka has deleted the messages.
  case messagesGone

  // Systems that do not answer
  case kafkaMissing
  case kafkaUnreadable(KafkaSamplingError)
  case hologresMissing
  case tableMissing(TableName)
  case tableLocked(TableName)
  case tableSlow(TableName)
  case tableUnreadable(TableName, PostgresError)
  /// The settings or the store refuse it, by the code of the error.
  case unavailable(code: String)
  /// All of it took too long.
  case timedOut

  /// Whether the row arrived; nil if that was not found out.
  var hasArrived: Bool? {
    switch self {
    case .found: true
    case .missing: false
    default: nil
    }
  }

  /// Where the message is that was looked up.
  var position: SampledMessage.Position? {
    switch self {
    case .found(let position, _), .missing(let position, _): position
    default: nil
    }
  }
}

/// What was checked of a table in which no message can be looked up.
struct GrowthCheck: Sendable, Equatable {
  /// The table.
  let table: TableName
  /// Why no message can be looked up.
  let obstacle: ArrivalObstacle
  /// What a column must have reached.
  let mark: GrowthMark
  /// The newest value of the column; nil for none.
  let newest: String?
}

extension ArrivalSearch.Row {
  /// The key, such as `order_id = 77`, with values that are cut at 40 characters.
  var keyText: String { key.columns.map { "\($0.name) = \($0.value.cutValue)" }.joined(separator: ", ") }
}

extension String {
  private static let longestValue = 40

  /// A value that is cut at 40 characters.
  var cutValue: String {
    let value = prefix(Self.longestValue)
    return "\(value)\(value.count < count ? "…" : "")"
  }
}
