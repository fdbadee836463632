public import PipelineTypes
public import Postgres

/// The newest value of a column that grows.
public enum ColumnGrowth: Sendable, Equatable {
  /// The newest value of this column as a text, nil for none, and whether it has reached what it was compared with.
  case newest(column: String, value: String?, hasReached: Bool)
  /// No column has an index in its order, so that all rows would have to be read.
  case notIndexed
  /// The user sees no table of this name.
  case noTable
}

extension HologresCatalog {
  /// The newest value of the first of these columns that an index finds.
  ///
  /// It runs in a transaction that can only read. A statement takes two seconds at most, of which it waits one for a
  /// lock. Hologres does not list its clustering keys as indexes, so nothing is read there without one.
  /// - Parameters:
  ///   - marks: Columns and values as texts to compare with, the most telling one first; at least one.
  ///   - table: The table.
  /// - Throws: ``PostgresError``: of code `timedOut`, or of SQLSTATE 55P03 for a table that is locked.
  public func growth(
    to marks: [(column: String, value: String)], in table: TableName
  ) async throws(PostgresError) -> ColumnGrowth {
    try await client.transaction { connection throws(PostgresError) in
      try connection.execute(RowLookup.limits)
      let names = ([table.schema, table.table] + marks.map(\.column)).map { PostgresValue($0) }
      let rows = try connection.execute(RowLookup.indexed(columns: marks.count), names)
      if rows.isEmpty { return .noTable }
      let indexed = try rows.map { row throws(PostgresError) in try row.string("name") }
      guard let mark = marks.first(where: { mark in indexed.contains { $0?.isSameName(as: mark.column) == true } })
      else { return .notIndexed }
      let found = try connection.execute(RowLookup.newest(in: table, column: mark.column), [PostgresValue(mark.value)])
      return .newest(
        column: mark.column, value: try found.first?.string("newest"),
        hasReached: try found.first?.bool("has_reached") == true)
    }
  }
}
