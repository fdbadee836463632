extension PostgresError {
  /// The words of the server or of libpq, or what this module found.
  public enum Cause: Sendable, Hashable {
    /// The words of the server or of libpq.
    case said(String)
    /// The connection broke, and libpq gave no reason.
    case noReasonGiven
    /// The connection URI is malformed. libpq's words would quote it, with the password.
    case malformedURI
    /// The server does not offer TLS, and a password would be sent.
    case noTLS
    /// The server did not answer in time.
    case noAnswer
    /// The calling task was cancelled.
    case cancelled
    /// The result has no column of this name.
    case missingColumn(String)
    /// The column is null, and the caller needs a value.
    case nullColumn(String)
    /// The column does not hold a whole number.
    case notAnInteger(column: String)
    /// A row of the table is not as the caller wrote it.
    case unreadableRow(table: String)
    /// The tables have a version that is newer than the newest one that the caller knows.
    case newerTables(version: Int, known: Int)

    /// The cause in English, for logs.
    var logText: String {
      switch self {
      case .said(let words): words
      case .noReasonGiven: "the connection failed"
      case .malformedURI: "the connection URI is malformed"
      case .noTLS: "the server does not offer TLS"
      case .noAnswer: "the server did not answer in time"
      case .cancelled: "the statement was cancelled"
      case .missingColumn(let name): "the result has no column \(name)"
      case .nullColumn(let name): "column \(name) is null"
      case .notAnInteger(let column): "column \(column) is not a whole number"
      case .unreadableRow(let table): "a row of \(table) cannot be read"
      case .newerTables(let version, let known): "the tables have version \(version), known are versions up to \(known)"
      }
    }
  }
}
