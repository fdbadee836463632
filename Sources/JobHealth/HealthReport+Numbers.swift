extension HealthReport {
  /// Fills in what one reading says.
  mutating func fill(from reading: HealthReading, isRunning: Bool) {
    checkpoints = reading.checkpoints
    lastException = reading.failures?.lastException
    parallelism = reading.parallelism
    topicPartitions = reading.partitionCount
    hasRead = reading.source.recordsIn ?? 0 > 0
    guard isRunning else { return }
    pendingRecords = reading.backlog?.messages
    isPendingLowerBound = reading.backlog?.isLowerBound ?? false
    eventTimeLagSeconds = (reading.source.watermarkLag ?? reading.source.messageAge).map { Double($0) / 1000 }
    sourceIdleSeconds = reading.source.idleTime.map { Double($0) / 1000 }
    busyPercent = reading.busyPercent
    backpressuredPercent = reading.backpressuredPercent
    if isPendingLowerBound, let pendingRecords, !reasons.contains(.messagesWaitAtLeast(count: pendingRecords)) {
      reasons.append(.messagesWaitAtLeast(count: pendingRecords))
    }
  }

  /// Fills in what happened between two readings.
  mutating func fill(from window: HealthWindow) {
    windowSeconds = Double(max(0, window.milliseconds)) / 1000
    restartsInWindow = window.restartCount
    guard window.isOneRun, window.isRefreshed else { return }
    recordsInPerSecond = window.readPerSecond
    recordsOutPerSecond = window.passedPerSecond
    busyPercent = window.busyPercent
    backpressuredPercent = window.backpressuredPercent
  }

  /// Moves the begin of the verdict back to where it was found first.
  /// - Parameter history: Earlier verdicts with their times, in any order. A single UNKNOWN between does not end one.
  public mutating func extend(over history: some Sequence<(time: Int, verdict: Verdict)>) {
    var gap = 0
    for entry in history.filter({ $0.time < asOf }).sorted(by: { $0.time > $1.time }) {
      if entry.verdict == verdict {
        since = entry.time
        gap = 0
      } else if entry.verdict == .unknown, gap == 0 {
        gap = 1
      } else {
        break
      }
    }
  }
}
