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
    guard let job = report.job, [.starting, .running].contains(job.state) else {
      return (HealthAssessment(platformStatus: status, current: nil).report(now: observer.now()), nil)
    }
    func observe() async -> JobObserver.Observation {
      await observer.observe(
        jobID: job.id, deploymentID: job.deploymentID, status: status, sqlRecordID: report.record?.sqlRecordID)
    }
    var observation = await observe()
    if observing > .zero, observation.report.verdict != .notRunning {
      try? await clock.sleep(for: observing)
      observation = await observe()
    }
    return (observation.report, observation.reading)
  }

  /// Judges jobs for all callers.
  var observer: JobObserver {
    JobObserver(
      cloud: cloud, store: store, clock: clock, topicEnds: topicEnds,
      now: { Int(Date.now.timeIntervalSince1970 * 1000) }, logger: logger)
  }
}
