public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore {
  /// Writes calls that were refused before they began an operation.
  /// - Throws: ``StoreError``.
  public func audit(_ refusals: [Refusal]) async throws(StoreError) {
    let lines = JSON.array(
      refusals.map { refusal in
        [
          "operation": .string(refusal.tool), "client": .optional(refusal.client), "error": .string(refusal.error),
          "arguments": refusal.arguments, "id": .string(refusal.id),
        ]
      })
    // The refusal of a call on a deployment or job that has a row belongs to the history of that row.
    _ = try await rows(
      """
      insert into flink_audit (workspace_id, namespace, kind, operation, client, error, arguments, refusal_id,
        aliyun_job_id)
      select $1, $2, 'refusal', line.operation, line.client, line.error, line.arguments, line.id,
        (select max(id) from aliyun_flink_jobs job where job.workspace_id = $1 and job.namespace = $2 and (
           job.deployment_id = line.arguments ->> 'deployment_id' or job.job_id = line.arguments ->> 'job_id'
           or job.deployment_name = line.arguments ->> 'name'))
      from jsonb_to_recordset($3::jsonb) as line (operation text, client text, error text, arguments jsonb,
        id text)
      on conflict (refusal_id) do nothing
      """, [workspace, namespace, PostgresValue(json: lines)])
  }

  /// The effects, failures and refusals of a row and of the other rows of its deployment, oldest first.
  /// - Throws: ``StoreError``.
  public func history(ofJob id: Int) async throws(StoreError) -> [AuditEntry] {
    let found = try await rows(
      """
      select to_char(create_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time, kind, operation, client,
        request_id, error
      from flink_audit where workspace_id = $1 and namespace = $2 and (
        aliyun_job_id = $3 or aliyun_job_id in (
          select other.id from aliyun_flink_jobs job join aliyun_flink_jobs other using (
            workspace_id, namespace, deployment_id)
          where job.id = $3))
      order by id
      """, [workspace, namespace, PostgresValue(id)])
    do throws(PostgresError) {
      return try found.map { row throws(PostgresError) in
        AuditEntry(
          time: try row.requiredString("time"), kind: try row.requiredString("kind"),
          operation: try row.requiredString("operation"), client: try row.string("client"),
          requestID: try row.string("request_id"), error: try row.string("error"))
      }
    } catch {
      throw StoreError(error)
    }
  }
}
