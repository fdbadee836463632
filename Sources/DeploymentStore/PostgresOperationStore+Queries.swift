public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore {
  private static let operationColumns = """
    o.id, o.aliyun_job_id, j.sql_record_id, o.request, o.marker, o.digest, o.state, o.warnings, o.fence
    from flink_operations o join aliyun_flink_jobs j on j.id = o.aliyun_job_id
    """

  private static let jobColumns = """
    id, sql_record_id, deployment_id, job_id, deployment_name, status, error_message,
    \(PostgresOperationStore.utc("update_time")) as updated_at
    from aliyun_flink_jobs
    """

  /// Runs `sql`, turning errors of the database into those of the store.
  func rows(_ sql: String, _ values: [PostgresValue]) async throws(StoreError) -> [PostgresRow] {
    do throws(PostgresError) { return try await client.query(sql, values) } catch { throw StoreError(error) }
  }

  /// The operation that would answer a request: by key, else the latest about the subject that runs or has succeeded.
  /// - Throws: ``StoreError``.
  public func find(kind: String, subject: String, idempotencyKey: String?) async throws(StoreError) -> StoredOperation?
  {
    try await find(kind: kind, subject: subject, idempotencyKey: idempotencyKey, onlyRunning: false)
  }

  func find(
    kind: String, subject: String, idempotencyKey: String?, onlyRunning: Bool
  ) async throws(StoreError) -> StoredOperation? {
    if let idempotencyKey {
      let found = try await rows(
        """
        select \(PostgresOperationStore.operationColumns)
        where o.workspace_id = $1 and o.namespace = $2 and o.kind = $3 and o.idempotency_key = $4
        """, [workspace, namespace, PostgresValue(kind), PostgresValue(idempotencyKey)])
      if let row = found.first { return try operation(row) }
    }
    let found = try await rows(
      """
      select \(PostgresOperationStore.operationColumns)
      where o.workspace_id = $1 and o.namespace = $2 and o.kind = $3 and o.subject = $4
        and (o.outcome is null \(onlyRunning ? "" : "or o.outcome = 'succeeded'"))
      order by o.id desc limit 1
      """, [workspace, namespace, PostgresValue(kind), PostgresValue(subject)])
    return try found.first.map { row throws(StoreError) in try operation(row) }
  }

  /// The operation on a row that runs, else the latest one.
  /// - Throws: ``StoreError``.
  public func operation(onJob id: Int) async throws(StoreError) -> StoredOperation? {
    let found = try await rows(
      """
      select \(PostgresOperationStore.operationColumns)
      where o.aliyun_job_id = $1 order by o.outcome is null desc, o.id desc limit 1
      """, [PostgresValue(id)])
    return try found.first.map { row throws(StoreError) in try operation(row) }
  }

  /// The operation that a client awaits as a task.
  /// - Throws: ``StoreError``.
  public func task(_ id: String) async throws(StoreError) -> OperationTask? {
    let found = try await rows(
      """
      select \(PostgresOperationStore.utc("o.create_time")) as created_at,
        \(PostgresOperationStore.utc("o.update_time")) as changed_at, o.task_cancelled_at is not null as is_cancelled,
        \(PostgresOperationStore.operationColumns)
      where o.workspace_id = $1 and o.namespace = $2 and o.task_id = $3
      """, [workspace, namespace, PostgresValue(id)])
    guard let row = found.first else { return nil }
    let operation = try operation(row)
    do throws(PostgresError) {
      return OperationTask(
        id: id, operation: operation, createdAt: try row.requiredString("created_at"),
        updatedAt: try row.requiredString("changed_at"), isCancelled: try row.bool("is_cancelled"))
    } catch { throw StoreError(error) }
  }

  /// Notes that a client has taken a task back.
  /// - Throws: ``StoreError``.
  public func cancelTask(_ id: String) async throws(StoreError) {
    _ = try await rows(
      """
      update flink_operations set task_cancelled_at = coalesce(task_cancelled_at, now())
      where workspace_id = $1 and namespace = $2 and task_id = $3
      """, [workspace, namespace, PostgresValue(id)])
  }

  private static func utc(_ column: String) -> String {
    "to_char(\(column) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
  }

  /// A record of SQL.
  /// - Throws: ``StoreError``.
  public func sql(_ id: Int) async throws(StoreError) -> String? {
    let found = try await rows(
      """
      select r.flink_sql from flink_sql_record r where r.id = $3 and exists (
        select from aliyun_flink_jobs j where j.sql_record_id = r.id and j.workspace_id = $1 and j.namespace = $2)
      """, [workspace, namespace, PostgresValue(id)])
    do throws(PostgresError) { return try found.first?.string("flink_sql") } catch { throw StoreError(error) }
  }

  /// Makes a finished operation answer no request any more.
  /// - Throws: ``StoreError``.
  public func forget(_ operation: StoredOperation) async throws(StoreError) {
    _ = try await rows(
      "update flink_operations set idempotency_key = null, outcome = 'forgotten' where id = $1 and outcome is not null",
      [PostgresValue(operation.id)])
  }

  /// How many operations are under way, in whatever process.
  /// - Throws: ``StoreError``.
  public func runningCount() async throws(StoreError) -> Int {
    let found = try await rows(
      "select count(*) as n from flink_operations where workspace_id = $1 and namespace = $2 and outcome is null",
      [workspace, namespace])
    do throws(PostgresError) { return try found.first?.requiredInt("n") ?? 0 } catch { throw StoreError(error) }
  }

  /// Renews the leases of running operations, as far as they are this process's; the ids of those that are.
  /// - Throws: ``StoreError``.
  public func renewLeases(_ ids: [Int]) async throws(StoreError) -> [Int] {
    let list = "{\(ids.map(String.init).joined(separator: ","))}"
    let renewed = try await rows(
      """
      update flink_operations set lease_expires_at = now() + $2::interval
      where owner = $1 and outcome is null and id = any ($3::bigint[]) returning id
      """, [owner, lease, PostgresValue(list)])
    do throws(PostgresError) { return try renewed.map { row throws(PostgresError) in try row.requiredInt("id") } } catch
    {
      throw StoreError(error)
    }
  }

  /// How much is under way, here and in all processes.
  /// - Throws: ``StoreError``.
  public func load() async throws(StoreError) -> OperationLoad {
    let found = try await rows(
      """
      select count(distinct owner) filter (where owner <> $3) as others, count(*) filter (where owner = $3) as own,
        count(*) as total
      from flink_operations
      where workspace_id = $1 and namespace = $2 and outcome is null and lease_expires_at > now()
      """, [workspace, namespace, owner])
    do throws(PostgresError) {
      guard let row = found.first else { return OperationLoad() }
      return OperationLoad(
        processes: try row.requiredInt("others") + 1, own: try row.requiredInt("own"),
        total: try row.requiredInt("total"))
    } catch { throw StoreError(error) }
  }

  /// Gives up the leases of this process.
  /// - Throws: ``StoreError``.
  public func releaseLeases() async throws(StoreError) {
    _ = try await rows(
      "update flink_operations set lease_expires_at = now() where owner = $1 and outcome is null", [owner])
  }

  /// Takes over running operations whose lease has expired: all of them, or only those on one row.
  /// - Throws: ``StoreError``.
  public func takeOverExpired(onJob id: Int? = nil) async throws(StoreError) -> [StoredOperation] {
    let found = try await rows(
      """
      with taken as (
        update flink_operations set owner = $1, fence = fence + 1, lease_expires_at = now() + $2::interval
        where id in (
          select id from flink_operations
          where workspace_id = $3 and namespace = $4 and outcome is null and lease_expires_at <= now()
            and ($5::bigint is null or aliyun_job_id = $5)
          order by id limit 100 for update skip locked)
        returning *)
      select o.id, o.aliyun_job_id, j.sql_record_id, o.request, o.marker, o.digest, o.state, o.warnings, o.fence
      from taken o join aliyun_flink_jobs j on j.id = o.aliyun_job_id order by o.id
      """, [owner, lease, workspace, namespace, PostgresValue(id)])
    return try found.map { row throws(StoreError) in try operation(row) }
  }

  /// The row that `selector` names, the latest if several.
  /// - Throws: ``StoreError``.
  public func job(_ selector: JobSelector) async throws(StoreError) -> JobRecord? {
    let (condition, value) =
      switch selector {
      case .aliyunJob(let id): ("id = $3", PostgresValue(id))
      case .job(let id): ("job_id = $3", PostgresValue(id))
      case .deployment(let id): ("deployment_id = $3", PostgresValue(id))
      case .name(let name): ("deployment_name = $3", PostgresValue(name))
      }
    let found = try await rows(
      """
      select \(PostgresOperationStore.jobColumns)
      where workspace_id = $1 and namespace = $2 and \(condition) order by id desc limit 1
      """, [workspace, namespace, value])
    return try found.first.map { row throws(StoreError) in try job(row) }
  }

  /// Rows, newest first.
  /// - Throws: ``StoreError``.
  public func jobs(before id: Int?, limit: Int) async throws(StoreError) -> [JobRecord] {
    let found = try await rows(
      """
      select \(PostgresOperationStore.jobColumns)
      where workspace_id = $1 and namespace = $2 and ($4::bigint is null or id < $4) order by id desc limit $3
      """, [workspace, namespace, PostgresValue(limit), PostgresValue(id)])
    return try found.map { row throws(StoreError) in try job(row) }
  }

  /// Writes what the cloud says of a job now, unless an operation is at work on it.
  /// - Throws: ``StoreError``.
  public func observe(
    _ id: Int, jobID: String?, status: OperationStatus, errorMessage: String?
  ) async throws(StoreError) {
    _ = try await rows(
      """
      update aliyun_flink_jobs
      set job_id = coalesce($2, job_id), status = $3, error_message = $4, update_time = now(),
          end_time = case when $5 = 't' then coalesce(end_time, now()) end
      where id = $1 and not exists (select from flink_operations o where o.aliyun_job_id = $1 and o.outcome is null)
      """,
      [
        PostgresValue(id), PostgresValue(jobID), PostgresValue(status.rawValue), PostgresValue(errorMessage),
        PostgresValue(status.isFinal ? "t" : "f"),
      ])
  }

  private func operation(_ row: PostgresRow) throws(StoreError) -> StoredOperation {
    do throws(PostgresError) {
      let request = try OperationRequest(json: json(row, "request"))
      let state = try OperationState(json: json(row, "state"))
      guard let request, let state else { throw PostgresError("A row of flink_operations cannot be read") }
      return StoredOperation(
        id: try row.requiredInt("id"), aliyunJobID: try row.requiredInt("aliyun_job_id"),
        sqlRecordID: try row.int("sql_record_id"), request: request, marker: try row.requiredString("marker"),
        digest: try row.requiredString("digest"), state: state,
        warnings: try json(row, "warnings").array?.compactMap(\.string) ?? [], fence: try row.requiredInt("fence"))
    } catch {
      throw StoreError(error)
    }
  }

  private func json(_ row: PostgresRow, _ column: String) throws(PostgresError) -> JSON {
    (try? JSON.parse(try row.requiredString(column))) ?? .null
  }

  private func job(_ row: PostgresRow) throws(StoreError) -> JobRecord {
    do throws(PostgresError) {
      return JobRecord(
        id: try row.requiredInt("id"), sqlRecordID: try row.int("sql_record_id"),
        deploymentID: try row.string("deployment_id"), jobID: try row.string("job_id"),
        deploymentName: try row.string("deployment_name"),
        status: OperationStatus(rawValue: try row.requiredString("status")) ?? .failed,
        errorMessage: try row.string("error_message"), updatedAt: try row.requiredString("updated_at"))
    } catch {
      throw StoreError(error)
    }
  }
}
