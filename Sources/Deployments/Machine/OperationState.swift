public import AliyunFlink
public import JobHealth

/// All that is known about an operation; stored after each step, and enough to resume from.
public struct OperationState: Sendable, Equatable {
  /// The step it is at.
  public internal(set) var phase: Phase
  /// The resources, and what was chosen for them.
  public internal(set) var facts = Facts()
  /// The failure; set as soon as it is known, so also during a rollback.
  public internal(set) var failure: OperationFailure?
  /// The number of attempts of the current effect.
  var tries = 0
  /// What is known about an update.
  public internal(set) var update = UpdateFacts()
  /// Whether the caller cancelled the operation.
  public internal(set) var isCancelled = false

  /// The resources of an operation, and what was chosen for them.
  public struct Facts: Sendable, Equatable {
    /// The engine version, chosen or requested.
    public internal(set) var engineVersion: String?
    /// The deployment target, chosen or requested.
    public internal(set) var target: String?
    /// Whether a draft may exist whose ID is unknown.
    var mayHaveDraft = false
    /// The draft.
    public internal(set) var draftID: String?
    /// The ticket of deploying the draft.
    public internal(set) var ticketID: String?
    /// The deployment.
    public internal(set) var deploymentID: String?
    /// The name of the deployment.
    public internal(set) var deploymentName: String?
    /// The job.
    public internal(set) var jobID: String?
    /// The last known state of the job.
    public internal(set) var jobState: JobState?
    /// Whether a ticket may be in progress.
    var mayHaveTicket = false
    /// Whether a rollback has waited for the ticket.
    var isTicketOver = false
    /// Whether a job may have been started whose ID is unknown.
    var mayHaveJob = false
    /// Whether the job may have been stopped by this operation.
    var mayHaveStopped = false
    /// The jobs of the deployment before this operation started one.
    var earlierJobIDs: [String] = []
    /// The savepoint of the stop.
    public internal(set) var savepointID: String?
    /// The verdict at the end of the wait for messages; nil without such a wait.
    public internal(set) var verdict: Verdict?
    /// Whether the job that this operation returns existed before it.
    public internal(set) var isAdopted = false
  }

  /// The state of an operation that has no resources.
  init(phase: Phase) { self.phase = phase }

  /// The status of the deployment or job.
  public func status(of request: OperationRequest) -> OperationStatus {
    if phase.isUndo { return .rollingBack }
    if case .update = request { return updateStatus }
    if phase == .done, let failure {
      if failure.isRolledBack == true, facts.jobState == nil { return .rolledBack }
      // A failed start or stop shows the state of the job, not the end of the operation.
      if case .deploy = request { return facts.jobState == .cancelled ? .cancelled : .failed }
    }
    switch request {
    case .deploy(let deploy):
      if let state = facts.jobState { return OperationStatus(state) }
      if facts.jobID != nil { return .starting }
      if facts.deploymentID != nil { return phase == .done && deploy.starts ? .starting : .deployed }
      if facts.ticketID != nil { return .deploying }
      return facts.draftID != nil ? .draftCreated : .created
    case .start: return facts.jobState.map(OperationStatus.init) ?? (facts.jobID != nil ? .starting : .deployed)
    case .update: return updateStatus
    case .stop: return facts.jobState.map(OperationStatus.init) ?? .running
    }
  }

  /// The status of a deployment that is updated: the way of the update, then that of the job.
  private var updateStatus: OperationStatus {
    guard phase == .done else { return update.isReturning ? .rollingBack : .updating }
    return facts.jobState.map(OperationStatus.init) ?? .deployed
  }
}
