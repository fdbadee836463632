public import Deployments
import JSONCoding
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

  /// Journals `operation`, or finds the one that answers the same request.
  /// - Throws: ``StoreError``.
  public func begin(_ operation: NewOperation) async throws(StoreError) -> (operation: StoredOperation, isNew: Bool) {
    // The unique indexes decide between two that begin at once; the loser finds the winner's row on its second look.
    var isUncertain = false
    for _ in 0..<3 {
      if let found = try await find(
        kind: operation.request.kind, subject: operation.subject, idempotencyKey: operation.idempotencyKey,
        onlyRunning: true)
      {
        // The marker is the call's own: its insert took place, though the database's answer was lost.
        return (found, found.marker == operation.marker)
      }
      do throws(PostgresError) {
        return (try await insert(operation), true)
      } catch {
        if error.code == .connectionLost, !isUncertain {
          isUncertain = true
        } else if error.sqlState != "23505" {  // unique_violation
          throw StoreError(error)
        }
      }
    }
    throw StoreError(.unavailable, "Other processes keep beginning the same operation")
  }

  private func insert(_ new: NewOperation) async throws(PostgresError) -> StoredOperation {
    let machine = OperationMachine(new.request, marker: new.marker, limits: .init())
    return try await client.transaction { connection throws(PostgresError) in
      let row = try self.jobRow(for: new, connection)
      let warnings = JSON.array(new.warnings.map(JSON.string))
      let id = try connection.execute(
        """
        insert into flink_operations (aliyun_job_id, kind, subject, workspace_id, namespace, idempotency_key, digest,
          marker, request, state, warnings, client, owner, lease_expires_at, arguments,
          task_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now() + $14::interval, $15, $16)
        returning id
        """,
        [
          PostgresValue(row.id), PostgresValue(new.request.kind), PostgresValue(new.subject), self.workspace,
          self.namespace, PostgresValue(new.idempotencyKey), PostgresValue(new.digest), PostgresValue(new.marker),
          PostgresValue(new.request.json.text), PostgresValue(machine.state.json.text), PostgresValue(warnings.text),
          PostgresValue(new.client), self.owner, self.lease, PostgresValue(new.arguments.text),
          PostgresValue(OperationTask.id(ofMarker: new.marker)),
        ]
      ).first?.requiredInt("id")
      return StoredOperation(
        id: id ?? 0, aliyunJobID: row.id, sqlRecordID: row.sqlRecordID, request: new.request, marker: new.marker,
        digest: new.digest, state: machine.state, warnings: new.warnings, fence: 1)
    }
  }

  /// The row that the operation is about: a new one, or the one of the job that is meant.
  private func jobRow(
    for new: NewOperation, _ connection: PostgresTransaction
  ) throws(PostgresError) -> (id: Int, sqlRecordID: Int?) {
    switch new.request {
    case .deploy(let deploy):
      let sqlRecordID = try connection.execute(
        "insert into flink_sql_record (topic, hologres_table, flink_sql, digest) values ($1, $2, $3, $4) returning id",
        [
          PostgresValue(new.source?.topic), PostgresValue(new.source?.table), PostgresValue(deploy.sql),
          PostgresValue(new.digest),
        ]
      ).first?.requiredInt("id")
      let id = try insertJob(connection, sqlRecordID: sqlRecordID, deploymentID: nil, jobID: nil, deploy)
      return (id, sqlRecordID)
    case .start(let deploymentID, _):
      // A job that runs and that nobody is at work on keeps its row; a new run gets a new one.
      let latest = try latestJob(connection, "deployment_id = $3", deploymentID)
      if let latest, latest.isOpen { return (latest.id, latest.sqlRecordID) }
      let sqlRecordID = latest?.sqlRecordID
      return (
        try insertJob(connection, sqlRecordID: sqlRecordID, deploymentID: deploymentID, jobID: nil, nil), sqlRecordID
      )
    case .stop(let jobID, let deploymentID, _):
      let latest =
        if let jobID { try latestJob(connection, "job_id = $3", jobID) } else {
          try latestJob(connection, "deployment_id = $3", deploymentID ?? "")
        }
      if let latest { return (latest.id, latest.sqlRecordID) }
      return (try insertJob(connection, sqlRecordID: nil, deploymentID: deploymentID, jobID: jobID, nil), nil)
    }
  }

  private func latestJob(
    _ connection: PostgresTransaction, _ condition: String, _ value: String
  ) throws(PostgresError) -> (id: Int, sqlRecordID: Int?, isOpen: Bool)? {
    let rows = try connection.execute(
      """
      select id, sql_record_id, status in ('STARTING', 'RUNNING') and not exists (
          select from flink_operations o where o.aliyun_job_id = aliyun_flink_jobs.id and o.outcome is null) as is_open
      from aliyun_flink_jobs
      where workspace_id = $1 and namespace = $2 and \(condition) order by id desc limit 1
      """, [workspace, namespace, PostgresValue(value)])
    guard let row = rows.first else { return nil }
    return (try row.requiredInt("id"), try row.int("sql_record_id"), try row.bool("is_open"))
  }

  private func insertJob(
    _ connection: PostgresTransaction, sqlRecordID: Int?, deploymentID: String?, jobID: String?,
    _ deploy: DeployRequest?
  ) throws(PostgresError) -> Int {
    let config: JSON =
      deploy.map { ["flink_conf": .object($0.flinkConf), "resources": .object($0.resources)] } ?? [:]
    return try connection.execute(
      """
      insert into aliyun_flink_jobs
        (sql_record_id, deployment_id, job_id, deployment_name, status, workspace_id, namespace, flink_config)
      values ($1, $2, $3, $4, $5, $6, $7, $8) returning id
      """,
      [
        PostgresValue(sqlRecordID), PostgresValue(deploymentID), PostgresValue(jobID), PostgresValue(deploy?.name),
        PostgresValue(deploy == nil ? "DEPLOYED" : "CREATED"), workspace, namespace, PostgresValue(config.text),
      ]
    ).first?.requiredInt("id") ?? 0
  }
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
