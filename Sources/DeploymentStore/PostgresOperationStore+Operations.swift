public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore {
  /// The columns that ``operation(_:)`` reads, of the operation `o` and its job `j`.
  static let operationColumns = """
    o.id, o.aliyun_job_id, j.sql_record_id, o.request, o.marker, o.digest, o.idempotency_key, o.state, o.warnings, o.fence
    """
  /// The tables of ``operationColumns``.
  static let operationTables = "from flink_operations o join aliyun_flink_jobs j on j.id = o.aliyun_job_id"

  /// The operation for a request: by key, else the latest one on the subject that runs or has succeeded.
  /// - Throws: ``StoreError``.
  public func find(kind: String, subject: String, idempotencyKey: String?) async throws(StoreError) -> StoredOperation?
  {
    try await find(kind: kind, subject: subject, idempotencyKey: idempotencyKey, onlyRunning: false)
  }

  /// As ``find(kind:subject:idempotencyKey:)``, by subject only among running operations if `onlyRunning`.
  func find(
    kind: String, subject: String, idempotencyKey: String?, onlyRunning: Bool
  ) async throws(StoreError) -> StoredOperation? {
    if let idempotencyKey {
      let found = try await rows(
        """
        select \(PostgresOperationStore.operationColumns) \(PostgresOperationStore.operationTables)
        where o.workspace_id = $1 and o.namespace = $2 and o.kind = $3 and o.idempotency_key = $4
        """, [workspace, namespace, PostgresValue(kind), PostgresValue(idempotencyKey)])
      if let row = found.first { return try operation(row) }
    }
    let found = try await rows(
      """
      select \(PostgresOperationStore.operationColumns) \(PostgresOperationStore.operationTables)
      where o.workspace_id = $1 and o.namespace = $2 and o.kind = $3 and o.subject = $4
        and (o.outcome is null \(onlyRunning ? "" : "or o.outcome = 'succeeded'"))
      order by o.id desc limit 1
      """, [workspace, namespace, PostgresValue(kind), PostgresValue(subject)])
    return try found.first.map { row throws(StoreError) in try operation(row) }
  }

  /// The running operation on a row, else the latest one.
  /// - Throws: ``StoreError``.
  public func operation(onJob id: Int) async throws(StoreError) -> StoredOperation? {
    let found = try await rows(
      """
      select \(PostgresOperationStore.operationColumns) \(PostgresOperationStore.operationTables)
      where o.aliyun_job_id = $1 order by o.outcome is null desc, o.id desc limit 1
      """, [PostgresValue(id)])
    return try found.first.map { row throws(StoreError) in try operation(row) }
  }

  /// Excludes a finished operation from ``find(kind:subject:idempotencyKey:)``.
  /// - Throws: ``StoreError``.
  public func forget(_ operation: StoredOperation) async throws(StoreError) {
    _ = try await rows(
      "update flink_operations set idempotency_key = null, outcome = 'forgotten' where id = $1 and outcome is not null",
      [PostgresValue(operation.id)])
  }

  /// The operation of a row with ``operationColumns``.
  func operation(_ row: PostgresRow) throws(StoreError) -> StoredOperation {
    do throws(PostgresError) {
      let request = try OperationRequest(json: json(row, "request"))
      let state = try OperationState(json: json(row, "state"))
      guard let request, let state else { throw PostgresError(unreadableRowOf: "flink_operations") }
      return StoredOperation(
        id: try row.requiredInt("id"), aliyunJobID: try row.requiredInt("aliyun_job_id"),
        sqlRecordID: try row.int("sql_record_id"), request: request, marker: try row.requiredString("marker"),
        digest: try row.requiredString("digest"), idempotencyKey: try row.string("idempotency_key"), state: state,
        notes: try json(row, "warnings").array ?? [], fence: try row.requiredInt("fence"))
    } catch {
      throw StoreError(error)
    }
  }

  private func json(_ row: PostgresRow, _ column: String) throws(PostgresError) -> JSON {
    (try? JSON.parse(try row.requiredString(column))) ?? .null
  }
}
