public import Deployments
public import Postgres

/// The journal in Postgres, for one workspace and namespace and one process.
///
/// Leases use the clock of the database. Every write of an operation names its owner and fence, so a process that lost
/// an operation to another one cannot write to it.
public struct PostgresOperationStore: OperationStore {
  /// The workspace, the namespace and the process of the operations.
  public struct Scope: Sendable {
    /// The ID of the workspace.
    public var workspaceID: String
    /// The namespace.
    public var namespace: String
    /// The name of the process, unique for each.
    public var owner: String
    /// How long an operation stays with a process that does not renew, in seconds.
    public var leaseSeconds: Double

    /// A scope.
    public init(workspaceID: String, namespace: String, owner: String, leaseSeconds: Double = 15) {
      self.workspaceID = workspaceID
      self.namespace = namespace
      self.owner = owner
      self.leaseSeconds = leaseSeconds
    }
  }

  /// The database.
  let client: StoreClient
  /// The workspace, the namespace and the process.
  let scope: Scope

  /// A store in the database of `client`; nothing is connected yet.
  public init(client: PostgresClient, scope: Scope) {
    self.client = StoreClient(client)
    self.scope = scope
  }

  /// The alerts in the same database, for the same process.
  public var alerts: PostgresAlertStore { PostgresAlertStore(client: client, scope: scope) }

  /// The duration of a lease, as an interval.
  var lease: PostgresValue { PostgresValue("\(scope.leaseSeconds) seconds") }
  /// The workspace, as a parameter.
  var workspace: PostgresValue { PostgresValue(scope.workspaceID) }
  /// The namespace, as a parameter.
  var namespace: PostgresValue { PostgresValue(scope.namespace) }
  /// The process, as a parameter.
  var owner: PostgresValue { PostgresValue(scope.owner) }

  /// The rows of `sql`; errors of the database become errors of the store.
  func rows(_ sql: String, _ values: [PostgresValue]) async throws(StoreError) -> [PostgresRow] {
    do throws(PostgresError) { return try await client.query(sql, values) } catch { throw StoreError(error) }
  }

  /// An expression for a column as ISO 8601 in UTC.
  static func utc(_ column: String) -> String {
    "to_char(\(column) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
  }
}
