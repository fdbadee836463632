public import Deployments
import JSONCoding
import JobHealth
import Postgres

extension PostgresOperationStore: DeploymentRecords {
  // A list as text, since parameters are texts; IDs have no comma.
  private static func list(_ condition: String, _ value: String) -> String {
    "array_to_string(array_agg(distinct \(value)) filter (where \(condition)), ',')"
  }

  private static let jobID = "o.state->'facts'->>'job_id'"

  private static let hasEndedJob = """
    o.outcome = 'succeeded' and o.kind = 'stop'
    or o.outcome = 'failed' and o.kind in ('deploy', 'start', 'update')
      and coalesce(o.state->'facts'->>'job_state', '') <> 'RUNNING'
    """

  private static let hasReplacedJob = "o.kind = 'update' and o.state->'update'->>'has_ended' = 'true'"

  /// What the operations of one deployment did to its jobs, by the newest of them.
  ///
  /// A failed update has ended the job that it replaced only if it saw that job end: if the savepoint fails, the job
  /// runs on. A failed start or update that left a running job has not ended that one either.
  private static let operations = """
    select bool_or(o.outcome is null and o.lease_expires_at > now() - interval '5 minutes') as is_changing,
      (extract(epoch from max(o.update_time) filter (where o.outcome is not null)) * 1000)::bigint as changed_at,
      \(list(hasEndedJob, jobID)) as ended,
      \(list(hasReplacedJob, "o.state->'update'->>'replaced_job_id'")) as replaced,
      \(list("o.kind = 'stop' and o.outcome = 'failed'", jobID)) as perhaps_stopped
    from (
      select o.* from flink_operations o join aliyun_flink_jobs r on r.id = o.aliyun_job_id
      where r.workspace_id = $1 and r.namespace = $2 and r.deployment_id = j.deployment_id order by o.id desc limit 10
    ) o
    """

  /// The deployments that flink-deploy has handled: those in a list, and those that changed in the last week.
  /// - Throws: ``StoreError``.
  public func traces(of listed: [String]) async throws(StoreError) -> [DeploymentTrace] {
    let found = try await rows(
      """
      select j.*, o.*
      from (
        select distinct on (deployment_id) id, deployment_id, deployment_name, status, job_id, sql_record_id
        from aliyun_flink_jobs
        where workspace_id = $1 and namespace = $2 and deployment_id is not null
          and (update_time > now() - interval '7 days'
            or deployment_id in (select jsonb_array_elements_text($3::jsonb)))
        order by deployment_id, id desc
      ) j left join lateral (\(PostgresOperationStore.operations)) o on true
      """, [workspace, namespace, PostgresValue(json: .array(listed.map { .string($0) }))])
    do throws(PostgresError) { return try found.map(PostgresOperationStore.trace) } catch { throw StoreError(error) }
  }

  private static func trace(_ row: PostgresRow) throws(PostgresError) -> DeploymentTrace {
    func ids(_ column: String) throws(PostgresError) -> Set<String> {
      Set((try row.string(column) ?? "").split(separator: ",").map(String.init))
    }
    var trace = DeploymentTrace(
      deploymentID: try row.requiredString("deployment_id"), name: try row.string("deployment_name"),
      sqlRecordID: try row.int("sql_record_id"),
      status: OperationStatus(rawValue: try row.requiredString("status")) ?? .failed,
      jobID: try row.string("job_id"), aliyunJobID: try row.requiredInt("id"))
    trace.isChanging = try row.bool("is_changing")
    trace.changedAt = try row.int("changed_at")
    trace.ended = try ids("ended").union(try ids("replaced"))
    trace.perhapsStopped = try ids("perhaps_stopped")
    return trace
  }

  /// The newest reading of each deployment that was read in the last day.
  /// - Throws: ``StoreError``.
  public func newestReadings() async throws(StoreError) -> [NewestReading] {
    let found = try await rows(
      """
      select distinct on (deployment_id) deployment_id, job_id, verdict,
        (extract(epoch from read_at) * 1000)::bigint as time
      from job_health
      where workspace_id = $1 and namespace = $2 and deployment_id is not null and read_at > now() - interval '1 day'
      order by deployment_id, read_at desc
      """, [workspace, namespace])
    do throws(PostgresError) {
      return try found.map { row throws(PostgresError) in
        NewestReading(
          deploymentID: try row.requiredString("deployment_id"), jobID: try row.requiredString("job_id"),
          time: try row.requiredInt("time"), verdict: Verdict(rawValue: try row.requiredString("verdict")) ?? .unknown)
      }
    } catch { throw StoreError(error) }
  }

  /// Bounds the readings that are kept: of those that are older than an hour, one for each verdict in ten minutes stays,
  /// without its figures.
  /// - Throws: ``StoreError``.
  public func thinReadings() async throws(StoreError) {
    _ = try await rows(
      """
      with old as (
        select id, row_number() over (
          partition by job_id, verdict, floor(extract(epoch from read_at) / 600) order by read_at) as place
        from job_health
        where workspace_id = $1 and namespace = $2 and read_at < now() - interval '1 hour'
          and read_at > now() - interval '3 hours'
      ), surplus as (
        delete from job_health h using old where h.id = old.id and old.place > 1
      )
      update job_health h set reading = null
      from old where h.id = old.id and old.place = 1 and h.reading is not null
      """, [workspace, namespace])
  }
}
