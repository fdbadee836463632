import AliyunFlink
import JSONCoding

// An update, and the way back of one that failed: both bring the deployment to a specification, the wanted one or the
// one before. Nothing is stopped before the deployment has what is wanted, and nothing is started before the job that
// it replaces has ended.
extension OperationMachine {
  /// The update that the machine carries out.
  var update: UpdateRequest {
    if case .update(let update) = request { return update }
    return UpdateRequest(deploymentID: "", current: DeploymentSpec(sql: ""), target: DeploymentSpec(sql: ""))
  }

  /// What the deployment is to have now.
  var wanted: DeploymentSpec { state.update.isReturning ? update.current : update.target }

  /// Processes the answer of a step of an update.
  mutating func handleUpdate(_ answer: RemoteAnswer) {
    switch (state.phase, answer) {
    case (.noteJob, .jobs(let jobs)): note(jobs)
    case (.readUpdated, .deployment(let deployment)): compare(deployment)
    case (.validateUpdate, .validation(let validation)):
      if validation.isValid { return move(to: .readUpdatedDraft) }
      fail(.invalidSQL(reason: validation.message))
    case (.readUpdatedDraft, .draft(let draft?)): compare(draft)
    case (.updateDraft, .draft(let draft?)):
      state.tries = 0
      compare(draft)
    case (.updateDraft, .failed(let error)) where error.effect == .unknown: look(at: .readUpdatedDraft, after: error)
    case (.redeployDraft, .ticket(let id)):
      state.facts.ticketID = id
      move(to: .awaitRedeploy)
    case (.redeployDraft, .failed(let error)) where error.effect == .unknown: look(at: .readUpdated, after: error)
    case (.awaitRedeploy, .ticketResult(let result)): handleRedeploy(result)
    case (.awaitRedeploy, .failed(let error)) where state.update.awaitsTicket: awaitTicketAgain(after: error)
    case (.configureUpdate, .deployment): move(to: .readUpdated)
    case (.configureUpdate, .failed(let error)) where error.effect == .unknown: look(at: .readUpdated, after: error)

    case (.hotUpdate, _), (.awaitHotUpdate, _), (.readHotJob, _): handleHotUpdate(answer)
    case (.findReplaced, _), (.stopReplaced, _), (.awaitReplaced, _), (.checkReplaced, _), (.startUpdated, _),
      (.awaitUpdated, _), (.readUpdatedLog, _), (.readUpdatedJob, _), (.checkUpdated, _):
      handleReplacement(answer)
    case (.readCheckpointInterval, _), (.watchJob, _): handleFlow(answer)
    case (_, .failed(let error)): fail(error)
    default: failUnexpected()
    }
  }

  /// Notes which effect of an update may take place from now on.
  mutating func noteEffect(_ phase: Phase) {
    state.update.hasEffect = true
    if phase == .updateDraft { state.update.mayHaveDraft = true }
    if phase == .redeployDraft { state.facts.mayHaveTicket = true }
    if phase == .startUpdated { state.facts.mayHaveJob = true }
    if phase == .hotUpdate, !state.update.isReturning { state.update.mayBeHot = true }
    if phase == .stopReplaced { state.update.mayHaveStopped = true }
  }

  /// Ends the update with `failure`: at once if nothing has changed, else after the way back.
  mutating func failUpdate(_ failure: OperationFailure) {
    pause = nil
    guard !state.update.isReturning else { return giveUpReturning(failure) }
    state.failure = failure
    guard state.update.hasEffect else { return move(to: .done) }
    state.failure?.isRolledBack = nil
    state.update.isReturning = true
    state.update.isApplied = false
    state.update.isDraftReplaced = false
    state.tries = 0
    // A deploy in progress would bring the new version after the return to the old one.
    state.update.awaitsTicket = state.facts.mayHaveTicket && state.facts.ticketID != nil
    move(to: state.update.awaitsTicket ? .awaitRedeploy : .findReplaced)
  }

  /// Says what is left, and tries again later, since Alibaba Cloud may recover.
  private mutating func giveUpReturning(_ failure: OperationFailure) {
    state.failure?.isRolledBack = false
    let leftovers = UnfinishedRollback(
      reason: UnfinishedRollback.Reason(failure), jobID: state.facts.jobID, deploymentID: update.deploymentID,
      isReturn: true)
    state.failure?.leftovers = leftovers
    state.tries = 0
    state.update.isApplied = false
    elapsed = .zero
    move(to: .findReplaced)
    pause = limits.pollCeiling * 4
  }

  /// Notes the job that runs, and with which a savepoint must be taken.
  private mutating func note(_ jobs: [Job]) {
    if let active = jobs.first(where: { !$0.state.isTerminal }) {
      if active.state == .cancelling { return poll(.job(id: active.id, state: .cancelling)) }
      state.update.replacedJobID = active.id
      state.facts.jobState = active.state
    }
    state.facts.jobID = state.update.replacedJobID ?? jobs.first?.id
    move(to: .readUpdated)
  }

  /// Decides what the deployment lacks.
  private mutating func compare(_ deployment: Deployment) {
    state.facts.deploymentID = deployment.id
    state.facts.deploymentName = deployment.name
    state.facts.draftID = deployment.draftID ?? state.facts.draftID
    state.facts.target = deployment.document["deploymentTarget"]?["name"]?.string ?? state.facts.target
    let found = DeploymentSpec(document: deployment.document)
    if !state.update.hasEffect, !found.isEquivalent(to: update.current) {
      // Another client, or another call, changed it after the plan was made.
      return fail(.changedMeanwhile(deploymentID: deployment.id))
    }
    // Another client has changed the deployment: it gets what the update wants again, before a job starts with it.
    if !wanted.isEquivalent(to: found) { state.update.isApplied = false }
    if wanted.needsDraft(insteadOf: found) || isDraftOpen {
      guard state.facts.draftID != nil else { return fail(.noDraft(deploymentID: deployment.id)) }
      guard state.tries < OperationMachine.maximumTries else { return fail(.notApplied(deploymentID: deployment.id)) }
      // A deploy whose response was lost may still arrive.
      if state.tries > 0, looksAgain() { return }
      return move(to: state.update.hasEffect || state.update.isReturning ? .readUpdatedDraft : .validateUpdate)
    }
    if !wanted.hasSettings(of: found) {
      guard state.tries < OperationMachine.maximumTries else {
        return fail(.notApplied(deploymentID: deployment.id))
      }
      state.tries += 1
      document = wanted.written(into: deployment.document)
      return move(to: .configureUpdate)
    }
    // A look before the next start does not begin the count of starts again.
    if !state.update.isApplied { state.tries = 0 }
    state.update.isApplied = true
    isFresh = true
    move(to: .findReplaced)
  }

  /// Whether the draft may have another script than the deployment is to have.
  private var isDraftOpen: Bool {
    (update.replacesDraft || state.update.isReturning && state.update.mayHaveDraft) && !state.update.isDraftReplaced
  }

  /// Continues with the draft: it has the script, or gets it.
  private mutating func compare(_ draft: DeploymentDraft) {
    state.facts.draftID = draft.id
    guard wanted.needsDraft(insteadOf: DeploymentSpec(document: draft.document)) else {
      state.update.isDraftReplaced = true
      return move(to: .redeployDraft)
    }
    guard state.phase != .updateDraft else { return fail(.notApplied(deploymentID: update.deploymentID)) }
    document = wanted.draftChanges(of: draft.document)
    move(to: .updateDraft)
  }

  private mutating func handleRedeploy(_ result: DeployTicketResult) {
    if state.update.awaitsTicket {
      return result.isPending && elapsed < OperationMachine.ticketPatience ? poll(.draft) : endTicket()
    }
    if result.isPending { return poll(.draft) }
    state.facts.ticketID = nil
    state.facts.mayHaveTicket = false
    guard result.isSuccess else { return fail(.deployFailed(reason: result.message)) }
    state.tries += 1
    move(to: .readUpdated)
  }

  private mutating func awaitTicketAgain(after error: FlinkAPIError) {
    guard !error.isNotFound, state.tries < OperationMachine.maximumUndoTries else { return endTicket() }
    state.tries += 1
    pause = min(limits.pollFloor * (1 << state.tries), limits.pollCeiling)
  }

  private mutating func endTicket() {
    state.update.awaitsTicket = false
    state.facts.ticketID = nil
    state.facts.mayHaveTicket = false
    state.tries = 0
    move(to: .findReplaced)
  }
}

extension UnfinishedRollback.Reason {
  /// Why the way back makes no progress.
  fileprivate init(_ failure: OperationFailure) {
    if case .platform(let problem) = failure.problem {
      self = .platform(problem)
    } else {
      self = .failed(failure.problem)
    }
  }
}
