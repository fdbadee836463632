import AliyunFlink

// Rollback, in the order that the platform accepts: job, deployment, draft. It touches only what carries this
// operation's marker, and every step of it may be repeated.
extension OperationMachine {
  /// Begins to undo; ends at once when nothing was made.
  mutating func undo(_ failure: OperationFailure) {
    state.failure = failure
    state.tries = 0
    pause = nil
    state.failure?.isRolledBack = nil
    move(to: undoStart)
  }

  /// Where undoing begins: at the highest thing that may have been made.
  private var undoStart: Phase {
    if state.facts.deploymentID != nil { return .undoFindJob }
    // The draft knows whether a deployment came of it, also of a deploy whose answer was lost.
    if state.facts.draftID != nil { return .undoReadDraft }
    return state.facts.mayHaveDraft ? .undoFindDraft : .done
  }

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
      // A ticket that is still executing would make a deployment behind our back.
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
      guard state.tries < OperationMachine.maximumUndoTries else { return giveUp(error.message) }
      state.tries += 1
      move(to: .undoAwaitStopped)  // whether it counted shows there
    case (.undoAwaitStopped, .job(let job)): follow(stopping: job)
    case (.undoDeleteDeployment, .done): move(to: .undoDeleteDraft)
    // What a ticket made between the last look at the draft and its end.
    case (.undoDeleteDraft, .done) where state.facts.mayHaveTicket && state.facts.deploymentID == nil:
      move(to: .undoFindDeployment)
    case (.undoDeleteDraft, .done): finishUndo()
    case (_, .failed(let error)): handleUndo(error)
    default: giveUp("the platform's answers could not be understood")
    }
  }

  private mutating func handleUndo(_ error: FlinkAPIError) {
    if error.isNotFound {
      switch state.phase {
      case .undoReadDraft: return state.facts.mayHaveTicket ? move(to: .undoFindDeployment) : finishUndo()
      case .undoAwaitTicket: return undoAwaitTicket(isOver: true)
      case .undoFindJob, .undoAwaitStopped: return move(to: .undoDeleteDeployment)
      default: break
      }
    }
    guard state.tries < OperationMachine.maximumUndoTries else { return giveUp(error.message) }
    if state.phase == .undoAwaitStopped { move(to: .undoFindJob) }  // the list tells as well
    // A deployment is refused to be deleted while a job runs that we have not seen: look again.
    if state.phase == .undoDeleteDeployment, error.kind == .business { move(to: .undoFindJob) }
    if state.phase == .undoDeleteDraft, error.kind == .business { move(to: .undoReadDraft) }
    again()
  }

  private mutating func again() {
    state.tries += 1
    pause = min(limits.pollFloor * (1 << state.tries), limits.pollCeiling)
  }

  /// Waits for the ticket, but not for ever: the draft goes all the same, and is looked at once more by name.
  private mutating func undoAwaitTicket(isOver: Bool) {
    if isOver || elapsed >= min(limits.stepTimeout, OperationMachine.ticketPatience) {
      state.facts.isTicketOver = true
      return move(to: .undoReadDraft)
    }
    polls += 1
    pause = min(limits.pollFloor * (1 << min(polls, 5)), limits.pollCeiling)
  }

  private static let ticketPatience = Duration.seconds(30)

  private mutating func stopFirst(of jobs: [Job]) {
    guard let active = jobs.first(where: { !$0.state.isTerminal }) else { return move(to: .undoDeleteDeployment) }
    state.facts.jobID = active.id
    move(to: active.state == .cancelling ? .undoAwaitStopped : .undoStopJob)
  }

  private mutating func follow(stopping job: Job) {
    state.facts.jobState = job.state
    if job.state.isTerminal { return move(to: .undoFindJob) }
    if state.phase == .undoStopJob { return move(to: .undoAwaitStopped) }
    guard elapsed < limits.stepTimeout else { return giveUp("job \(job.id) does not stop") }
    if job.state != .cancelling, polls > 2 { return move(to: .undoStopJob) }
    polls += 1
    pause = min(limits.pollFloor * (1 << min(polls, 5)), limits.pollCeiling)
  }

  private mutating func finishUndo() {
    state.failure?.isRolledBack = true
    state.undoProblem = nil
    state.facts.jobState = nil
    move(to: .done)
  }

  /// Names what is left and the way to remove it by hand, and goes on trying, since the cloud may come back.
  private mutating func giveUp(_ reason: String) {
    let isJobOver = state.facts.jobState?.isTerminal == true
    let left = [
      state.facts.jobID.flatMap { isJobOver ? nil : "job \($0)" }, state.facts.deploymentID.map { "deployment \($0)" },
      state.facts.draftID.map { "draft \($0)" },
    ].compactMap { $0 }
    let what = left.isEmpty ? "a draft that may exist" : left.joined(separator: ", ")
    state.failure?.isRolledBack = false
    state.undoProblem =
      "Rolling back fails for now (\(reason)). Left in the cloud: \(what). It is tried again as long as this process lives; "
      + "later run 'flink-deploy recover', or delete them in the console in this order"
    state.tries = 0
    elapsed = .zero
    move(to: undoStart)
    pause = limits.pollCeiling * 4
  }
}
