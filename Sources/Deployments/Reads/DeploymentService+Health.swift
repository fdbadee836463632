import AliyunFlink
import FoundationEssentials
public import JobHealth

extension DeploymentService {
  /// How the job of a report is: what Flink and Kafka say now, beside what they said before.
  /// - Parameters:
  ///   - report: The state of the job.
  ///   - observing: How long to watch the job before it is judged; zero for one reading.
  /// - Returns: The verdict, and what Flink said; nil if it said nothing.
  public func observation(
    of report: JobReport, observing: Duration
  ) async -> (report: HealthReport, reading: HealthReading?) {
    let status = report.status.rawValue
    guard let (jobID, deploymentID) = report.activeJob else {
      let assessment =
        report.isStale && !report.status.isFinal
        ? HealthAssessment(platformStatus: nil, current: nil, faults: [.recordedStatus(status)])
        : HealthAssessment(platformStatus: status, current: nil)
      return (assessment.report(now: observer.now()), nil)
    }
    func observe(since begin: ContinuousClock.Instant) async -> JobObserver.Observation {
      await observer.observe(
        jobID: jobID, deploymentID: deploymentID, status: status, sqlRecordID: report.record?.sqlRecordID,
        since: begin)
    }
    // A report that is older than it takes at most belongs to another call.
    var observation = await observe(since: max(report.begin, .now - DeploymentService.reportTime))
    if observing > .zero, observation.report.verdict != .notRunning {
      try? await clock.sleep(for: observing)
      observation = await observe(since: .now)
    }
    return (observation.report, observation.reading)
  }

  /// Judges jobs for all callers.
  var observer: JobObserver {
    JobObserver(
      cloud: cloud, store: store, clock: clock, admission: readingTurns, topicEnds: topicEnds,
      now: { Int(Date.now.timeIntervalSince1970 * 1000) }, logger: logger)
  }
}

extension JobReport {
  /// The job to judge: one that starts or runs, by its record if Alibaba Cloud was not asked.
  fileprivate var activeJob: (jobID: String, deploymentID: String)? {
    if let job { return [.starting, .running].contains(job.state) ? (job.id, job.deploymentID) : nil }
    guard isStale, staleReason == nil, let record, [.starting, .running].contains(record.status),
      let jobID = record.jobID, let deploymentID = record.deploymentID
    else { return nil }
    return (jobID, deploymentID)
  }
}
