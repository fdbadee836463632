/// The alerts that are open, and the troubles that were seen and are not confirmed yet.
///
/// An alert opens when as many readings in a row show its trouble as its rule demands, and is resolved when as many show
/// that it is gone. A reading that says nothing, such as UNKNOWN, counts for neither.
public struct AlertBoard: Sendable, Equatable {
  /// What is known of each deployment in trouble, by its ID.
  var cases: [String: TroubleCase] = [:]
  /// What is known of Alibaba Cloud.
  var platform = TroubleCase()
  /// How each deployment was when it was seen last, by its ID.
  var memories: [String: JobMemory] = [:]
  /// Deployments with an alert `gone` that was acknowledged since the last round.
  var settled: Set<String> = []

  /// A board with the alerts that an earlier process has left.
  /// - Parameter alerts: Those that are open or acknowledged.
  public init(alerts: [Alert] = []) {
    for alert in alerts where alert.state != .resolved {
      guard let id = alert.subject.deploymentID else {
        platform.alerts.append(OpenAlert(alert))
        continue
      }
      cases[id, default: TroubleCase()].alerts.append(OpenAlert(alert))
      if alert.rule == .gone, alert.state == .acknowledged { settled.insert(id) }
    }
  }

  /// The alerts that are open or acknowledged, those that opened first before the others.
  public var alerts: [Alert] {
    let alerts = ([platform] + cases.values).flatMap { $0.alerts.map(\.alert) }
    return alerts.sorted { ($0.openedAt, $0.id) < ($1.openedAt, $1.id) }
  }

  /// The alerts of a deployment that are open or acknowledged.
  public func alerts(of deploymentID: String) -> [Alert] { cases[deploymentID]?.alerts.map(\.alert) ?? [] }

  /// The deployments of which another look may open or resolve an alert, so that it should be soon.
  public var awaitingLooks: Set<String> { Set(cases.lazy.filter { $0.value.awaitsLook }.map(\.key)) }

  /// Whether another try to reach Alibaba Cloud may open or resolve the alert about it.
  public var isPlatformAwaitingLook: Bool { platform.awaitsLook }

  /// Notes that a deployment's job ran when an earlier process saw it last, so that its end is noticed.
  ///
  /// Not for a deployment whose alert `gone` was resolved since by an acknowledgement.
  public mutating func remember(deploymentID: String, name: String, isOwn: Bool, jobID: String?) {
    memories[deploymentID] = JobMemory(name: name, isOwn: isOwn, jobID: jobID, ran: true)
  }

  /// Looks for the deployments that ran, or have an open alert, and are not in the list of deployments.
  ///
  /// To be sure, ask Alibaba Cloud for each of them, and replace `missing` by what it says.
  /// - Parameter listed: The IDs in a complete list.
  public func missing(from listed: Set<String>) -> [JobLook] {
    memories.filter { id, memory in !listed.contains(id) && (memory.ran || cases[id]?.alerts.isEmpty == false) }
      .map { id, memory in
        JobLook(deploymentID: id, name: memory.name, isOwn: memory.isOwn, jobID: memory.jobID, state: .missing)
      }
      .sorted { $0.deploymentID < $1.deploymentID }
  }

  /// Notes that a person has acknowledged an alert.
  ///
  /// Its count goes on. An alert `gone` is resolved in the next round.
  public mutating func acknowledge(_ alertID: String) {
    for (id, trouble) in cases {
      guard let index = trouble.alerts.firstIndex(where: { $0.alert.id == alertID }) else { continue }
      cases[id]?.alerts[index].alert.state = .acknowledged
      if trouble.alerts[index].alert.rule == .gone { settled.insert(id) }
    }
    for index in platform.alerts.indices where platform.alerts[index].alert.id == alertID {
      platform.alerts[index].alert.state = .acknowledged
    }
  }

  /// Judges a round.
  /// - Parameters:
  ///   - round: What was seen.
  ///   - rules: What opens an alert.
  ///   - newID: Makes a UUID in lower case.
  /// - Returns: What changed, in the order in which it is to be stored.
  public mutating func judge(_ round: MonitorRound, _ rules: AlertRules, newID: () -> String) -> [AlertChange] {
    var judgement = RoundJudgement(round, rules)
    judgement.judge(&self, newID)
    return judgement.changes
  }

  /// Forgets what is not confirmed yet.
  mutating func forgetSuspicions() {
    for (id, trouble) in cases {
      let kept = trouble.withoutSuspicions
      cases[id] = kept.isEmpty ? nil : kept
    }
  }
}
