public import Deployments
public import Postgres

/// The journal in Postgres, for one workspace and namespace and one process.
///
/// Leases live by the clock of the database; every write of an operation names its owner and fence, so a process that
/// was taken for dead and comes back cannot write any more.
public struct PostgresOperationStore: OperationStore {
  /// Whose operations these are.
  public struct Scope: Sendable {
    /// Workspace id.
    public var workspaceID: String
    /// Namespace.
    public var namespace: String
    /// Unique for each process.
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

  let client: PostgresClient
  let scope: Scope

  /// A store over `client`; nothing is connected yet.
  public init(client: PostgresClient, scope: Scope) {
    self.client = client
    self.scope = scope
  }

  var lease: PostgresValue { PostgresValue("\(scope.leaseSeconds) seconds") }
  var workspace: PostgresValue { PostgresValue(scope.workspaceID) }
  var namespace: PostgresValue { PostgresValue(scope.namespace) }
  var owner: PostgresValue { PostgresValue(scope.owner) }
}

extension StoreError {
  /// What an error of the database means for the store.
  public init(_ error: PostgresError) {
    if error.sqlState == "42P01" || error.sqlState == "42703" {
      self.init(.needsUpgrade, "the tables of flink-deploy are missing or old")
    } else {
      self.init(error.isUnavailable || error.code == .cancelled ? .unavailable : .refused, error.description)
    }
  }
}
