extension HealthAssessment {
  /// The verdict on a job that runs.
  func running(_ reading: HealthReading) -> Finding {
    guard reading.state != nil else {
      return Finding(.unknown, [faults.isEmpty ? .stateMissing : nil])
    }
    if let blocked = blocked(reading) { return blocked }
    guard !reading.hasNoMetrics else { return Finding(.unknown, [.metricsMissing] + restarts(reading)) }
    guard let window else { return Finding(.unknown, [.needsSecondReading] + CheckpointSigns(reading).troubles) }
    guard window.isOneRun else { return Finding(.unknown, restarts(reading) + [.needsSecondReading]) }
    guard window.read != nil || window.passed != nil else { return Finding(.unknown, [.needsSecondReading]) }
    guard window.isRefreshed else { return Finding(.unknown, [.metricsNotRefreshed]) }
    if let saturated = saturated(window) { return saturated }
    if window.passed ?? 0 > 0 || window.passed == nil && window.read ?? 0 > 0 { return moving(window) }
    return window.read ?? 0 > 0 ? held(window) : standing(window)
  }

  /// Nothing gets through, by a single reading: the source has had nothing to read for a while, it says, but its task
  /// is busy, and a checkpoint does not end.
  private func blocked(_ reading: HealthReading) -> Finding? {
    let signs = CheckpointSigns(reading)
    guard reading.state == "RUNNING", let idle = reading.source.idleTime, idle >= 10_000,
      let busy = reading.busyPercent, busy >= 50, signs.isStuck || signs.isExpiring
    else { return nil }
    // A sink that makes pauses is not blocked yet.
    let stretch = BusyStretch(upTo: reading, in: earlier)
    if stretch.passes > 0, idle < stretch.longestStall { return nil }
    return Finding(
      .notWriting, [.noMessagesRead(seconds: idle / 1000), .busy(percent: busy.percent)] + signs.troubles)
  }

  /// The verdict where messages were read and no row reached the sink.
  private func held(_ window: HealthWindow) -> Finding {
    let signs = CheckpointSigns(window.current)
    let evidence = [window.reading, HealthReason.noRowsPassed(seconds: window.wholeSeconds)]
    let isBusy = window.busyPercent ?? 0 >= 80
    if isBusy && !window.hasCheckpoint || signs.isStuck {
      return Finding(.notWriting, evidence + [window.load] + signs.troubles)
    }
    // A filter may drop all rows.
    return Finding(.unknown, evidence + [signs.completion ?? .noCheckpoint, window.load] + signs.troubles)
  }
}

extension HealthWindow {
  /// Whether Flink's metrics are newer than at the earlier reading.
  var isRefreshed: Bool {
    if read ?? 0 > 0 || passed ?? 0 > 0 { return true }
    if let from = earlier.metricsTime, let to = current.metricsTime { return to > from }
    if earlier.source.idleTime != current.source.idleTime { return true }
    return milliseconds >= 2 * HealthAssessment.shortestWindow
  }

  /// Whether a checkpoint was triggered and completed after the earlier reading.
  var hasCheckpoint: Bool {
    current.checkpoints?.lastCompleted.map { $0.triggeredAt >= earlier.time } ?? false
  }

  /// The messages that were read.
  var reading: HealthReason? {
    read.map { $0 > 0 ? .messagesRead(count: $0, seconds: wholeSeconds) : .noMessagesRead(seconds: wholeSeconds) }
  }

  /// The rows that reached the sink.
  var passing: HealthReason? {
    passed.map { $0 > 0 ? .rowsPassed(count: $0, seconds: wholeSeconds) : .noRowsPassed(seconds: wholeSeconds) }
  }

  /// How busy the job was.
  var load: HealthReason? { busyPercent.map { .busy(percent: $0.percent) } }

  /// The messages that wait.
  var waiting: HealthReason? {
    current.backlog.map { backlog in
      if backlog.isLowerBound { return .messagesWaitAtLeast(count: backlog.messages) }
      return backlog.messages == 0 ? .nothingWaits : .messagesWait(count: backlog.messages)
    }
  }
}

extension Double {
  /// A share as a whole number of percent.
  var percent: Int { Int(Swift.min(Swift.max(self, 0), 1000).rounded()) }
}
