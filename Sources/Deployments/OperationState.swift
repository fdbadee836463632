public import AliyunFlink

/// All that is known about an operation; stored after each step, and enough to go on from.
public struct OperationState: Sendable, Equatable {
  /// The step it is at.
  public internal(set) var phase: Phase
  /// What the platform made or chose.
  public internal(set) var facts = Facts()
  /// Why it failed; set as soon as it is known, so while things are being undone too.
  public internal(set) var failure: OperationFailure?
  /// What a rollback has not been able to remove so far, and the way to remove it by hand.
  public internal(set) var undoProblem: String?
  /// How often the effect of the present part was tried.
  var tries = 0
  /// Whether the caller took the operation back.
  public internal(set) var isCancelled = false

  /// What the platform made or chose.
  public struct Facts: Sendable, Equatable {
    /// Engine, chosen or wanted.
    public internal(set) var engineVersion: String?
    /// Queue, chosen or wanted.
    public internal(set) var target: String?
    /// Whether a draft may exist that nobody has told us the id of.
    var mayHaveDraft = false
    /// The draft.
    public internal(set) var draftID: String?
    /// The ticket of the deploy.
    public internal(set) var ticketID: String?
    /// The deployment.
    public internal(set) var deploymentID: String?
    /// Its name.
    public internal(set) var deploymentName: String?
    /// The job.
    public internal(set) var jobID: String?
    /// What the platform last said of it.
    public internal(set) var jobState: JobState?
    /// Whether a ticket may be executing.
    var mayHaveTicket = false
    /// Whether a rollback has waited for the ticket.
    var isTicketOver = false
    /// Whether a job may have been started that nobody has told us the id of.
    var mayHaveJob = false
    /// Whether the job may have been stopped by this operation.
    var mayHaveStopped = false
    /// Jobs of the deployment before this operation started one.
    var earlierJobIDs: [String] = []
    /// The savepoint that stopping took.
    public internal(set) var savepointID: String?
    /// Whether the job that this operation returns was there before it.
    public internal(set) var isAdopted = false
  }

  init(phase: Phase) { self.phase = phase }

  /// Where the deployment or job is.
  public func status(of request: OperationRequest) -> OperationStatus {
    if phase.isUndo { return .rollingBack }
    if phase == .done, let failure {
      if failure.isRolledBack == true { return .rolledBack }
      // Of a job that another operation failed to start or stop, it is said how it is, not how the operation went.
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
    case .stop: return facts.jobState.map(OperationStatus.init) ?? .running
    }
  }
}

extension OperationStatus {
  /// The status that says what `state` says.
  public init(_ state: JobState) {
    self =
      switch state {
      case .starting: .starting
      case .running: .running
      case .cancelling: .cancelling
      case .failed: .failed
      case .cancelled: .cancelled
      case .finished: .finished
      }
  }
}
