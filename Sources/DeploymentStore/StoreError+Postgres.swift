public import Deployments
public import Postgres

extension StoreError {
  /// The store's error for an error of the database.
  public init(_ error: PostgresError) {
    // undefined_table, undefined_column
    if error.sqlState == "42P01" || error.sqlState == "42703" {
      self.init(.needsUpgrade, .outdatedTables)
    } else if case .newerTables(let version, let known) = error.cause {
      self.init(.programOutdated, .newerTables(version: version, known: known))
    } else {
      self.init(error.isUnavailable || error.code == .cancelled ? .unavailable : .refused, Cause(error))
    }
  }
}

extension StoreError.Cause {
  /// The cause of an error of the database.
  public init(_ error: PostgresError) {
    self =
      switch error.cause {
      case .said(let words): .said(words, sqlState: error.sqlState)
      case .noReasonGiven: .noReasonGiven
      case .malformedURI: .malformedURI
      case .noTLS: .noTLS
      case .noAnswer: .noAnswer
      case .cancelled: .cancelled
      case .missingColumn(let name), .nullColumn(let name), .notAnInteger(let name): .unexpectedColumn(name)
      case .unreadableRow(let table): .unreadableRow(table: table)
      case .newerTables(let version, let known): .newerTables(version: version, known: known)
      }
  }
}
