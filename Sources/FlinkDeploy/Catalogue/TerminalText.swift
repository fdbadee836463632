/// A line that a command writes for its user, beside results and failures.
enum TerminalText: Worded {
  /// SIGINT: the operation is cancelled.
  case cancelling
  /// A second SIGINT, or SIGTERM: the operation stays as it is.
  case stopped
  /// The schema was upgraded.
  case upgraded(from: Int, to: Int)
  /// The schema has the current version.
  case schemaCurrent(Int)
  /// The schema has an old version.
  case schemaOutdated(Int, needed: Int)
  /// The schema has a version that only newer programs know.
  case schemaNewer(Int, known: Int)
  /// A field whose values would change, in the report of a dry run.
  case becomes(field: String, value: String, result: String)
  /// How many sampled messages would fail.
  case failedMessages(failed: String, total: String)
  /// Messages that would fail for one reason.
  case failure(count: String, place: Place, reason: String)
  /// The number of further reasons for which messages would fail.
  case moreReasons(String)
  /// The number of further fields whose values would change.
  case moreFields(String)
  /// A finding in given SQL.
  case finding(place: String, message: String, replacement: String?)
  /// An operation that `recover` has continued.
  case recovered(record: String, status: String, message: String)

  /// The place of a sampled message.
  enum Place: Sendable {
    case message(String)
    case offset(String, partition: String)
  }
}
