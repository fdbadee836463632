/// The judgement of one deployment, or of Alibaba Cloud, in one round: sign by sign, those of rules that explain others
/// before these.
struct CaseJudgement: Sendable {
  let subject: AlertSubject
  /// When the round was made, in milliseconds since 1970.
  let now: Int
  /// What is known of the subject.
  var trouble: TroubleCase
  private(set) var changes: [AlertChange] = []
  /// The troubles that this look shows, and that may open an alert.
  private var seen: [AlertRule] = []

  /// A judgement without a result yet.
  /// - Parameter now: The time in milliseconds since 1970.
  init(subject: AlertSubject, now: Int, trouble: TroubleCase) {
    self.subject = subject
    self.now = now
    self.trouble = trouble
  }

  /// Takes what a look says about one rule into account.
  /// - Parameters:
  ///   - mayOpen: Whether the subject may get an alert of this rule.
  ///   - facts: What the look says about an alert of the rule.
  ///   - newID: Makes a UUID in lower case.
  mutating func add(
    _ sign: Sign, of rule: AlertRule, _ setting: RuleSetting, mayOpen: Bool = true, facts: () -> AlertFacts,
    _ newID: () -> String
  ) {
    if let index = trouble.alerts.firstIndex(where: { $0.alert.rule == rule }) {
      standing(index, sign, setting, facts)
      return
    }
    switch sign {
    case .unclear: return
    case .well: trouble.suspicions.removeAll { $0.rule == rule }
    case .trouble(let sighting):
      guard setting.isOn, mayOpen, !trouble.explains(rule) else {
        trouble.suspicions.removeAll { $0.rule == rule }
        return
      }
      suspect(rule, sighting, setting, facts, newID)
    }
  }

  /// Resolves all alerts: the trouble is over, since the job was stopped on purpose.
  mutating func resolveAll() {
    for index in trouble.alerts.indices { resolve(index) }
    trouble = TroubleCase()
  }

  private mutating func suspect(
    _ rule: AlertRule, _ sighting: Sighting, _ setting: RuleSetting, _ facts: () -> AlertFacts, _ newID: () -> String
  ) {
    let index = trouble.suspicions.firstIndex { $0.rule == rule }
    var suspicion = index.map { trouble.suspicions.remove(at: $0) } ?? Suspicion(rule)
    let isConfirmed = suspicion.add(sighting, setting)
    // What explains this trouble is about to be confirmed too.
    let isHeldBack = seen.contains { $0.explains(rule) }
    seen.append(rule)
    guard isConfirmed, !isHeldBack else {
      trouble.suspicions.append(suspicion)
      return
    }
    if rule == .crashLoop, let index = trouble.alerts.firstIndex(where: { $0.alert.rule == .restarting }) {
      escalate(index, to: rule, sighting, setting, facts())
      return
    }
    var alert = Alert(
      id: newID(), subject: subject, rule: rule, severity: setting.severity, since: min(suspicion.since, now),
      openedAt: now, facts: facts())
    alert.count = suspicion.sightings
    trouble.alerts.append(OpenAlert(alert, reading: sighting.reading))
    trouble.suspicions.removeAll { rule.explains($0.rule) }
    changes.append(.opened(alert))
  }

  private mutating func escalate(
    _ index: Int, to rule: AlertRule, _ sighting: Sighting, _ setting: RuleSetting, _ facts: AlertFacts
  ) {
    let before = trouble.alerts[index].alert.severity
    trouble.alerts[index].alert.rule = rule
    // An alert never becomes less severe, whatever the rules file says of the other rule.
    trouble.alerts[index].alert.severity = max(before, setting.severity)
    see(index, sighting, facts)
    changes.append(.escalated(trouble.alerts[index].alert, from: before))
  }

  private mutating func standing(_ index: Int, _ sign: Sign, _ setting: RuleSetting, _ facts: () -> AlertFacts) {
    // A rule that was turned off does not see its trouble any more.
    var sign = sign
    if case .trouble(let sighting) = sign, !setting.isOn { sign = .well(reading: sighting.reading) }
    switch sign {
    case .unclear: return
    case .trouble(let sighting):
      seen.append(trouble.alerts[index].alert.rule)
      guard sighting.reading != trouble.alerts[index].reading else { return }
      see(index, sighting, facts())
      changes.append(.seen(trouble.alerts[index].alert))
    case .well(let reading):
      guard reading != trouble.alerts[index].reading else { return }
      trouble.alerts[index].reading = reading
      guard !isHeldOpen(trouble.alerts[index].alert.rule) else {
        trouble.alerts[index].goodReadings = 0
        return
      }
      trouble.alerts[index].goodReadings += 1
      if trouble.alerts[index].goodReadings >= setting.readings {
        resolve(index)
        trouble.alerts.remove(at: index)
      }
    }
  }

  private mutating func see(_ index: Int, _ sighting: Sighting, _ facts: AlertFacts) {
    var open = trouble.alerts[index]
    open.alert.count += 1
    open.alert.lastSeenAt = max(open.alert.lastSeenAt, now)
    open.alert.facts = facts.completed(by: open.alert.facts)
    open.goodReadings = 0
    open.reading = sighting.reading
    trouble.alerts[index] = open
  }

  /// Whether a worse trouble is there, so that a good sign proves nothing.
  private func isHeldOpen(_ rule: AlertRule) -> Bool {
    (trouble.alerts.map(\.alert.rule) + seen).contains { $0.explains(rule) && !rule.explains($0) }
  }

  private mutating func resolve(_ index: Int) {
    var alert = trouble.alerts[index].alert
    alert.state = .resolved
    alert.resolvedAt = max(alert.openedAt, now)
    changes.append(.resolved(alert))
    // The restarts of a crash loop that is over are not another trouble.
    if alert.rule == .crashLoop { trouble.restarts.forget() }
  }
}
