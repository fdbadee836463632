public import PipelineTypes
public import Postgres

/// Whether a table has a row.
public enum RowPresence: Sendable, Equatable {
  case found, missing
  /// The user sees no table of this name.
  case noTable
  /// The table has no key of these columns, so that all of it would have to be searched.
  case notAKey
}

extension HologresCatalog {
  /// Whether `table` has the row with this key.
  ///
  /// One look through an index, in a transaction that can only read. A statement takes two seconds at most, of which it
  /// waits one for a lock.
  /// - Parameters:
  ///   - key: Columns and their values as texts, at least one.
  ///   - table: The table.
  /// - Throws: ``PostgresError``: of code `timedOut`, or of SQLSTATE 55P03 for a table that is locked.
  public func presence(
    of key: [(column: String, value: String)], in table: TableName
  ) async throws(PostgresError) -> RowPresence {
    let columns = key.map(\.column)
    let statement = RowLookup.presence(in: table, columns: columns)
    return try await client.transaction { connection throws(PostgresError) in
      try connection.execute(RowLookup.limits)
      let names = ([table.schema, table.table] + columns).map { PostgresValue($0) }
      guard let table = try connection.execute(RowLookup.uniqueness(columns: columns.count), names).first else {
        return .noTable
      }
      guard try table.bool("is_unique") else { return .notAKey }
      let found = try connection.execute(statement, key.map { PostgresValue($0.value) })
      return try found.first?.bool("is_there") == true ? .found : .missing
    }
  }
}
