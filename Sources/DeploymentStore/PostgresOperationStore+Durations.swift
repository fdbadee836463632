public import Deployments
import Postgres

extension PostgresOperationStore {
  /// How long the last stop and the last start of a deployment's jobs took.
  ///
  /// From the intent in the journal to the first line of the same operation in which the job had ended, or ran. The
  /// last intent that got there counts, so neither a failed start nor a request that was repeated does.
  /// - Throws: ``StoreError``.
  public func durations(ofDeployment deploymentID: String) async throws(StoreError) -> JobDurations {
    let found = try await rows(
      """
      select distinct on (stops) stops, (extract(epoch from reached_at - begun_at) * 1000)::bigint as milliseconds
      from (
        select i.id, i.create_time as begun_at, i.phase in (\(PostgresOperationStore.stops)) as stops, (
            select min(l.create_time) from flink_journal l
            where l.operation_id = i.operation_id and l.id > i.id and l.detail ->> 'job_state' in (
              select unnest(
                case when i.phase in (\(PostgresOperationStore.stops)) then array['CANCELLED', 'FINISHED']
                else array['RUNNING'] end))
          ) as reached_at
        from aliyun_flink_jobs j
        join flink_operations o on o.aliyun_job_id = j.id
        join flink_journal i on i.operation_id = o.id
        where j.workspace_id = $1 and j.namespace = $2 and j.deployment_id = $3 and i.event = 'intent'
          and i.phase in (\(PostgresOperationStore.stops), \(PostgresOperationStore.starts))
      ) effects
      where reached_at is not null order by stops, id desc
      """, [workspace, namespace, PostgresValue(deploymentID)])
    var durations = JobDurations()
    do throws(PostgresError) {
      for row in found {
        let seconds = Double(try row.requiredInt("milliseconds")) / 1000
        if try row.bool("stops") { durations.stop = seconds } else { durations.start = seconds }
      }
    } catch { throw StoreError(error) }
    return durations
  }

  private static let stops = list(.stopJob, .stopReplaced)
  private static let starts = list(.startJob, .startUpdated)

  /// Phases as a list of SQL.
  private static func list(_ phases: Phase...) -> String {
    phases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
  }
}
