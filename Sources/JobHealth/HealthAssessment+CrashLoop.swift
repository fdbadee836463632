extension HealthAssessment {
  /// How far back failures count, in milliseconds.
  private static let memory = 10 * 60_000
  /// A run of this length without a failure can be the end of a crash loop.
  static let shortestRecovery = 15_000
  /// So many failures in ``shortMemory`` are a crash loop, whatever the job did between them.
  private static let mostFailures = 5
  private static let shortMemory = 3 * 60_000

  /// The job fails again and again.
  func crashLoop(_ reading: HealthReading) -> Finding? {
    let failures = chainedFailures(reading)
    let least = ["RUNNING", nil].contains(reading.state) ? 3 : 2
    if failures.count >= least, let oldest = failures.last, !hasRecovered(reading) {
      let count = HealthReason.failures(count: failures.count, seconds: max(0, reading.time - oldest) / 1000)
      return Finding(.crashLoop, [count] + (reading.failures?.reasons ?? []))
    }
    // The failures of checkpoints are not in the history of 1.17, and a JobManager that restarts forgets it.
    let wellAt = lastWell ?? 0
    let windows = earlier.filter { $0.time >= wellAt }.map { HealthWindow(earlier: $0, current: reading) }
    guard let window = windows.first(where: { $0.restartCount ?? 0 >= least }), let count = window.restartCount,
      !hasRecovered(reading, gap: window.milliseconds / count)
    else { return nil }
    let seconds = max(0, window.milliseconds) / 1000
    return Finding(
      .crashLoop,
      [.restarts(count: count, seconds: seconds)] + (reading.failures?.reasons ?? [])
        + CheckpointSigns(reading).troubles)
  }

  /// Whether the failures of a job, if it has any, are over.
  func hasRecovered(_ reading: HealthReading) -> Bool {
    let failures = chainedFailures(reading)
    let gap = zip(failures, failures.dropFirst()).map { $0 - $1 }.min()
    return failures.isEmpty || hasRecovered(reading, gap: gap)
  }

  /// Whether the job has run for long enough since its last failure, or completed a checkpoint meanwhile.
  /// - Parameter gap: The time between two failures, which no run can have exceeded.
  private func hasRecovered(_ reading: HealthReading, gap: Int?) -> Bool {
    guard reading.state == "RUNNING", let since = reading.runningSince else { return false }
    let age = reading.time - since
    if let last = reading.checkpoints?.lastCompleted, last.triggeredAt > since {
      // Runs that fail can complete a checkpoint too.
      return age > 2 * longestFailedRun(reading)
    }
    return age > max(Self.shortestRecovery, 3 * (gap ?? 0))
  }

  /// The failures without a longer run between them, newest first.
  private func chainedFailures(_ reading: HealthReading) -> [Int] {
    let recent = recentFailures(reading)
    let isOften = recent.count { reading.time - $0 <= Self.shortMemory } >= Self.mostFailures
    guard !isOften, let lastWell else { return recent }
    return recent.filter { $0 > lastWell }
  }

  /// When the job was well for the last time: after a run that was long enough, and with a checkpoint of it.
  private var lastWell: Int? {
    earlier.first { reading in
      guard reading.state == "RUNNING", let since = reading.runningSince,
        let last = reading.checkpoints?.lastCompleted
      else { return false }
      return reading.time - since >= Self.shortestRecovery && last.triggeredAt > since
    }?.time
  }

  /// The longest run since the job was well that was seen to begin after a failure and to end with one, in
  /// milliseconds; 0 for none.
  private func longestFailedRun(_ reading: HealthReading) -> Int {
    let wellAt = lastWell ?? 0
    let failures = recentFailures(reading).filter { $0 > wellAt }
    guard let oldest = failures.last else { return 0 }
    let runs = earlier.compactMap { reading -> Int? in
      guard let begin = reading.runningSince, begin > oldest, let end = failures.last(where: { $0 > begin }) else {
        return nil
      }
      return end - begin
    }
    return min(runs.max() ?? 0, Self.shortestRecovery)
  }

  private func recentFailures(_ reading: HealthReading) -> [Int] {
    reading.failures?.distinctTimes.filter { reading.time - $0 <= Self.memory } ?? []
  }
}
