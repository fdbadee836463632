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
    return try found.map { row throws(StoreError) in try health(row) }.compactMap { $0 }
  }

  /// The readings of the deployment's jobs before this one, of the last half hour, newest first.
  /// - Throws: ``StoreError``.
  public func healthBefore(
    job jobID: String, ofDeployment deploymentID: String
  ) async throws(StoreError) -> [StoredHealth] {
    let found = try await rows(
      """
      select verdict, (extract(epoch from read_at) * 1000)::bigint as time, reading
      from job_health
      where workspace_id = $1 and namespace = $2 and deployment_id = $3 and job_id <> $4
        and read_at > now() - interval '30 minutes'
      order by read_at desc limit 100
      """, [workspace, namespace, PostgresValue(deploymentID), PostgresValue(jobID)])
    return try found.map { row throws(StoreError) in try health(row) }.compactMap { $0 }
  }

  /// The newest row of each deployment with its newest readings, newest first, in one query.
  ///
  /// The second reading of a job is the newest one that Flink's metrics of the first can differ from.
  /// - Throws: ``StoreError``.
  public func listedJobs(before id: Int?, limit: Int) async throws(StoreError) -> [ListedJob] {
    let found = try await rows(
      """
      select j.*, a.verdict, a.time, a.reading, b.verdict as earlier_verdict, b.time as earlier_time,
             b.reading as earlier_reading
      from (
        select \(PostgresOperationStore.jobColumns)
        where workspace_id = $1 and namespace = $2 and ($4::bigint is null or id < $4) and not exists (
            select from aliyun_flink_jobs newer
            where newer.workspace_id = $1 and newer.namespace = $2
              and newer.deployment_id = aliyun_flink_jobs.deployment_id and newer.id > aliyun_flink_jobs.id)
        order by id desc limit $3
      ) j
      left join lateral (
        select verdict, read_at, (extract(epoch from read_at) * 1000)::bigint as time,
               case when read_at > now() - interval '15 minutes' then reading end as reading
        from job_health where workspace_id = $1 and namespace = $2 and job_id = j.job_id order by read_at desc limit 1
      ) a on true
      left join lateral (
        select verdict, (extract(epoch from read_at) * 1000)::bigint as time, reading
        from job_health
        where workspace_id = $1 and namespace = $2 and job_id = j.job_id and a.reading is not null
          and read_at <= a.read_at - interval '10 seconds' and read_at > a.read_at - interval '15 minutes'
        order by read_at desc limit 1
      ) b on true
      order by j.id desc
      """, [workspace, namespace, PostgresValue(limit), PostgresValue(id)])
    return try found.map { row throws(StoreError) in
      ListedJob(record: try job(row), health: [try health(row), try health(row, "earlier_")].compactMap { $0 })
    }
  }

  /// The reading in the columns whose names begin with `prefix`; nil if they are null.
  private func health(_ row: PostgresRow, _ prefix: String = "") throws(StoreError) -> StoredHealth? {
    do throws(PostgresError) {
      guard let time = try row.int("\(prefix)time") else { return nil }
      let reading = try row.string("\(prefix)reading").flatMap { try? JSON.parse($0.utf8) }
      return StoredHealth(
        time: time, verdict: Verdict(rawValue: try row.requiredString("\(prefix)verdict")) ?? .unknown,
        reading: reading.flatMap(HealthReading.init(json:)))
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
