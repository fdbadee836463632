import AliyunFlink
import JobHealth
import Logging

/// Judges a job: what Flink and Kafka say now, beside the stored readings; each reading is stored.
struct JobObserver: Sendable {
  /// What was observed.
  struct Observation: Sendable {
    /// The verdict with its evidence.
    var report: HealthReport
    /// What Flink said; nil if it said nothing.
    var reading: HealthReading?
  }

  /// The longest time that one reading may take.
  private static let patience = Duration.seconds(8)

  /// Alibaba Cloud.
  let cloud: any Cloud
  /// Where the readings are.
  let store: any OperationStore
  /// The clock of all waits.
  let clock: any Clock<Duration>
  /// Reads the ends of the topics that an SQL script reads.
  let topicEnds: @Sendable (_ sql: String) async -> TopicEndsReading
  /// The time in milliseconds since 1970.
  let now: @Sendable () -> Int
  /// The log.
  let logger: Logger

  /// Takes a reading of a job, and judges the job by it and by those before.
  /// - Parameters:
  ///   - status: The platform's status of the job, such as `RUNNING`.
  ///   - sqlRecordID: The row of the job's SQL; nil for a job that flink-deploy did not deploy.
  func observe(
    jobID: String, deploymentID: String, status: String, sqlRecordID: Int?
  ) async -> Observation {
    async let history = storedHealth(of: jobID)
    async let topicEnds = ends(ofTopicsIn: sqlRecordID)
    var outcome = await probe(jobID, now: now())
    let topics = await topicEnds
    outcome.reading?.topicEnds = topics.ends
    if let fault = topics.fault { outcome.faults.append(fault) }
    let earlier = await history
    let assessment = HealthAssessment(
      platformStatus: status, current: outcome.reading, earlier: earlier.compactMap(\.reading), faults: outcome.faults)
    var report = assessment.report(now: now())
    report.extend(over: earlier.map { ($0.time, $0.verdict) })
    if let reading = outcome.reading {
      await keep(
        StoredHealth(time: reading.readAt, verdict: report.verdict, reading: reading), ofJob: jobID, deploymentID)
    }
    return Observation(report: report, reading: outcome.reading)
  }

  private func ends(ofTopicsIn sqlRecordID: Int?) async -> TopicEndsReading {
    guard let sqlRecordID, let sql = try? await store.sql(sqlRecordID) else { return TopicEndsReading() }
    return await topicEnds(sql)
  }

  private func probe(_ jobID: String, now: Int) async -> HealthProbe.Outcome {
    let probe = HealthProbe(cloud: cloud, jobID: jobID)
    return await withTaskGroup(of: HealthProbe.Outcome?.self) { group in
      group.addTask { await probe.read(now: now) }
      group.addTask { [clock] in
        try? await clock.sleep(for: JobObserver.patience)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? HealthProbe.Outcome(reading: nil, faults: [.flinkUnreachable(reason: "timeout")])
    }
  }

  /// The readings of the store; a verdict does not fail because of it.
  private func storedHealth(of jobID: String) async -> [StoredHealth] {
    do throws(StoreError) { return try await store.health(ofJob: jobID) } catch {
      logger.debug("The readings of a job cannot be read", metadata: ["error": "\(error)"])
      return []
    }
  }

  private func keep(_ health: StoredHealth, ofJob jobID: String, _ deploymentID: String) async {
    do throws(StoreError) { try await store.keep(health, ofJob: jobID, deploymentID: deploymentID) } catch {
      logger.debug("The reading of a job was not stored", metadata: ["error": "\(error)"])
    }
  }
}
