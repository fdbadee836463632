public import Deployments
import JSONCoding
import JobHealth
import Postgres

extension PostgresOperationStore {
  /// Readings of a job, newest first: the verdicts of a week, and the readings of the last quarter of an hour.
  /// - Throws: ``StoreError``.
  public func health(ofJob jobID: String) async throws(StoreError) -> [StoredHealth] {
    let found = try await rows(
      """
      select verdict, (extract(epoch from read_at) * 1000)::bigint as time,
             case when read_at > now() - interval '15 minutes' then reading end as reading
      from job_health where workspace_id = $1 and namespace = $2 and job_id = $3 order by read_at desc limit 500
      """, [workspace, namespace, PostgresValue(jobID)])
    do throws(PostgresError) {
      return try found.map { row throws(PostgresError) in
        let reading = try row.string("reading").flatMap { try? JSON.parse($0.utf8) }.flatMap(HealthReading.init(json:))
        return StoredHealth(
          time: try row.requiredInt("time"),
          verdict: Verdict(rawValue: try row.requiredString("verdict")) ?? .unknown, reading: reading)
      }
    } catch {
      throw StoreError(error)
    }
  }

  /// Keeps a reading for a week.
  /// - Throws: ``StoreError``.
  public func keep(_ health: StoredHealth, ofJob jobID: String, deploymentID: String) async throws(StoreError) {
    _ = try await rows(
      """
      with old as (delete from job_health where read_at < now() - interval '7 days')
      insert into job_health (workspace_id, namespace, job_id, deployment_id, read_at, verdict, reading)
      values ($1, $2, $3, $4, to_timestamp($5::bigint / 1000.0), $6, $7)
      """,
      [
        workspace, namespace, PostgresValue(jobID), PostgresValue(deploymentID), PostgresValue(health.time),
        PostgresValue(health.verdict.rawValue), PostgresValue(json: health.reading?.json ?? .null),
      ])
  }
}
