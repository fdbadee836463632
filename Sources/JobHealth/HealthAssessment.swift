/// The judgement of a job by what is known of it.
///
/// Each verdict rests on evidence, which the report lists. Evidence that contradicts itself leads to UNKNOWN. No verdict
/// rests on one of the metrics that mislead: counters and backpressure of chained tasks, Flink's count of pending
/// records, or the number of failed checkpoints.
public struct HealthAssessment: Sendable {
  /// The status of the job in Alibaba Cloud; nil if it is not known.
  public var platformStatus: String?
  /// The newest reading; nil if there is none.
  public var current: HealthReading?
  /// Earlier readings of the same job, in any order.
  public var earlier: [HealthReading]
  /// Readings of the job that this one continues, in any order: they show what a change of the parallelism did.
  public var continued: [HealthReading]
  /// What could not be read, and why.
  public var faults: [HealthReason]
  /// What limits recommendations.
  public var tuning: TuningLimits

  /// The least time between two readings that are compared, in milliseconds: Flink keeps metrics for that long.
  public static let shortestWindow = 10_000
  /// The longest one: an older reading says nothing about now.
  public static let longestWindow = 15 * 60_000

  /// A judgement.
  /// - Parameters:
  ///   - platformStatus: The status of the job in Alibaba Cloud.
  ///   - current: The newest reading.
  ///   - earlier: Earlier readings of the same job, in any order.
  ///   - continued: Readings of the job that this one continues, in any order.
  ///   - faults: What could not be read, and why.
  ///   - tuning: What limits recommendations.
  public init(
    platformStatus: String?, current: HealthReading?, earlier: [HealthReading] = [],
    continued: [HealthReading] = [], faults: [HealthReason] = [], tuning: TuningLimits = TuningLimits()
  ) {
    self.platformStatus = platformStatus
    self.continued = continued
    self.faults = faults
    self.tuning = tuning
    let now = current?.readAt ?? 0
    let known =
      earlier.filter { $0.readAt < now && now - $0.readAt <= Self.longestWindow }.sorted { $0.readAt > $1.readAt }
    self.earlier = known
    self.current = current?.withMetrics(of: known)
  }

  /// The judgement as a report whose verdict stands since now.
  /// - Parameter now: The time, in milliseconds since 1970, without a reading.
  public func report(now: Int) -> HealthReport {
    let (finding, window) = (finding, window)
    let asOf = current?.readAt ?? now
    var report = HealthReport(
      verdict: finding.verdict, since: asOf, reasons: finding.reasons + faults, asOf: asOf)
    guard let current else { return report }
    report.fill(from: current, isRunning: finding.verdict != .notRunning)
    if let window, finding.verdict != .notRunning { report.fill(from: window) }
    if ![.notRunning, .starting, .crashLoop].contains(finding.verdict), let held = current.watermarkHolder {
      report.reasons.append(.watermarkHeldBack(topic: held.topic, partition: held.partition))
    }
    advise(&report)
    return report
  }

  /// The current reading beside the earlier one that it is compared with: the newest one of the same run that is old
  /// enough, else the oldest one with the same counters; one of an earlier run only for want of another.
  var window: HealthWindow? {
    guard let current else { return nil }
    let windows = earlier.map { HealthWindow(earlier: $0, current: current) }
    let run = windows.filter(\.isOneRun)
    // The first reading of a job has no counters yet.
    let counted = run.filter { $0.read != nil || $0.passed != nil }
    return counted.first { $0.milliseconds >= Self.shortestWindow } ?? counted.last ?? run.last ?? windows.first
  }

  /// The verdict with its evidence.
  var finding: Finding {
    if let ended { return ended }
    guard let current else {
      return platformStatus == "STARTING"
        ? Finding(.starting, [.platformStatus("STARTING")])
        : Finding(.unknown, [platformStatus.map { .platformStatus($0) }, faults.isEmpty ? .stateMissing : nil])
    }
    return crashLoop(current) ?? starting(current) ?? restarting(current) ?? running(current)
  }

  private var ended: Finding? {
    if let platformStatus, !["STARTING", "RUNNING", "UPDATING"].contains(platformStatus) {
      let failure = platformStatus == "FAILED" ? current?.failures?.reasons ?? [] : []
      return Finding(.notRunning, [.platformStatus(platformStatus)] + failure)
    }
    guard let current, let state = current.state else { return nil }
    guard HealthReading.endStates.contains(state) || ["CANCELLING", "SUSPENDED"].contains(state) else { return nil }
    let bySavepoint = state == "FINISHED" && current.checkpoints?.endedBySavepoint == true
    let failure = state == "FAILED" ? current.failures?.reasons ?? [] : []
    return Finding(.notRunning, [.flinkState(state), bySavepoint ? .stoppedWithSavepoint : nil] + failure)
  }
}
