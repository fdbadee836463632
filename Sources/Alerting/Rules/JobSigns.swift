import JobHealth

/// What one look at a deployment says about each rule.
struct JobSigns: Sendable {
  /// A backlog that is worked off within this time is not a trouble, in seconds.
  private static let catchUp = 30 * 60
  /// Larger numbers count as this one, so that no product overflows.
  private static let most = 1_000_000

  let look: JobLook
  /// When the round was made, in milliseconds since 1970.
  let now: Int
  /// What was remembered of the deployment; nil if it is new.
  let memory: JobMemory?
  /// When flink-deploy changed the deployment last, in milliseconds since 1970; `Int.min` for never.
  let changedAt: Int
  /// The verdict, if it is about the job as it is now.
  let health: HealthReport?

  /// Signs of a look.
  /// - Parameters:
  ///   - changedAt: When flink-deploy was seen to change the deployment last, in milliseconds since 1970.
  init(_ look: JobLook, now: Int, memory: JobMemory?, changedAt: Int?) {
    self.look = look
    self.now = now
    self.memory = memory
    let newest = [look.changedAt, changedAt].compactMap(\.self).max() ?? .min
    self.changedAt = newest
    health = look.state == .running ? look.health.flatMap { $0.asOf > newest ? $0 : nil } : nil
  }
}

extension JobSigns {
  /// What the look says about a rule.
  /// - Parameters:
  ///   - trouble: What is known of the deployment, with the restarts of this look.
  func sign(of rule: AlertRule, _ setting: RuleSetting, _ trouble: TroubleCase) -> Sign {
    switch rule {
    case .failed: failed
    case .gone: gone(trouble)
    case .platformUnreachable: .unclear
    case .crashLoop, .restarting, .noCheckpoint, .notWriting, .lagging, .backpressured, .idle:
      isOver ? .well(reading: now) : health.map { sign(of: rule, setting, trouble, $0) } ?? .unclear
    }
  }

  /// Whether the job has ended outside of flink-deploy, so that other troubles are over, unless an alert says so.
  private var isOver: Bool {
    switch look.state {
    case .stopped, .missing, .gone: true
    case .running, .starting, .stopping, .failed, .changing: false
    }
  }

  private var failed: Sign {
    switch look.state {
    case .failed: .trouble(Sighting(reading: now, since: begin))
    case .running, .stopped, .missing, .gone: .well(reading: now)
    case .starting, .stopping, .changing: .unclear
    }
  }

  private func gone(_ trouble: TroubleCase) -> Sign {
    let open = trouble.alerts.first { $0.alert.rule == .gone }?.alert
    switch look.state {
    case .stopped, .missing, .gone:
      // A job that was never seen to run may have been stopped for a year.
      guard memory?.ran == true || open != nil else { return .unclear }
      return .trouble(Sighting(reading: now, since: begin))
    case .running: return .well(reading: now)
    case .failed:
      // Another job has run meanwhile.
      guard let job = look.jobID, let before = open?.facts.jobID, job != before else { return .unclear }
      return .well(reading: now)
    case .starting, .stopping, .changing: return .unclear
    }
  }

  /// Since when the job is in its state; now if that is not known.
  private var begin: Int { min(look.stateSince ?? now, now) }
}

extension JobSigns {
  private func sign(
    of rule: AlertRule, _ setting: RuleSetting, _ trouble: TroubleCase, _ health: HealthReport
  ) -> Sign {
    if rule == .restarting { return restarting(setting, trouble, health) }
    if rule == .noCheckpoint { return noCheckpoint(setting, health) }
    guard let verdict = rule.verdict else { return .unclear }
    if health.verdict == verdict, rule != .lagging || !isCatchingUp(health) {
      var since = min(health.since, health.asOf)
      if rule == .idle, let seconds = health.sourceIdleSeconds {
        since = min(since, health.asOf - Int(min(max(seconds, 0), 1e9) * 1000))
      }
      return .trouble(Sighting(reading: health.asOf, since: max(since, changedAt)))
    }
    return rule.isOver(by: health.verdict) ? .well(reading: health.asOf) : .unclear
  }

  private func restarting(_ setting: RuleSetting, _ trouble: TroubleCase, _ health: HealthReport) -> Sign {
    guard case .restarts(let least, _) = setting.threshold else { return .unclear }
    let stands = health.reasons.contains { if case .restarting = $0 { true } else { false } }
    if stands || trouble.restarts.count >= least {
      return .trouble(Sighting(reading: health.asOf, since: trouble.restarts.begin ?? min(health.since, health.asOf)))
    }
    let isKnown = ![.unknown, .starting, .notRunning].contains(health.verdict)
    return trouble.restarts.isEmpty && isKnown ? .well(reading: health.asOf) : .unclear
  }

  private func noCheckpoint(_ setting: RuleSetting, _ health: HealthReport) -> Sign {
    guard case .intervals(let count, let least) = setting.threshold, let checkpoints = health.checkpoints,
      let interval = look.checkpointIntervalSeconds, interval > 0
    else { return .unclear }
    let times = [checkpoints.lastCompleted?.completedAt, look.startedAt].compactMap(\.self)
    guard let newest = times.max() else { return .unclear }
    let last = max(newest, changedAt)
    let limit = max(least, min(count, Self.most) * min(interval, Self.most)) * 1000
    if health.asOf - last >= limit { return .trouble(Sighting(reading: health.asOf, since: last)) }
    return checkpoints.lastCompleted == nil ? .unclear : .well(reading: health.asOf)
  }

  /// Whether the backlog shrinks so fast that it is gone soon.
  private func isCatchingUp(_ health: HealthReport) -> Bool {
    guard let pending = health.pendingRecords, let seconds = health.windowSeconds, seconds > 0 else { return false }
    return health.reasons.contains { reason in
      guard case .backlogShrinks(let from, let to) = reason, from > to else { return false }
      return Double(pending) / (Double(from - to) / seconds) <= Double(Self.catchUp)
    }
  }
}

extension AlertRule {
  /// The verdict that shows the trouble; nil if it is not a verdict that does.
  fileprivate var verdict: Verdict? {
    switch self {
    case .crashLoop: .crashLoop
    case .notWriting: .notWriting
    case .lagging: .lagging
    case .backpressured: .backpressured
    case .idle: .idle
    case .failed, .restarting, .noCheckpoint, .gone, .platformUnreachable: nil
    }
  }

  /// Whether another verdict shows that the trouble is gone.
  fileprivate func isOver(by verdict: Verdict) -> Bool {
    switch verdict {
    case .flowing: true
    case .idle: self != .idle
    case .lagging, .backpressured: ![.lagging, .backpressured].contains(self)
    case .notWriting: self == .crashLoop || self == .idle
    case .crashLoop: self == .idle
    case .starting, .notRunning, .unknown: false
    }
  }
}
