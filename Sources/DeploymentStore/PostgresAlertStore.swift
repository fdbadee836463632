public import Alerting
import Deployments
public import Postgres

/// The alerts and their outbox in Postgres, for one workspace and namespace and one process.
///
/// Each write of the leader begins with a lock on the lease, so that it cannot overlap with a change of the lead or
/// with another write of the leader.
public struct PostgresAlertStore: AlertStore {
  /// The database.
  let client: StoreClient
  /// The workspace, the namespace and the process.
  let scope: PostgresOperationStore.Scope

  /// A store in the database of `client`; nothing is connected yet.
  public init(client: PostgresClient, scope: PostgresOperationStore.Scope) {
    self.init(client: StoreClient(client), scope: scope)
  }

  /// A store in the database of another store.
  init(client: StoreClient, scope: PostgresOperationStore.Scope) {
    self.client = client
    self.scope = scope
  }

  /// The duration of a lease, as an interval.
  var lease: PostgresValue { PostgresValue("\(scope.leaseSeconds) seconds") }
  /// The workspace, as a parameter.
  var workspace: PostgresValue { PostgresValue(scope.workspaceID) }
  /// The namespace, as a parameter.
  var namespace: PostgresValue { PostgresValue(scope.namespace) }
  /// The process, as a parameter.
  var owner: PostgresValue { PostgresValue(scope.owner) }

  /// The values that `read` makes of the rows of `sql`; errors of the database become errors of the store.
  func values<Value>(
    _ sql: String, _ values: [PostgresValue], _ read: (PostgresRow) throws(PostgresError) -> Value
  ) async throws(StoreError) -> [Value] {
    do throws(PostgresError) {
      return try await client.query(sql, values).map { row throws(PostgresError) in try read(row) }
    } catch { throw StoreError(error) }
  }

  /// Runs `body` as one transaction while this process leads.
  /// - Parameter fence: The fence of the lead.
  /// - Throws: ``StoreError``, `leaseLost` if another process leads or the lease has expired.
  func leading<Value: Sendable>(
    _ fence: Int, _ body: @escaping @Sendable (PostgresTransaction) throws(PostgresError) -> Value
  ) async throws(StoreError) -> Value {
    let value: Value?
    do throws(PostgresError) {
      value = try await client.transaction { connection throws(PostgresError) in
        try self.locksLease(fence, connection) ? try body(connection) : nil
      }
    } catch { throw StoreError(error) }
    guard let value else { throw StoreError(.leaseLost, .ownedByAnotherProcess) }
    return value
  }

  /// Locks the lease until the end of the transaction, and makes its commit durable in any case.
  /// - Returns: Whether this process holds it.
  private func locksLease(_ fence: Int, _ connection: PostgresTransaction) throws(PostgresError) -> Bool {
    try !connection.execute(
      """
      select fence, \(PostgresAlertStore.durableCommit) from monitor_lease
      where workspace_id = $1 and namespace = $2 and owner = $3 and fence = $4 and expires_at > clock_timestamp()
      for update
      """, [workspace, namespace, owner, PostgresValue(fence)]
    ).isEmpty
  }

  /// An expression that makes the commit of the transaction durable, also in a database that is set up to lose the
  /// latest commits in a crash.
  static let durableCommit = """
    case current_setting('synchronous_commit') when 'off' then set_config('synchronous_commit', 'on', true) end
    """

  /// A parameter or column in milliseconds since 1970 as a time.
  static func time(_ milliseconds: String) -> String { "to_timestamp(\(milliseconds)::bigint / 1000.0)" }

  /// A column of times in milliseconds since 1970.
  static func milliseconds(_ column: String) -> String { "(extract(epoch from \(column)) * 1000)::bigint" }
}
