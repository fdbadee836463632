public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore {
  /// Journals `operation`, or finds the existing one for the same request.
  /// - Throws: ``StoreError``.
  public func begin(_ operation: NewOperation) async throws(StoreError) -> (operation: StoredOperation, isNew: Bool) {
    // If two processes begin at once, the unique indexes decide. The loser then finds the winner's row.
    var isUncertain = false
    for attempt in 0..<4 {
      if attempt > 0,
        let found = try await find(
          kind: operation.request.kind, subject: operation.subject, idempotencyKey: operation.idempotencyKey,
          onlyRunning: true)
      {
        // With the marker of this call, its insert took place, though the response of the database was lost.
        return (found, found.marker == operation.marker)
      }
      do throws(PostgresError) {
        return try await insert(operation)
      } catch {
        if error.code == .connectionLost, !isUncertain {
          isUncertain = true
        } else if error.sqlState != "23505" {  // unique_violation
          throw StoreError(error)
        }
      }
    }
    throw StoreError(.unavailable, .contention)
  }

  private func insert(_ new: NewOperation) async throws(PostgresError) -> (operation: StoredOperation, isNew: Bool) {
    switch new.request {
    case .deploy(let deploy):
      (
        try stored(new, try await client.query(Self.insertDeploy, operationValues(new) + deployValues(new, deploy))),
        true
      )
    case .start(let deploymentID, _, _):
      try await insert(new) { connection throws(PostgresError) in try self.rowToStart(deploymentID, connection) }
    case .update(let update):
      try await insert(new) { connection throws(PostgresError) in
        // The unique index of running updates rolls this back, too.
        if let found = new.versions {
          try self.insert(found, update.deploymentID, client: new.client, connection)
        }
        return try self.rowToUpdate(update.deploymentID, connection)
      }
    case .stop(let jobID, let deploymentID, _):
      try await insert(new) { connection throws(PostgresError) in try self.rowToStop(jobID, deploymentID, connection) }
    }
  }

  private typealias JobRow = (id: Int, sqlRecordID: Int?)

  private func insert(
    _ new: NewOperation, on row: @escaping @Sendable (PostgresTransaction) throws(PostgresError) -> JobRow
  ) async throws(PostgresError) -> (operation: StoredOperation, isNew: Bool) {
    try await client.transaction { connection throws(PostgresError) in
      if let other = try self.runningBeside(new, connection) { return (other, false) }
      let row = try row(connection)
      let values = self.operationValues(new) + [PostgresValue(row.id), PostgresValue(row.sqlRecordID)]
      return (try self.stored(new, try connection.execute(Self.insertOnRow, values)), true)
    }
  }

  private func stored(_ new: NewOperation, _ rows: [PostgresRow]) throws(PostgresError) -> StoredOperation {
    guard let row = rows.first else { throw PostgresError(unreadableRowOf: "flink_operations") }
    return StoredOperation(
      id: try row.requiredInt("id"), aliyunJobID: try row.requiredInt("aliyun_job_id"),
      sqlRecordID: try row.int("sql_record_id"), request: new.request, marker: new.marker, digest: new.digest,
      idempotencyKey: new.idempotencyKey,
      state: OperationMachine(new.request, marker: new.marker, limits: .init()).state, notes: new.notes, fence: 1)
  }

  // SQL record, job row and operation in one statement: one round trip, and all or nothing.
  private static let insertDeploy = """
    with script as (
      insert into flink_sql_record (topic, hologres_table, flink_sql, digest, arrival) values ($16, $17, $18, $5, $22)
      returning id
    ), job as (
      insert into aliyun_flink_jobs (sql_record_id, deployment_name, status, workspace_id, namespace, flink_config)
      select id, $19, $20, $3, $4, $21 from script returning id, sql_record_id
    )
    \(insertOperation)
    """

  private static let insertOnRow = """
    with job as (select $16::bigint as id, $17::bigint as sql_record_id)
    \(insertOperation)
    """

  private static let insertOperation = """
    insert into flink_operations (kind, subject, workspace_id, namespace, digest, idempotency_key, marker, request,
      state, warnings, client, owner, lease_expires_at, arguments, task_id, aliyun_job_id)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now() + $13::interval, $14, $15, job.id from job
    returning id, aliyun_job_id, (select sql_record_id from job)
    """

  private func operationValues(_ new: NewOperation) -> [PostgresValue] {
    let state = OperationMachine(new.request, marker: new.marker, limits: .init()).state
    return [
      PostgresValue(new.request.kind), PostgresValue(new.subject), workspace, namespace, PostgresValue(new.digest),
      PostgresValue(new.idempotencyKey), PostgresValue(new.marker), PostgresValue(json: new.request.json),
      PostgresValue(json: state.json), PostgresValue(json: .array(new.notes)), PostgresValue(new.client), owner,
      lease, PostgresValue(json: new.arguments), PostgresValue(new.taskID),
    ]
  }

  private func deployValues(_ new: NewOperation, _ deploy: DeployRequest) -> [PostgresValue] {
    let config: JSON = ["flink_conf": .object(deploy.flinkConf), "resources": .object(deploy.resources)]
    return [
      PostgresValue(new.source?.topic), PostgresValue(new.source?.table), PostgresValue(deploy.sql),
      PostgresValue(deploy.name), PostgresValue(OperationStatus.created.rawValue), PostgresValue(json: config),
      new.arrival.isNull ? nil : PostgresValue(json: new.arrival),
    ]
  }

  /// The row of the active job, if no operation runs on it; else a new row for a new run.
  private func rowToStart(_ deploymentID: String, _ connection: PostgresTransaction) throws(PostgresError) -> JobRow {
    let latest = try latestJob(connection, "deployment_id = $3", deploymentID)
    if let latest, latest.isOpen { return (latest.id, latest.sqlRecordID) }
    let id = try insertJob(connection, sqlRecordID: latest?.sqlRecordID, deploymentID: deploymentID, jobID: nil)
    return (id, latest?.sqlRecordID)
  }

  /// A new row: an update ends with another job.
  private func rowToUpdate(_ deploymentID: String, _ connection: PostgresTransaction) throws(PostgresError) -> JobRow {
    let latest = try latestJob(connection, "deployment_id = $3", deploymentID)
    let id = try insertJob(connection, sqlRecordID: latest?.sqlRecordID, deploymentID: deploymentID, jobID: nil)
    return (id, latest?.sqlRecordID)
  }

  /// The operation in progress that excludes a new one: an update excludes all others of its deployment.
  private func runningBeside(
    _ new: NewOperation, _ connection: PostgresTransaction
  ) throws(PostgresError) -> StoredOperation? {
    guard let deploymentID = try deploymentID(of: new.request, connection) else { return nil }
    try lock(deploymentID, connection)
    let found = try connection.execute(
      """
      select \(PostgresOperationStore.operationColumns) \(PostgresOperationStore.operationTables)
      where o.workspace_id = $1 and o.namespace = $2 and o.outcome is null and j.deployment_id = $3 and o.kind <> $4
        and 'update' in (o.kind, $4)
      order by o.id limit 1
      """, [workspace, namespace, PostgresValue(deploymentID), PostgresValue(new.request.kind)]
    )
    guard let row = found.first else { return nil }
    do throws(StoreError) { return try operation(row) } catch {
      throw PostgresError(unreadableRowOf: "flink_operations")
    }
  }

  private func deploymentID(
    of request: OperationRequest, _ connection: PostgresTransaction
  ) throws(PostgresError) -> String? {
    switch request {
    case .deploy: nil
    case .start(let id, _, _): id
    case .update(let update): update.deploymentID
    case .stop(_, let id?, _): id
    case .stop(let jobID?, _, _): try latestJob(connection, "job_id = $3", jobID)?.deploymentID
    case .stop: nil
    }
  }

  private func rowToStop(
    _ jobID: String?, _ deploymentID: String?, _ connection: PostgresTransaction
  ) throws(PostgresError) -> JobRow {
    let latest =
      if let jobID { try latestJob(connection, "job_id = $3", jobID) } else {
        try latestJob(connection, "deployment_id = $3", deploymentID ?? "")
      }
    if let latest { return (latest.id, latest.sqlRecordID) }
    return (try insertJob(connection, sqlRecordID: nil, deploymentID: deploymentID, jobID: jobID), nil)
  }

  private func latestJob(
    _ connection: PostgresTransaction, _ condition: String, _ value: String
  ) throws(PostgresError) -> (id: Int, sqlRecordID: Int?, deploymentID: String?, isOpen: Bool)? {
    let rows = try connection.execute(
      """
      select id, sql_record_id, deployment_id, status in ('STARTING', 'RUNNING') and not exists (
          select from flink_operations o where o.aliyun_job_id = aliyun_flink_jobs.id and o.outcome is null) as is_open
      from aliyun_flink_jobs
      where workspace_id = $1 and namespace = $2 and \(condition) order by id desc limit 1
      """, [workspace, namespace, PostgresValue(value)])
    guard let row = rows.first else { return nil }
    return (
      try row.requiredInt("id"), try row.int("sql_record_id"), try row.string("deployment_id"), try row.bool("is_open")
    )
  }

  private func insertJob(
    _ connection: PostgresTransaction, sqlRecordID: Int?, deploymentID: String?, jobID: String?
  ) throws(PostgresError) -> Int {
    try connection.execute(
      """
      insert into aliyun_flink_jobs (sql_record_id, deployment_id, job_id, status, workspace_id, namespace, flink_config)
      values ($1, $2, $3, $4, $5, $6, '{}') returning id
      """,
      [
        PostgresValue(sqlRecordID), PostgresValue(deploymentID), PostgresValue(jobID),
        PostgresValue(OperationStatus.deployed.rawValue), workspace, namespace,
      ]
    ).first?.requiredInt("id") ?? 0
  }
}
