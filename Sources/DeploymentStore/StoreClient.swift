import Postgres
import Synchronization

/// The database of the store; refuses every statement once a newer program has upgraded the tables.
///
/// It looks before its first statement, and then at most every five seconds. A statement in between can still meet newer
/// tables. A process that is refused cannot renew its leases, so a newer program takes its operations over.
final class StoreClient: Sendable {
  private let client: PostgresClient
  private let interval: Duration
  /// When the version of the tables was last looked at; nil before the first look, and after a failed one.
  private let lastLook = Mutex<ContinuousClock.Instant?>(nil)

  /// A store in the database of `client`; nothing is connected yet.
  /// - Parameter interval: The shortest time between two looks.
  init(_ client: PostgresClient, interval: Duration = .seconds(5)) {
    self.client = client
    self.interval = interval
  }

  /// Runs one statement, as ``PostgresClient/query(_:_:)`` does.
  /// - Throws: ``PostgresError``.
  @discardableResult
  func query(_ sql: String, _ values: [PostgresValue] = []) async throws(PostgresError) -> [PostgresRow] {
    try await look()
    return try await client.query(sql, values)
  }

  /// Runs `body` as one transaction, as ``PostgresClient/transaction(_:)`` does.
  /// - Throws: ``PostgresError``.
  @discardableResult
  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (PostgresTransaction) throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    try await look()
    return try await client.transaction(body)
  }

  private func look() async throws(PostgresError) {
    let isDue = lastLook.withLock { last in
      guard let time = last else { return true }
      if .now - time < interval { return false }
      // One caller looks for all.
      last = .now
      return true
    }
    guard isDue else { return }
    do throws(PostgresError) {
      let version = try await Migrations.version(of: client)
      if version > Migrations.current { throw PostgresError(newerTables: version, known: Migrations.current) }
      lastLook.withLock { $0 = .now }
    } catch {
      lastLook.withLock { $0 = nil }
      throw error
    }
  }
}
