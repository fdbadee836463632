extension HealthAssessment {
  /// States of a job that has not begun to run.
  private static let statesBefore: Set<String> = ["INITIALIZING", "CREATED", "RECONCILING"]
  /// States of a task that has not begun to run.
  private static let taskStatesBefore: Set<String> = [
    "CREATED", "SCHEDULED", "DEPLOYING", "RECONCILING", "INITIALIZING",
  ]
  /// States of a job between two runs.
  private static let statesBetween: Set<String> = ["RESTARTING", "FAILING"]
  /// How far back failures count, in milliseconds.
  private static let memory = 10 * 60_000
  /// A run of this length without a failure can be the end of a crash loop.
  private static let shortestRecovery = 15_000

  /// The job fails again and again.
  func crashLoop(_ reading: HealthReading) -> Finding? {
    let failures = recentFailures(reading)
    let least = reading.state.map(Self.statesBetween.contains) ?? false ? 2 : 3
    if failures.count >= least, let oldest = failures.last, !hasRecovered(reading, gap: shortestGap(failures)) {
      let count = HealthReason.failures(count: failures.count, seconds: max(0, reading.time - oldest) / 1000)
      return Finding(.crashLoop, [count] + (reading.failures?.reasons ?? []))
    }
    // The failures of checkpoints are not in the history of 1.17, and a JobManager that restarts forgets it.
    let windows = earlier.map { HealthWindow(earlier: $0, current: reading) }
    guard let window = windows.first(where: { $0.restartCount ?? 0 >= least }), let count = window.restartCount,
      !hasRecovered(reading, gap: window.milliseconds / count)
    else { return nil }
    let seconds = max(0, window.milliseconds) / 1000
    return Finding(
      .crashLoop,
      [.restarts(count: count, seconds: seconds)] + (reading.failures?.reasons ?? [])
        + CheckpointSigns(reading).troubles)
  }

  private func recentFailures(_ reading: HealthReading) -> [Int] {
    reading.failures?.distinctTimes.filter { reading.time - $0 <= Self.memory } ?? []
  }

  private func shortestGap(_ failures: [Int]) -> Int? {
    zip(failures, failures.dropFirst()).map { $0 - $1 }.min()
  }

  /// Whether the job has run for long enough since its last failure, or completed a checkpoint meanwhile.
  /// - Parameter gap: The time between two failures, which no run can have exceeded.
  private func hasRecovered(_ reading: HealthReading, gap: Int?) -> Bool {
    guard reading.state == "RUNNING", let since = reading.runningSince else { return false }
    if let last = reading.checkpoints?.lastCompleted, last.triggeredAt > since { return true }
    return reading.time - since > max(Self.shortestRecovery, 3 * (gap ?? 0))
  }

  /// The job does not run yet.
  func starting(_ reading: HealthReading) -> Finding? {
    guard let state = reading.state else {
      return platformStatus == "STARTING" ? Finding(.starting, [.platformStatus("STARTING")]) : nil
    }
    if Self.statesBefore.contains(state) { return Finding(.starting, [.flinkState(state)]) }
    guard state == "RUNNING" else { return nil }
    let failures = recentFailures(reading)
    // A start after a failure is not a fresh one: it may be part of a crash loop.
    let isFirst = failures.isEmpty || hasRecovered(reading, gap: shortestGap(failures))
    func start(_ reasons: [HealthReason]) -> Finding {
      isFirst
        ? Finding(.starting, reasons + restarts(reading))
        : Finding(.unknown, reasons + (reading.failures?.reasons ?? []) + [.needsSecondReading])
    }
    let vertices = reading.vertices ?? []
    let waiting = vertices.count { $0.state.map(Self.taskStatesBefore.contains) ?? false }
    if waiting > 0 { return start([.tasksStarting(count: waiting, of: vertices.count)]) }
    guard reading.hasNoMetrics, let since = reading.runningSince else { return nil }
    let age = reading.time - since
    return age < Self.shortestRecovery
      ? start([.flinkState(state), .noMetricsYet(seconds: max(0, age) / 1000)]) : nil
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
