public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore {
  /// What is recorded of the deployments with these names.
  /// - Throws: ``StoreError``.
  public func knownPipelines(_ names: [String]) async throws(StoreError) -> [KnownPipeline] {
    let found = try await rows(
      """
      select distinct on (o.subject) o.subject, o.digest, o.outcome is null as is_deploying, j.id as deploy_record,
        j.deployment_id, coalesce(l.id, j.id) as aliyun_job_id, coalesce(l.job_id, j.job_id) as job_id,
        coalesce(l.status, j.status) as status, coalesce(l.sql_record_id, j.sql_record_id) as sql_record_id, v.version,
        v.arguments
      from flink_operations o
      join aliyun_flink_jobs j on j.id = o.aliyun_job_id
      left join lateral (
        select id, job_id, status, sql_record_id from aliyun_flink_jobs x
        where x.workspace_id = $1 and x.namespace = $2 and x.deployment_id = j.deployment_id order by x.id desc limit 1
      ) l on true
      left join aliyun_flink_job_versions v
        on v.workspace_id = $1 and v.namespace = $2 and v.deployment_id = j.deployment_id and v.status = 'CURRENT'
      where o.workspace_id = $1 and o.namespace = $2 and o.kind = 'deploy'
        and o.subject in (select jsonb_array_elements_text($3::jsonb))
        and (o.outcome is null or o.outcome = 'succeeded')
      order by o.subject, o.id desc
      """, [workspace, namespace, PostgresValue(json: .array(names.map(JSON.string)))])
    do throws(PostgresError) {
      return try found.map { row throws(PostgresError) in
        KnownPipeline(
          name: try row.requiredString("subject"), digest: try row.requiredString("digest"),
          isDeploying: try row.bool("is_deploying"), deployRecordID: try row.requiredInt("deploy_record"),
          deploymentID: try row.string("deployment_id"), aliyunJobID: try row.int("aliyun_job_id"),
          jobID: try row.string("job_id"), status: try row.string("status").flatMap(OperationStatus.init),
          sqlRecordID: try row.int("sql_record_id"), version: try row.int("version"),
          arguments: try row.string("arguments").flatMap { try? JSON.parse($0) }?.object ?? [:])
      }
    } catch { throw StoreError(error) }
  }

  /// Opens a deploy that has succeeded once more, with the state of its rollback.
  /// - Returns: The operation under a new fence; nil if another process has opened it.
  /// - Throws: ``StoreError``.
  public func reopen(_ operation: StoredOperation) async throws(StoreError) -> StoredOperation? {
    let found = try await rows(
      """
      with opened as (
        update flink_operations set outcome = null, state = $2, owner = $3, fence = fence + 1,
          lease_expires_at = now() + $4::interval, update_time = now()
        where id = $1 and outcome = 'succeeded'
        returning *)
      select \(PostgresOperationStore.operationColumns)
      from opened o join aliyun_flink_jobs j on j.id = o.aliyun_job_id
      """, [PostgresValue(operation.id), PostgresValue(json: operation.state.json), owner, lease])
    return try found.first.map { row throws(StoreError) in try self.operation(row) }
  }
}
