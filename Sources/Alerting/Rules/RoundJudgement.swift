import JobHealth

/// The judgement of one round.
struct RoundJudgement: Sendable {
  /// A failure of this age, in milliseconds, of a job of others that was never seen to run is not news.
  private static let oldFailure = 24 * 3_600_000

  let round: MonitorRound
  let rules: AlertRules
  private(set) var changes: [AlertChange] = []
  /// Whether a deployment that is not in the list counts as missing.
  private let isListPlausible: Bool
  /// The least age of the newest checkpoint, in milliseconds, that any rule complains about.
  private let freshCheckpoint: Int

  /// A judgement without a result yet.
  init(_ round: MonitorRound, _ rules: AlertRules) {
    self.round = round
    self.rules = rules
    // A platform in trouble can answer with an empty list.
    isListPlausible = round.isComplete && round.looks.contains { $0.state != .missing }
    freshCheckpoint = rules.leastCheckpointSeconds * 1000
  }

  /// Judges the round.
  mutating func judge(_ board: inout AlertBoard, _ newID: () -> String) {
    judgePlatform(&board, newID)
    guard round.platform == .reachable, board.platform.alerts.isEmpty else {
      // Both looks that confirm something are on the same side of the outage.
      board.forgetSuspicions()
      return
    }
    for id in board.settled { settle(id, &board) }
    board.settled = []
    for look in round.looks { judge(look, &board, newID) }
  }

  private mutating func judgePlatform(_ board: inout AlertBoard, _ newID: () -> String) {
    let (sign, facts): (Sign, AlertFacts) =
      switch round.platform {
      case .reachable: (.well(reading: round.time), AlertFacts())
      case .unreachable(let reason):
        (.trouble(Sighting(reading: round.time, since: round.time)), AlertFacts(unreachable: reason))
      }
    if sign == .well(reading: round.time), board.platform.isEmpty { return }
    var judge = CaseJudgement(subject: .platform, now: round.time, trouble: board.platform)
    judge.add(sign, of: .platformUnreachable, rules.general.platformUnreachable, facts: { facts }, newID)
    board.platform = judge.trouble
    changes += judge.changes
  }

  /// Ends what an acknowledged alert `gone` is about: a person says that the job was stopped on purpose.
  private mutating func settle(_ id: String, _ board: inout AlertBoard) {
    guard let trouble = board.cases.removeValue(forKey: id) else { return }
    board.memories[id] = nil
    var judge = CaseJudgement(subject: .deployment(id), now: round.time, trouble: trouble)
    judge.resolveAll()
    changes += judge.changes
  }

  private mutating func judge(_ look: JobLook, _ board: inout AlertBoard, _ newID: () -> String) {
    let id = look.deploymentID
    let before = board.memories[id]
    let known = board.cases[id]
    // Most looks end here: a day of 1,000 jobs has millions of them.
    if known == nil, let before, before.matches(look), !look.hasHealth || isQuiet(look) { return }
    if look.state == .missing, !isListPlausible { return }
    let memory = JobMemory(look, before: before)
    if memory != before { board.memories[id] = memory }

    var judge = CaseJudgement(subject: .deployment(id), now: round.time, trouble: known ?? TroubleCase())
    switch look.state {
    case .stopped(byFlinkDeploy: true), .gone(byFlinkDeploy: true): judge.resolveAll()
    case .changing: judge.trouble.pause(at: round.time)
    case .running, .starting, .stopping, .stopped, .failed, .missing, .gone:
      judge.trouble.begin(look, after: before, at: round.time)
      judgeRules(look, before, &judge, newID)
    }
    board.cases[id] = judge.trouble.isEmpty ? nil : judge.trouble
    if case .gone = look.state, judge.trouble.isEmpty { board.memories[id] = nil }
    changes += judge.changes
  }

  private func judgeRules(
    _ look: JobLook, _ before: JobMemory?, _ judge: inout CaseJudgement, _ newID: () -> String
  ) {
    let settings = rules.settings(for: look.name)
    let isSilenced = rules.isSilenced(look.name, at: round.time)
    let signs = JobSigns(look, now: round.time, memory: before, changedAt: judge.trouble.changedAt)
    judge.trouble.countRestarts(signs.health, settings.restarting, since: signs.changedAt)
    let facts = { [restarts = judge.trouble.restarts.count] rule in
      AlertFacts(look, signs.health, rule, restarts: restarts)
    }
    for rule in AlertRule.ofJobs {
      let sign = signs.sign(of: rule, settings[rule], judge.trouble)
      let mayOpen = !isSilenced && (look.isOwn || rule.isForAll && !isOldFailure(look, before))
      judge.add(sign, of: rule, settings[rule], mayOpen: mayOpen, facts: { facts(rule) }, newID)
    }
  }

  private func isOldFailure(_ look: JobLook, _ before: JobMemory?) -> Bool {
    guard case .failed = look.state, before?.ran != true, let since = look.stateSince else { return false }
    return round.time - since > Self.oldFailure
  }

  /// Whether a reading of a job that runs shows no trouble of any rule.
  private func isQuiet(_ look: JobLook) -> Bool {
    guard let health = look.health, health.verdict == .flowing, health.restartsInWindow ?? 0 == 0 else { return false }
    guard let last = health.checkpoints?.lastCompleted else { return look.checkpointIntervalSeconds == nil }
    return health.asOf - last.completedAt < freshCheckpoint
  }
}

extension AlertRules {
  /// The least number of seconds without a checkpoint that any rule complains about.
  fileprivate var leastCheckpointSeconds: Int {
    let changes = overrides.compactMap { $0.changes[.noCheckpoint]?.leastSeconds }
    guard case .intervals(_, let least) = general.noCheckpoint.threshold else { return 0 }
    return min(least, changes.min() ?? least)
  }
}
