import FlinkSQL
import PipelineTypes

extension ArrivalText {
  func english(_ face: Face) -> String {
    switch self {
    case .found(let position, let rows):
      "\(position.english) is " + rows.map { "the row \($0.keyText) of \($0.table)" }.abridged(.english)
    case .missing(let position, let row):
      "\(position.english) must be the row \(row.keyText), but \(row.table) has no such row"
    case .perhapsDeleted(let row):
      "\(row.table) has no row \(row.keyText), but a later message may have deleted it"
    case .refused(let refusal):
      "\(refusal.position.english) cannot be looked up in \(refusal.table): \(refusal.obstacle.english(face))"
    case .unsearchable(let table, let obstacle):
      "No message can be looked up in \(table): \(obstacle.english(face))"
    case .grown(let check):
      "\(check.column) has grown to \(check.newest?.cutValue ?? ""), as far as partition "
        + "\(check.mark.position.partition), offset \(check.mark.position.offset). "
        + "This is a sign and not proof: \(check.obstacle.english(face))"
    case .notGrown(let check):
      "\(check.column) "
        + (check.newest.map { "has grown to \($0.cutValue) only" } ?? "has no value")
        + ", but \(check.mark.value.cutValue) is in partition \(check.mark.position.partition), "
        + "offset \(check.mark.position.offset). No message can be looked up: \(check.obstacle.english(face))"
    case .keyDropped(let table): "No message can be looked up in \(table): its key has no unique index now"
    case .givenSQL: "No message can be looked up: the SQL was given, so the row of a message is not known"
    case .notChecked: "No message was looked up: a live view only reads Flink and Kafka"
    case .notRecorded: "No message can be looked up: nothing is recorded about the keys of the tables"
    case .notRunning: "No message was looked up: the job does not run"
    case .positionsMissing: "No message was looked up: Flink did not report how far the job has read"
    case .nothingCommitted: "No message is known that the job read before a completed checkpoint"
    case .messagesGone: "Kafka no longer has the newest messages that the job has read"
    case .kafkaMissing: "No message was looked up: Kafka is not configured"
    case .kafkaUnreadable(let error): "No message was looked up. \(error.english(face))"
    case .hologresMissing: "No message was looked up: Hologres is not configured"
    case .tableMissing(let table): "No message was looked up: Hologres has no table \(table)"
    case .tableLocked(let table): "No message was looked up: \(table) is locked"
    case .tableSlow(let table): "No message was looked up: \(table) did not answer in time"
    case .tableUnreadable(let table, let error):
      "No message was looked up: \(table) cannot be read: \(error.english(face))"
    case .unavailable(let code): "No message was looked up: \(code)"
    case .timedOut: "No message was looked up: Kafka and Hologres did not answer in time"
    }
  }
}

extension GrowthCheck {
  fileprivate var column: String { "Column '\(mark.column)' of \(table)" }
}

extension ArrivalObstacle: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .tableNotRead: "the table could not be read when the SQL was generated"
    case .keyMissing: "the table has no primary key that the job writes"
    case .keyFilledIn(let columns): "the database fills in \(columns.quoted(.english)) of its key"
    case .keyInexact(let column): "key column '\(column)' takes different values for equal"
    case .keyConverted(let column): "only Flink knows how the job converts key column '\(column)'"
    case .noRow: "the message changes no row"
    case .deletion: "the message deletes its row"
    case .unreadable: "Flink cannot read the message"
    case .keyNull(let column): "it has no value for key column '\(column)', so it is not written"
    case .keyChanged(let column): "the job changes its value of key column '\(column)'"
    case .deletedLater: "a later message deletes the row"
    }
  }
}

extension SampledMessage.Position {
  fileprivate var english: String { "Partition \(partition), offset \(offset)" }
}
