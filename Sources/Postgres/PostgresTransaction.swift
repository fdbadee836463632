/// Access to a connection while ``PostgresSession`` lends it; blocks, and stays on its thread.
public struct PostgresTransaction {
  private let connection: PostgresConnection
  private let statementTimeout: Duration

  /// The access to `connection`.
  init(_ connection: PostgresConnection, statementTimeout: Duration) {
    self.connection = connection
    self.statementTimeout = statementTimeout
  }

  /// Runs one statement.
  /// - Parameters:
  ///   - sql: The statement, with `$1`, `$2` ... in place of values. Without values: one or more, separated by
  ///     semicolons.
  ///   - values: The values.
  /// - Returns: The rows, empty for statements that return none.
  /// - Throws: ``PostgresError``.
  @discardableResult
  public func execute(_ sql: String, _ values: [PostgresValue] = []) throws(PostgresError) -> [PostgresRow] {
    try connection.execute(sql, values, deadline: ContinuousClock.now + statementTimeout)
  }
}
