import JobHealth

extension AlertFacts {
  private static let longestText = 300

  /// What a look says about an alert of a rule.
  init(_ look: JobLook, _ health: HealthReport?, _ rule: AlertRule, restarts: Int) {
    self.init()
    deploymentName = look.name
    jobID = look.jobID
    verdict = health?.verdict
    if rule.hasCause {
      failure = look.failure ?? health?.lastException?.failure
      causeID = look.causeID
    }
    if case .failed(let text) = look.state { platformText = text.map { String($0.prefix(Self.longestText)) } }
    self.restarts = restarts > 0 ? restarts : health?.restartsInWindow
    pendingRecords = health?.pendingRecords
    lastCheckpointAt = health?.checkpoints?.lastCompleted?.completedAt
    recommendedParallelism = health?.recommendation?.parallelism
  }

  /// What is known if Alibaba Cloud does not answer.
  init(unreachable reason: String) {
    self.init()
    platformText = String(reason.prefix(Self.longestText))
  }

  /// These facts, and what was known before where they say nothing.
  func completed(by before: AlertFacts) -> AlertFacts {
    var facts = before
    facts.deploymentName = deploymentName ?? before.deploymentName
    facts.jobID = jobID ?? before.jobID
    facts.verdict = verdict ?? before.verdict
    // A cause belongs to its failure.
    if failure != nil || causeID != nil { (facts.failure, facts.causeID) = (failure, causeID) }
    facts.platformText = platformText ?? before.platformText
    facts.restarts = restarts ?? before.restarts
    facts.pendingRecords = pendingRecords ?? before.pendingRecords
    facts.lastCheckpointAt = lastCheckpointAt ?? before.lastCheckpointAt
    facts.recommendedParallelism = recommendedParallelism ?? before.recommendedParallelism
    return facts
  }
}

extension AlertRule {
  /// Whether a failure that Flink remembers is the cause of the trouble; a job that is slow can remember an old one.
  fileprivate var hasCause: Bool {
    switch self {
    case .failed, .crashLoop, .restarting, .notWriting, .noCheckpoint: true
    case .lagging, .backpressured, .idle, .gone, .platformUnreachable: false
    }
  }
}
