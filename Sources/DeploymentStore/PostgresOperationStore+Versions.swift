public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore {
  /// The versions of a deployment, newest first.
  /// - Throws: ``StoreError``.
  public func versions(
    ofDeployment deploymentID: String, limit: Int
  ) async throws(StoreError) -> [DeploymentVersion] {
    let found = try await rows(
      """
      select v.version, v.status, (extract(epoch from v.create_time) * 1000)::bigint as created_at, v.spec, v.arguments,
        v.changes, v.savepoint_id, v.restored_from, v.client, r.topic, r.hologres_table, r.arrival
      from aliyun_flink_job_versions v left join flink_sql_record r on r.id = v.sql_record_id
      where v.workspace_id = $1 and v.namespace = $2 and v.deployment_id = $3 order by v.version desc limit $4
      """, [workspace, namespace, PostgresValue(deploymentID), PostgresValue(limit)])
    do throws(PostgresError) { return try found.map(Self.version) } catch { throw StoreError(error) }
  }

  /// Records what a deployment was found to have, without an update.
  /// - Throws: ``StoreError``.
  public func record(
    _ found: FoundVersions, ofDeployment deploymentID: String, client: String?
  ) async throws(StoreError) {
    do throws(PostgresError) {
      try await self.client.transaction { connection throws(PostgresError) in
        try self.lock(deploymentID, connection)
        try self.insert(found, deploymentID, client: client, connection)
      }
    } catch { throw StoreError(error) }
  }

  /// Records what a deployment was found to have; its caller holds the lock of the deployment.
  func insert(
    _ found: FoundVersions, _ deploymentID: String, client: String?, _ connection: PostgresTransaction
  ) throws(PostgresError) {
    let current = try connection.execute(
      """
      select version from aliyun_flink_job_versions
      where workspace_id = $1 and namespace = $2 and deployment_id = $3 and status = 'CURRENT'
      """, [workspace, namespace, PostgresValue(deploymentID)]
    ).first?.int("version")
    guard current == found.base else { return }
    if let spec = found.completed {
      try connection.execute(
        """
        update aliyun_flink_job_versions set spec = $4
        where workspace_id = $1 and namespace = $2 and deployment_id = $3 and status = 'CURRENT'
        """, [workspace, namespace, PostgresValue(deploymentID), PostgresValue(json: spec.json)])
    }
    for version in found.added {
      try leaveCurrent(ofDeployment: deploymentID, savepointID: nil, connection)
      _ = try insert(
        VersionRow(
          spec: version.spec, record: version.record, status: .current, client: client, operationID: nil),
        try insertScript(version.spec, version.record, connection), deploymentID, connection)
    }
  }

  /// The topic and the tables of a row in `flink_sql_record`; nil when there is none.
  /// - Throws: ``StoreError``.
  public func source(_ sqlRecordID: Int) async throws(StoreError) -> (topic: String?, table: String?)? {
    let found = try await rows(
      "select topic, hologres_table from flink_sql_record where id = $1", [PostgresValue(sqlRecordID)])
    do throws(PostgresError) {
      return try found.first.map { row throws(PostgresError) in
        (try row.string("topic"), try row.string("hologres_table"))
      }
    } catch { throw StoreError(error) }
  }

  /// Records the version that an operation leaves.
  func insert(
    _ version: FinishedVersion, of operation: StoredOperation, _ deploymentID: String, _ connection: PostgresTransaction
  ) throws(PostgresError) {
    var script = operation.sqlRecordID
    if version.needsScript {
      script = try insertScript(version.spec, version.record, connection)
      try connection.execute(
        "update aliyun_flink_jobs set sql_record_id = $2 where id = $1",
        [PostgresValue(operation.aliyunJobID), PostgresValue(script)])
    }
    if let replaced = operation.state.update.replacedJobID, operation.state.update.hasEnded {
      try connection.execute(
        """
        update aliyun_flink_jobs set status = 'CANCELLED', end_time = coalesce(end_time, now()), update_time = now()
        where workspace_id = $1 and namespace = $2 and job_id = $3 and id <> $4
          and status in ('STARTING', 'RUNNING', 'CANCELLING')
        """, [workspace, namespace, PostgresValue(replaced), PostgresValue(operation.aliyunJobID)])
    }
    if version.status == .current {
      try leaveCurrent(ofDeployment: deploymentID, savepointID: version.savepointID, connection)
    }
    _ = try insert(
      VersionRow(
        spec: version.spec, record: version.record, status: version.status, client: nil, operationID: operation.id),
      version.status == .current ? script : nil, deploymentID, connection)
  }

  /// The columns of a version that are known before its number.
  private struct VersionRow {
    let spec: DeploymentSpec
    let record: VersionRecord
    let status: DeploymentVersion.Status
    let client: String?
    let operationID: Int?
  }

  private func leaveCurrent(
    ofDeployment deploymentID: String, savepointID: String?, _ connection: PostgresTransaction
  ) throws(PostgresError) {
    try connection.execute(
      """
      update aliyun_flink_job_versions set status = 'PREVIOUS', savepoint_id = coalesce($4, savepoint_id)
      where workspace_id = $1 and namespace = $2 and deployment_id = $3 and status = 'CURRENT'
      """, [workspace, namespace, PostgresValue(deploymentID), PostgresValue(savepointID)])
  }

  private func insertScript(
    _ spec: DeploymentSpec, _ record: VersionRecord, _ connection: PostgresTransaction
  ) throws(PostgresError) -> Int? {
    try connection.execute(
      """
      insert into flink_sql_record (topic, hologres_table, flink_sql, digest, arrival) values ($1, $2, $3, '', $4)
      returning id
      """,
      [
        PostgresValue(record.topic), PostgresValue(record.table), PostgresValue(spec.sql),
        record.arrival.isNull ? nil : PostgresValue(json: record.arrival),
      ]
    ).first?.int("id")
  }

  private func insert(
    _ row: VersionRow, _ script: Int?, _ deploymentID: String, _ connection: PostgresTransaction
  ) throws(PostgresError) -> Int {
    try connection.execute(
      """
      insert into aliyun_flink_job_versions (workspace_id, namespace, deployment_id, version, status, flink_sql, spec,
        arguments, changes, restored_from, sql_record_id, client, operation_id)
      select $1, $2, $3, 1 + coalesce(max(version), 0), $4, $5, $6::jsonb, $7::jsonb, $8::jsonb, $9::integer, $10::bigint,
        coalesce($11, (select client from flink_operations where id = $12::bigint)), $12::bigint
      from aliyun_flink_job_versions where workspace_id = $1 and namespace = $2 and deployment_id = $3
      returning version
      """,
      [
        workspace, namespace, PostgresValue(deploymentID), PostgresValue(row.status.rawValue),
        PostgresValue(row.spec.sql), PostgresValue(json: row.spec.json),
        PostgresValue(json: .object(row.record.arguments)), PostgresValue(json: .array(row.record.changes)),
        PostgresValue(row.record.restoredFrom), PostgresValue(script), PostgresValue(row.client),
        PostgresValue(row.operationID),
      ]
    ).first?.requiredInt("version") ?? 0
  }

  /// Excludes other transactions that begin an operation on a deployment, until this one ends.
  func lock(_ deploymentID: String, _ connection: PostgresTransaction) throws(PostgresError) {
    try connection.execute(
      "select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2 || '/' || $3, 0))",
      [workspace, namespace, PostgresValue(deploymentID)])
  }

  private static func version(_ row: PostgresRow) throws(PostgresError) -> DeploymentVersion {
    func json(_ column: String) throws(PostgresError) -> JSON {
      try row.string(column).flatMap { try? JSON.parse($0) } ?? .null
    }
    guard let spec = DeploymentSpec(json: try json("spec")),
      let status = DeploymentVersion.Status(rawValue: try row.string("status") ?? "")
    else { throw PostgresError(unreadableRowOf: "aliyun_flink_job_versions") }
    return DeploymentVersion(
      number: try row.requiredInt("version"), status: status, createdAt: try row.requiredInt("created_at"), spec: spec,
      record: VersionRecord(
        arguments: try json("arguments").object ?? [:], changes: try json("changes").array ?? [],
        restoredFrom: try row.int("restored_from"), topic: try row.string("topic"),
        table: try row.string("hologres_table"), arrival: try json("arrival")),
      savepointID: try row.string("savepoint_id"), client: try row.string("client"))
  }
}
