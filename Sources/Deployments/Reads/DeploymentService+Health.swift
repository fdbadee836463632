import AliyunFlink
public import JobHealth
import Logging

/// The ends of a job's topics, as far as Kafka could be asked.
public struct TopicEndsReading: Sendable {
  /// The ends; nil if they are not known.
  public var ends: TopicEnds?
  /// Why they are not known; nil if nobody asked.
  public var fault: HealthReason?

  /// A reading.
  public init(ends: TopicEnds? = nil, fault: HealthReason? = nil) {
    self.ends = ends
    self.fault = fault
  }
}

extension DeploymentService {
  /// The longest time that one reading may take.
  private static let patience = Duration.seconds(8)

  /// How the job of a report is: what Flink says now, beside what it said before.
  /// - Parameters:
  ///   - report: The state of the job.
  ///   - observing: How long to watch the job before it is judged; zero for one reading.
  ///   - ends: Reads the ends of the job's topics.
  ///   - now: The time in milliseconds since 1970.
  public func health(
    of report: JobReport, observing: Duration, ends: @Sendable () async -> TopicEndsReading, now: @Sendable () -> Int
  ) async -> HealthReport {
    let status = report.status.rawValue
    guard let job = report.job, [.starting, .running].contains(job.state) else {
      return HealthAssessment(platformStatus: status, current: nil).report(now: now())
    }
    var assessed = await judge(job, status, ends: ends, now: now)
    if observing > .zero, assessed.verdict != .notRunning {
      try? await clock.sleep(for: observing)
      assessed = await judge(job, status, ends: ends, now: now)
    }
    return assessed
  }

  /// Takes a reading, stores it, and judges the job by it and by those before.
  private func judge(
    _ job: Job, _ status: String, ends: @Sendable () async -> TopicEndsReading, now: @Sendable () -> Int
  ) async -> HealthReport {
    async let history = storedHealth(of: job.id)
    async let topicEnds = ends()
    var outcome = await probe(job.id, now: now())
    let topics = await topicEnds
    outcome.reading?.topicEnds = topics.ends
    if let fault = topics.fault { outcome.faults.append(fault) }
    let earlier = await history
    let assessment = HealthAssessment(
      platformStatus: status, current: outcome.reading, earlier: earlier.compactMap(\.reading), faults: outcome.faults)
    var report = assessment.report(now: now())
    report.extend(over: earlier.map { ($0.time, $0.verdict) })
    if let reading = outcome.reading {
      await keep(StoredHealth(time: reading.readAt, verdict: report.verdict, reading: reading), of: job)
    }
    return report
  }

  private func probe(_ jobID: String, now: Int) async -> HealthProbe.Outcome {
    let probe = HealthProbe(cloud: cloud, jobID: jobID)
    return await withTaskGroup(of: HealthProbe.Outcome?.self) { group in
      group.addTask { await probe.read(now: now) }
      group.addTask { [clock] in
        try? await clock.sleep(for: DeploymentService.patience)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? HealthProbe.Outcome(reading: nil, faults: [.flinkUnreachable(reason: "timeout")])
    }
  }

  /// The readings of the store; a status does not fail because of it.
  private func storedHealth(of jobID: String) async -> [StoredHealth] {
    do throws(StoreError) { return try await store.health(ofJob: jobID) } catch {
      logger.debug("The readings of a job cannot be read", metadata: ["error": "\(error)"])
      return []
    }
  }

  private func keep(_ health: StoredHealth, of job: Job) async {
    do throws(StoreError) { try await store.keep(health, ofJob: job.id, deploymentID: job.deploymentID) } catch {
      logger.debug("The reading of a job was not stored", metadata: ["error": "\(error)"])
    }
  }
}
