import AliyunFlink

// The rollback, in the order that Alibaba Cloud accepts: job, deployment, draft. It touches only resources that carry
// this operation's marker, and each of its steps can be repeated. That of a start ends with the job.
extension OperationMachine {
  /// Begins the rollback; ends at once when nothing was created.
  mutating func undo(_ failure: OperationFailure) {
    state.failure = failure
    state.tries = 0
    pause = nil
    state.failure?.isRolledBack = nil
    move(to: undoStart)
  }

  /// The first phase of the rollback: that of the last resource that may exist.
  private var undoStart: Phase {
    if state.facts.deploymentID != nil { return .undoFindJob }
    // The draft names its deployment, also if the response to the deploy was lost.
    if state.facts.draftID != nil { return .undoReadDraft }
    return state.facts.mayHaveDraft ? .undoFindDraft : .done
  }

  /// Processes the answer of a step of a rollback.
  mutating func handleUndo(_ answer: RemoteAnswer) {
    switch (state.phase, answer) {
    case (.undoFindDraft, .draft(let draft)):
      guard let draft, draft.labels[OperationMachine.label] == marker else {
        return looksAgain() ? () : finishUndo()
      }
      state.facts.draftID = draft.id
      move(to: .undoReadDraft)
    case (.undoReadDraft, .draft(let draft?)):
      state.facts.deploymentID = draft.deploymentID
      guard draft.deploymentID == nil else { return move(to: .undoFindJob) }
      // A ticket in progress would create a deployment after the rollback.
      if state.facts.ticketID != nil, !state.facts.isTicketOver { return move(to: .undoAwaitTicket) }
      if state.facts.mayHaveTicket, state.facts.ticketID == nil, state.tries < 4 { return again() }
      move(to: .undoDeleteDraft)
    case (.undoAwaitTicket, .ticketResult(let result)): undoAwaitTicket(isOver: !result.isPending)
    case (.undoAwaitTicket, .unchanged): undoAwaitTicket(isOver: false)
    case (.undoFindDeployment, .deployments(let deployments)):
      let ours = deployments.first {
        $0.labels[OperationMachine.label] == marker || $0.draftID != nil && $0.draftID == state.facts.draftID
      }
      guard let ours else { return finishUndo() }
      state.facts.deploymentID = ours.id
      move(to: .undoFindJob)
    case (.undoFindJob, .jobs(let jobs)): stopFirst(of: jobs)
    case (.undoStopJob, .job(let job)): follow(stopping: job)
    case (.undoStopJob, .failed(let error)):
      guard state.tries < OperationMachine.maximumUndoTries else { return giveUp(.platform(PlatformProblem(error))) }
      state.tries += 1
      move(to: .undoAwaitStopped)  // which shows whether it took effect
    case (.undoAwaitStopped, .job(let job)): follow(stopping: job)
    case (.undoDeleteDeployment, .done): move(to: .undoDeleteDraft)
    // A ticket may have created a deployment between the last look at the draft and its end.
    case (.undoDeleteDraft, .done) where state.facts.mayHaveTicket && state.facts.deploymentID == nil:
      move(to: .undoFindDeployment)
    case (.undoDeleteDraft, .done): finishUndo()
    case (_, .failed(let error)): handleUndo(error)
    default: giveUp(.unexpectedAnswer)
    }
  }

  private mutating func handleUndo(_ error: FlinkAPIError) {
    if error.isNotFound {
      switch state.phase {
      case .undoReadDraft: return state.facts.mayHaveTicket ? move(to: .undoFindDeployment) : finishUndo()
      case .undoAwaitTicket: return undoAwaitTicket(isOver: true)
      case .undoFindJob, .undoAwaitStopped: return undoBehindJob()
      default: break
      }
    }
    guard state.tries < OperationMachine.maximumUndoTries else { return giveUp(.platform(PlatformProblem(error))) }
    if state.phase == .undoAwaitStopped { move(to: .undoFindJob) }  // the list shows it as well
    // A deployment cannot be deleted while a job runs, perhaps one that we have not seen: look again.
    if state.phase == .undoDeleteDeployment, error.kind == .business { move(to: .undoFindJob) }
    if state.phase == .undoDeleteDraft, error.kind == .business { move(to: .undoReadDraft) }
    again()
  }

  private mutating func again() {
    state.tries += 1
    pause = min(limits.pollFloor * (1 << state.tries), limits.pollCeiling)
  }

  /// Waits for the ticket for a limited time: then the draft is deleted, and its deployment is looked for by name.
  private mutating func undoAwaitTicket(isOver: Bool) {
    if isOver || elapsed >= min(limits.stepTimeout, OperationMachine.ticketPatience) {
      state.facts.isTicketOver = true
      return move(to: .undoReadDraft)
    }
    polls += 1
    pause = limits.pause(beforePoll: polls, elapsed)
  }

  /// How long a rollback waits for a deploy in progress.
  static let ticketPatience = Duration.seconds(30)

  private mutating func stopFirst(of jobs: [Job]) {
    guard let active = jobs.first(where: { !$0.state.isTerminal }) else { return undoBehindJob() }
    state.facts.jobID = active.id
    move(to: active.state == .cancelling ? .undoAwaitStopped : .undoStopJob)
  }

  private mutating func follow(stopping job: Job) {
    state.facts.jobState = job.state
    if job.state.isTerminal { return move(to: .undoFindJob) }
    if state.phase == .undoStopJob { return move(to: .undoAwaitStopped) }
    guard elapsed < limits.stepTimeout else { return giveUp(.jobKeepsRunning(job.id)) }
    if job.state != .cancelling, polls > 2 { return move(to: .undoStopJob) }
    polls += 1
    pause = limits.pause(beforePoll: polls, elapsed)
  }

  /// Continues once no job runs.
  private mutating func undoBehindJob() {
    if case .deploy = request { return move(to: .undoDeleteDeployment) }
    if state.facts.jobState?.isTerminal != true { state.facts.jobState = .cancelled }
    finishUndo()
  }

  private mutating func finishUndo() {
    state.failure?.isRolledBack = true
    state.failure?.leftovers = nil
    if case .deploy = request { state.facts.jobState = nil }
    move(to: .done)
  }

  /// Records the resources that are left, and tries again later, since Alibaba Cloud may recover.
  private mutating func giveUp(_ reason: UnfinishedRollback.Reason) {
    let isJobOver = state.facts.jobState?.isTerminal == true
    state.failure?.isRolledBack = false
    state.failure?.leftovers = UnfinishedRollback(
      reason: reason, jobID: isJobOver ? nil : state.facts.jobID, deploymentID: state.facts.deploymentID,
      draftID: state.facts.draftID)
    state.tries = 0
    elapsed = .zero
    move(to: undoStart)
    pause = limits.pollCeiling * 4
  }
}
