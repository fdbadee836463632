public import Notices

/// The failure of a call to the store.
public struct StoreError: Error, Sendable, Codable, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable, Codable {
    /// The database cannot be reached at present, or rejects writes.
    case unavailable = "database_unavailable"
    /// The tables are missing or of an older version.
    case needsUpgrade = "database_needs_upgrade"
    /// The tables have a version that only newer programs know.
    case programOutdated = "program_outdated"
    /// No database is configured.
    case notConfigured = "database_not_configured"
    /// Another process has taken the operation over; this one must stop.
    case leaseLost = "lease_lost"
    /// The database rejects a statement: a defect, or missing rights.
    case refused = "database_refused"
  }

  /// What the store or the database found.
  public enum Cause: Notice, Codable, Hashable {
    /// The words of the database, with its SQLSTATE if it gave one.
    case said(String, sqlState: String?)
    /// The connection broke, and the database gave no reason.
    case noReasonGiven
    /// The connection URI is malformed.
    case malformedURI
    /// The database does not offer TLS, and a password would be sent.
    case noTLS
    /// The database did not answer in time.
    case noAnswer
    /// The calling task was cancelled.
    case cancelled
    /// A result lacks this column, or a row has an unexpected value in it.
    case unexpectedColumn(String)
    /// A row of this table cannot be read.
    case unreadableRow(table: String)
    /// The tables are missing, or older than this program.
    case outdatedTables
    /// The tables have a version that is newer than the newest one that this program knows.
    case newerTables(version: Int, known: Int)
    /// No database is configured.
    case notConfigured
    /// Another process owns the operation now.
    case ownedByAnotherProcess
    /// Other processes began the same operation again and again.
    case contention
  }

  /// The kind.
  public let code: Code
  /// What happened.
  public let cause: Cause

  /// An error.
  public init(_ code: Code, _ cause: Cause) {
    self.code = code
    self.cause = cause
  }

  /// One line for a log.
  public var description: String {
    if case .said(let words, let sqlState) = cause {
      return sqlState.map { "\(code.rawValue): \(words) (SQLSTATE \($0))" } ?? "\(code.rawValue): \(words)"
    }
    return "\(code.rawValue): \(cause)"
  }
}
