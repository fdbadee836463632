/// What went wrong between here and a Postgres server; never holds a password or a bound value.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure that callers treat differently.
  public enum Code: String, Sendable {
    /// The server could not be reached or refused the log-in.
    case connectionFailed
    /// The connection broke while a statement was under way: whether it took effect is not known.
    case connectionLost
    /// The server refused a statement; see ``PostgresError/sqlState``.
    case refused
    /// A statement took longer than its limit and was cancelled.
    case timedOut
    /// The calling task was cancelled, and so was the statement.
    case cancelled
    /// A value in a row is not what the caller reads it as.
    case unexpectedValue
  }

  /// The kind.
  public let code: Code
  /// One sentence from the server or about it.
  public let message: String
  /// The server's five-character SQLSTATE, when it gave one (PostgreSQL, appendix A).
  public let sqlState: String?

  init(_ code: Code, _ message: String, sqlState: String? = nil) {
    self.code = code
    self.message = message
    self.sqlState = sqlState
  }

  /// An error of a caller's own: a row that is not what it must be.
  public init(_ message: String) { self.init(.unexpectedValue, message) }

  /// One line for a person.
  public var description: String { sqlState.map { "\(message) (SQLSTATE \($0))" } ?? message }

  /// Whether the server has no connection left: others will end, so that trying again soon may help.
  ///
  /// libpq gives no SQLSTATE for a refused log-in, so it is told by the server's words (PostgreSQL, `InitPostgres`).
  var isOutOfConnections: Bool {
    code == .connectionFailed
      && ["too many clients", "too many connections", "remaining connection slots"].contains { message.contains($0) }
  }

  /// Whether the server could not be asked at all just now, so that asking later may help.
  public var isUnavailable: Bool {
    switch code {
    case .connectionFailed, .connectionLost, .timedOut: true
    // 53: out of resources; 57P0x: shutting down or starting up; 25006: read-only.
    case .refused: sqlState.map { $0.hasPrefix("53") || $0.hasPrefix("57P") || $0 == "25006" } ?? false
    case .cancelled, .unexpectedValue: false
    }
  }
}
