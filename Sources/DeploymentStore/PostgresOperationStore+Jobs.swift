public import Deployments
import Postgres

extension PostgresOperationStore {
  /// The columns that ``JobRecord`` reads, with their table.
  static let jobColumns = """
    id, sql_record_id, deployment_id, job_id, deployment_name, status, error_message,
    \(PostgresOperationStore.utc("update_time")) as updated_at
    from aliyun_flink_jobs
    """

  /// The row that `selector` names, the latest if there are several.
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
      where workspace_id = $1 and namespace = $2 and \(condition)
      order by (deployment_id is null and status in ('FAILED', 'CANCELLED', 'ROLLED_BACK')), id desc limit 1
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

  /// Writes the current status of a job, unless an operation runs on it.
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

  /// The SQL script of a row in `flink_sql_record`.
  /// - Throws: ``StoreError``.
  public func sql(_ id: Int) async throws(StoreError) -> String? {
    let found = try await rows(
      """
      select r.flink_sql from flink_sql_record r where r.id = $3 and exists (
        select from aliyun_flink_jobs j where j.sql_record_id = r.id and j.workspace_id = $1 and j.namespace = $2)
      """, [workspace, namespace, PostgresValue(id)])
    do throws(PostgresError) { return try found.first?.string("flink_sql") } catch { throw StoreError(error) }
  }

  /// The job record of a row with ``jobColumns``.
  func job(_ row: PostgresRow) throws(StoreError) -> JobRecord {
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
