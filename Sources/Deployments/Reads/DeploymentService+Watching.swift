import AliyunFlink
import Synchronization

extension DeploymentService {
  /// How long a caller trusts the lists before it asks for its job again.
  private static let trust = Duration.seconds(60)

  /// Reports until the status is one of `wanted`, at most for `timeout`.
  /// - Parameters:
  ///   - wanted: The statuses; nil for each with which an operation ends, and RUNNING.
  ///   - timeout: The longest wait.
  /// - Throws: ``OperationFailure`` as ``report(_:)`` does.
  public func report(
    _ selector: JobSelector, waitingFor wanted: Set<OperationStatus>?, timeout: Duration,
    onProgress: @escaping @Sendable (JobReport) -> Void
  ) async throws(OperationFailure) -> JobReport {
    let start = ContinuousClock.now
    var polls = 0
    while true {
      let report = try await report(selector)
      onProgress(report)
      let waited = ContinuousClock.now - start
      if report.isEnd(wanted) || waited >= timeout || Task.isCancelled { return report }
      polls += 1
      await pause(until: report, timeout - waited, limits.pause(beforePoll: polls, waited))
      // At the end of this process the last report is worth more than the error of a call that was broken off.
      if Task.isCancelled { return report }
    }
  }

  /// Waits before the next report: for `interval`, or, while many callers wait, until a list shows another state.
  private func pause(until report: JobReport, _ left: Duration, _ interval: Duration) async {
    let deadline = ContinuousClock.now + min(left, DeploymentService.trust)
    let id = report.running == nil ? report.job?.deploymentID ?? report.record?.deploymentID : nil
    while let id, ContinuousClock.now < deadline, !Task.isCancelled {
      switch await statusOverview.next(for: id, id) {
      case .unknown: continue
      case .seen(let summary?) where !summary.jobCounts.isEmpty:
        if summary.differs(from: report.job) { return }
      case .seen, .alone:
        // Many callers that no list covers share the rate limit.
        let share = min(.milliseconds(100) * statusOverview.callers, limits.pollCeiling)
        try? await clock.sleep(for: min(max(interval, share), left))
        return
      }
    }
    guard id == nil else { return }
    // An operation of this process says itself when it changes something.
    if let running = report.running, let monitor = live.withLock({ $0[running.operation.id] }) {
      await follow(monitor, for: min(left, DeploymentService.trust), until: { $0.status != report.status })
    } else {
      try? await clock.sleep(for: min(interval, left))
    }
  }
}

extension JobReport {
  /// Whether a caller that waits for one of these statuses waits no longer.
  fileprivate func isEnd(_ wanted: Set<OperationStatus>?) -> Bool {
    guard let wanted else { return (status.isFinal && running == nil || status == .running) && isDecided }
    // A status that is stored while an operation runs may be about to change; it counts once the operation is over.
    return wanted.contains(status) && (running == nil || !status.isFinal)
  }
}

extension DeploymentSummary {
  /// Whether the job has another state by now, or there is a job where there was none.
  fileprivate func differs(from job: Job?) -> Bool {
    guard let job else { return jobCounts.values.contains { $0 > 0 } }
    return jobCounts[job.state, default: 0] == 0
  }
}
