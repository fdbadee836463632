/// An error between this process and a Postgres server; never holds a password or a bound value.
public struct PostgresError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers treat differently.
  public enum Code: String, Sendable {
    /// The server could not be reached or refused the log-in.
    case connectionFailed
    /// The connection broke while a statement was in progress: its effect is unknown.
    case connectionLost
    /// The server refused a statement; see ``PostgresError/sqlState``.
    case refused
    /// A statement took longer than its limit and was cancelled.
    case timedOut
    /// The calling task was cancelled, and so was the statement.
    case cancelled
    /// A value in a row has another type than the caller expects.
    case unexpectedValue
  }

  /// The kind.
  public let code: Code
  /// What happened.
  public let cause: Cause
  /// The server's five-character SQLSTATE, when it gave one (PostgreSQL, appendix A).
  public let sqlState: String?

  /// An error.
  init(_ code: Code, _ cause: Cause, sqlState: String? = nil) {
    self.code = code
    self.cause = cause
    self.sqlState = sqlState
  }

  /// An error of a caller's own: a row of `table` that is not as the caller wrote it.
  public init(unreadableRowOf table: String) { self.init(.unexpectedValue, .unreadableRow(table: table)) }

  /// An error of a caller's own: the tables have a version that is newer than the newest one that the caller knows.
  public init(newerTables version: Int, known: Int) {
    self.init(.unexpectedValue, .newerTables(version: version, known: known))
  }

  /// One line for a log.
  public var description: String { sqlState.map { "\(cause.logText) (SQLSTATE \($0))" } ?? cause.logText }

  /// Whether all connections of the server are in use: others will end, so that trying again soon may help.
  ///
  /// libpq gives no SQLSTATE for a refused log-in, so the server's words decide (PostgreSQL, `InitPostgres`).
  var isOutOfConnections: Bool {
    guard code == .connectionFailed, case .said(let words) = cause else { return false }
    return ["too many clients", "too many connections", "remaining connection slots"].contains { words.contains($0) }
  }

  /// Whether the server cannot be reached, so that other calls would wait in vain as well.
  public var isUnreachable: Bool { code == .connectionFailed && !isOutOfConnections && cause != .cancelled }

  /// Whether the server was not available, so that asking later may help.
  public var isUnavailable: Bool {
    switch code {
    case .connectionFailed, .connectionLost, .timedOut: true
    // 53: out of resources; 57P0x: shutting down or starting up; 25006: read-only.
    case .refused: sqlState.map { $0.hasPrefix("53") || $0.hasPrefix("57P") || $0 == "25006" } ?? false
    case .cancelled, .unexpectedValue: false
    }
  }
}
