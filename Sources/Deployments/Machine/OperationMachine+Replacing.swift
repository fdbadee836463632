import AliyunFlink
import JobHealth

// The jobs of an update: the old one is stopped with a savepoint, the new one starts from it. On the way back, the new
// one is stopped, and the old version starts from the same savepoint.
extension OperationMachine {
  /// Processes the answer of a step that replaces a job.
  mutating func handleReplacement(_ answer: RemoteAnswer) {
    switch (state.phase, answer) {
    case (.findReplaced, .jobs(let jobs)): choose(amongReplaced: jobs)
    case (.stopReplaced, .job(let job)):
      state.tries = 0
      awaitReplaced(job)
    case (.stopReplaced, .failed(let error)) where error.effect == .unknown || error.kind == .business:
      look(at: .findReplaced, after: error)
    case (.awaitReplaced, .job(let job)): awaitReplaced(job)
    case (.checkReplaced, .savepoints(let savepoints)): check(savepoints)

    case (.startUpdated, .job(let job)):
      state.tries = 0
      followUpdated(job)
    case (.startUpdated, .failed(let error)) where error.effect == .unknown || error.kind == .business:
      look(at: .findReplaced, after: error)
    case (.awaitUpdated, .job(let job)): followUpdated(job)
    case (.awaitUpdated, .unchanged): pollAgain(.job(id: state.facts.jobID ?? "", state: .starting))
    case (.awaitUpdated, .jobState(.running)): updatedRuns()
    case (.readUpdatedLog, .startLog(let log)): failUpdatedStart(log: log)
    case (.readUpdatedLog, .failed): failUpdatedStart(log: "")
    case (.readUpdatedJob, _), (.checkUpdated, _): handleVerification(answer)
    case (_, .failed(let error)): fail(error)
    default: failUnexpected()
    }
  }

  /// Stops what must not run, starts what must, or applies what is wanted first.
  private mutating func choose(amongReplaced jobs: [Job]) {
    if let active = jobs.first(where: { !$0.state.isTerminal }) { return handle(active: active) }
    note(replacedIn: jobs)
    guard state.update.isApplied else {
      // What broke off may still arrive, and would bring the new version beside the old one.
      if state.facts.mayHaveJob || state.facts.mayHaveTicket, looksAgain() { return }
      state.facts.mayHaveJob = false
      state.facts.mayHaveTicket = false
      return move(to: .readUpdated)
    }
    guard let replaced = state.update.replacedJobID else { return finishUpdate() }
    if let ours = jobs.first(where: isOurs) { return followUpdated(ours) }
    if state.facts.mayHaveJob, looksAgain() { return }
    if !state.update.isReturning {
      guard state.update.mayHaveStopped else { return fail(.endedMeanwhile(jobID: replaced)) }
      if state.facts.savepointID == nil { return move(to: .checkReplaced) }
    }
    // A job starts with what the deployment has at that moment.
    guard isFresh else { return move(to: .readUpdated) }
    state.facts.earlierJobIDs = jobs.map(\.id)
    move(to: .startUpdated)
  }

  private mutating func handle(active: Job) {
    let isReplaced = active.id == state.update.replacedJobID
    if active.state == .cancelling {
      return isReplaced ? wait(for: active) : poll(.job(id: active.id, state: .cancelling))
    }
    if isOurs(active), !state.update.isReturning || state.update.isApplied { return followUpdated(active) }
    if isReplaced, state.update.mayHaveStopped, !state.update.isReturning, looksAgain() { return }
    state.facts.jobID = active.id
    state.facts.jobState = active.state
    if state.update.isReturning { return keepOrStop(active, isReplaced: isReplaced) }
    state.update.replacedJobID = active.id
    if isHotWay, active.state == .running { return move(to: .hotUpdate) }
    if update.way == .hotOnly { return fail(.restartNeeded(reason: state.update.hotProblem ?? active.state.rawValue)) }
    move(to: .stopReplaced)
  }

  /// On the way back: the old job stays, if it never ended, and gets its settings back; another one is stopped.
  private mutating func keepOrStop(_ active: Job, isReplaced: Bool) {
    guard isReplaced || state.update.replacedJobID == nil else { return move(to: .stopReplaced) }
    guard state.update.isApplied else { return move(to: .readUpdated) }
    if state.update.mayBeHot, active.state == .running { return move(to: .hotUpdate) }
    finishUpdate()
  }

  /// Whether a job is one that this direction of the update has started.
  private func isOurs(_ job: Job) -> Bool {
    state.facts.mayHaveJob && job.id != state.update.replacedJobID && !state.facts.earlierJobIDs.contains(job.id)
  }

  private mutating func note(replacedIn jobs: [Job]) {
    guard let id = state.update.replacedJobID, let job = jobs.first(where: { $0.id == id }) else { return }
    end(job)
  }

  /// The job that is replaced has ended.
  private mutating func end(_ job: Job) {
    guard !state.update.hasEnded else { return }
    state.update.hasEnded = true
    // The platform's clock counts only as far as ours can confirm it: the end was noticed within the longest poll.
    let latest = Int(limits.pollCeiling / .milliseconds(1))
    state.update.stoppedAt = min(max(job.endTime ?? now, now - latest), now)
    state.facts.jobState = job.state
  }

  private mutating func wait(for job: Job) {
    state.facts.jobID = job.id
    move(to: .awaitReplaced)
    pause = limits.pollFloor
  }

  private mutating func awaitReplaced(_ job: Job) {
    let isReplaced = job.id == state.update.replacedJobID
    if job.state.isTerminal {
      if isReplaced { end(job) }
      return move(to: isReplaced && !state.update.isReturning ? .checkReplaced : .findReplaced)
    }
    guard state.phase == .awaitReplaced else { return wait(for: job) }
    // Still running, or running again: the savepoint shows whether the stop continues or has failed.
    if job.state == .running, polls > 0, isReplaced, !state.update.isReturning { return move(to: .checkReplaced) }
    poll(.job(id: job.id, state: job.state))
    // From its end until the next start, nothing runs.
    if state.phase == .awaitReplaced { pause = pause.map { min($0, limits.pollFloor) } }
  }

  /// Continues only with a savepoint that is complete.
  private mutating func check(_ savepoints: [Savepoint]) {
    let ours = savepoints.filter { $0.jobID == state.update.replacedJobID }
      .filter { $0.origin?.hasPrefix("STOP_WITH") != false }
    let latest = ours.max { ($0.createdAt ?? 0) < ($1.createdAt ?? 0) }
    let jobID = state.update.replacedJobID ?? ""
    if let latest, latest.state == "COMPLETED", state.update.hasEnded {
      state.facts.savepointID = latest.id
      return move(to: .readUpdated)
    }
    if latest?.state == "FAILED" || state.update.hasEnded && latest == nil {
      return fail(.savepointFailed(jobID: jobID, reason: latest?.failure))
    }
    move(to: state.update.hasEnded ? .checkReplaced : .awaitReplaced)
    poll(.savepoint(jobID: jobID))
  }

  /// The state that the next job starts from.
  var restoreOfUpdate: RestoreStrategy {
    if state.update.isReturning { return state.facts.savepointID.map { .savepoint(id: $0) } ?? .latestState }
    return switch update.restore {
    case .nothing: .none
    case .savepoint(let id): .savepoint(id: id)
    case .keep: state.facts.savepointID.map { .savepoint(id: $0) } ?? .latestState
    }
  }

  /// Continues with the job that this direction of the update has started.
  mutating func followUpdated(_ job: Job) {
    state.facts.jobID = job.id
    state.facts.jobState = job.state
    switch job.state {
    case .running: updatedRuns()
    case .finished: finishUpdate()
    case .starting, .cancelling:
      if state.phase == .awaitUpdated { return poll(.job(id: job.id, state: job.state)) }
      move(to: .awaitUpdated)
      pause = limits.pollFloor
    case .failed:
      startFailure = job.failure
      move(to: .readUpdatedLog)
    // Somebody stopped the new job after it ran: the update is complete.
    case .cancelled where state.phase == .watchJob && !state.update.isReturning:
      state.facts.verdict = .notRunning
      finishUpdate()
    case .cancelled:
      // Another client stopped it and may rely on its state.
      state.failure = state.failure ?? OperationFailure(.jobCancelled(jobID: job.id, deploymentID: job.deploymentID))
      finishUpdate()
    }
  }

  private mutating func updatedRuns() {
    state.facts.jobState = .running
    if state.update.runningAt == nil || state.phase != .watchJob { state.update.runningAt = now }
    if state.phase == .watchJob { return reachRunning() }
    move(to: .readUpdatedJob)
  }

  private mutating func failUpdatedStart(log: String) {
    let tail = log.split(whereSeparator: \.isNewline).suffix(5).joined(separator: " | ").suffix(600)
    fail(.jobFailed(jobID: state.facts.jobID ?? "", reason: startFailure, log: String(tail)))
  }

  /// Ends the update, or the way back.
  mutating func finishUpdate() {
    if state.update.isReturning {
      state.failure?.isRolledBack = true
      state.failure?.leftovers = nil
    }
    move(to: .done)
  }
}
