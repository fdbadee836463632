import JobHealth

extension TroubleCase {
  /// For how long a change of the deployment matters, in milliseconds: no reading is compared with an older one.
  private static let longestWindow = 15 * 60_000

  /// Leaves the alerts as they are while flink-deploy changes the deployment; later they are judged by new looks.
  /// - Parameter now: The time in milliseconds since 1970.
  mutating func pause(at now: Int) {
    self = withoutSuspicions
    restarts.forget()
    changedAt = now
  }

  /// Forgets what a new look makes meaningless.
  /// - Parameters:
  ///   - memory: What was remembered of the deployment; nil if it is new.
  ///   - now: The time in milliseconds since 1970.
  mutating func begin(_ look: JobLook, after memory: JobMemory?, at now: Int) {
    if let changed = changedAt, abs(now - changed) > Self.longestWindow { changedAt = nil }
    let isOtherJob = look.jobID != nil && memory?.jobID != nil && look.jobID != memory?.jobID
    guard isOtherJob || look.state != .running else { return }
    suspicions.removeAll { $0.rule != .failed && $0.rule != .gone }
    restarts.forget()
  }

  /// Counts the restarts that a reading shows.
  /// - Parameters:
  ///   - setting: The setting of the rule `restarting`.
  ///   - changedAt: When the job was changed last, in milliseconds since 1970; a change restarts the job.
  mutating func countRestarts(_ health: HealthReport?, _ setting: RuleSetting, since changedAt: Int) {
    guard let health, case .restarts(_, let within) = setting.threshold else { return }
    restarts.forget(olderThan: within, at: health.asOf)
    guard let count = health.restartsInWindow, let seconds = health.windowSeconds, seconds > 0 else { return }
    let begin = health.asOf - Int(min(seconds, 1e6) * 1000)
    if begin >= changedAt { restarts.add(count, from: begin, to: health.asOf) }
  }
}
