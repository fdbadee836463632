extension HealthAssessment {
  /// States of a job that has not begun to run.
  private static let statesBefore: Set<String> = ["INITIALIZING", "CREATED", "RECONCILING"]
  /// States of a task that has not begun to run.
  private static let taskStatesBefore: Set<String> = [
    "CREATED", "SCHEDULED", "DEPLOYING", "RECONCILING", "INITIALIZING",
  ]
  /// States of a job between two runs.
  private static let statesBetween: Set<String> = ["RESTARTING", "FAILING"]

  /// The job does not run yet.
  func starting(_ reading: HealthReading) -> Finding? {
    guard let state = reading.state else {
      return platformStatus == "STARTING" ? Finding(.starting, [.platformStatus("STARTING")]) : nil
    }
    // A start after a failure is not a fresh one: it may be part of a crash loop.
    let isFirst = hasRecovered(reading)
    func start(_ reasons: [HealthReason]) -> Finding {
      isFirst
        ? Finding(.starting, reasons + restarts(reading))
        : Finding(.unknown, reasons + (reading.failures?.reasons ?? []) + [.needsSecondReading])
    }
    if Self.statesBefore.contains(state) { return start([.flinkState(state)]) }
    guard state == "RUNNING" else { return nil }
    let vertices = reading.vertices ?? []
    let waiting = vertices.count { $0.state.map(Self.taskStatesBefore.contains) ?? false }
    if waiting > 0 { return start([.tasksStarting(count: waiting, of: vertices.count)]) }
    guard reading.hasNoMetrics, let since = reading.runningSince, !hadMetrics(since: since) else { return nil }
    let age = reading.time - since
    return age < Self.shortestRecovery
      ? start([.flinkState(state), .noMetricsYet(seconds: max(0, age) / 1000)]) : nil
  }

  /// Whether Flink had metrics of the run that began then: if they are gone, its tasks are gone.
  private func hadMetrics(since begin: Int) -> Bool {
    earlier.contains { $0.runningSince == begin && !$0.hasNoMetrics }
  }

  /// The job waits for its next start, or cannot end its last run.
  func restarting(_ reading: HealthReading) -> Finding? {
    guard let state = reading.state, Self.statesBetween.contains(state) else { return nil }
    let duration = reading.stateSince.map { max(0, reading.time - $0) }
    let restarting = HealthReason.restarting(seconds: duration.map { $0 / 1000 })
    let failure = (reading.failures?.reasons ?? []) + CheckpointSigns(reading).troubles
    let hangs = reading.vertices?.contains { $0.state == "CANCELING" } ?? false
    if hangs, duration ?? 0 >= 10_000 {
      return Finding(.notWriting, [restarting, .taskDoesNotEnd] + failure)
    }
    return Finding(.unknown, [restarting] + failure + [.needsSecondReading])
  }

  /// Restarts since the earlier reading, with their cause.
  func restarts(_ reading: HealthReading) -> [HealthReason] {
    guard let window, let count = window.restartCount, count > 0 else { return [] }
    return [.restarts(count: count, seconds: max(0, window.milliseconds) / 1000)] + (reading.failures?.reasons ?? [])
  }
}

extension HealthReading {
  /// Whether Flink has no metrics of the operators.
  var hasNoMetrics: Bool { source == Source() && sink == Sink() }
}
