import AliyunFlink

extension OperationMachine {
  /// Processes the answer of a step of a stop.
  mutating func handleStop(_ answer: RemoteAnswer, _ strategy: StopStrategy) {
    switch (state.phase, answer) {
    case (.findJobToStop, .job(let job)): stop(job, strategy)
    case (.findJobToStop, .jobs(let jobs)):
      guard let job = jobs.first(where: { !$0.state.isTerminal }) ?? jobs.first else {
        return fail(.noJob(deploymentID: requestedDeploymentID ?? ""))
      }
      stop(job, strategy)
    case (.stopJob, .job(let job)):
      note(job)
      state.tries = 0
      move(to: job.state.isTerminal ? afterStopping(strategy) : .awaitStopped)
    case (.stopJob, .failed(let error)) where error.effect == .unknown: look(at: .findJobToStop, after: error)
    case (.awaitStopped, .job(let job)): awaitStopped(job, strategy)
    case (.checkSavepoint, .savepoints(let savepoints)): finish(savepoints)
    case (.checkSavepoint, .failed): finish([])
    case (_, .failed(let error)): failStop(error)
    default: failUnexpected()
    }
  }

  private mutating func note(_ job: Job) {
    state.facts.jobID = job.id
    state.facts.deploymentID = job.deploymentID
    state.facts.deploymentName = job.deploymentName ?? state.facts.deploymentName
    state.facts.jobState = job.state
  }

  private mutating func stop(_ job: Job, _ strategy: StopStrategy) {
    note(job)
    switch job.state {
    case .starting, .running: move(to: .stopJob)
    case .cancelling: move(to: .awaitStopped)
    case .failed, .cancelled, .finished:
      state.facts.isAdopted = !state.facts.mayHaveStopped  // it had stopped before
      move(to: state.facts.mayHaveStopped ? afterStopping(strategy) : .done)
    }
  }

  private mutating func failStop(_ error: FlinkAPIError) {
    guard error.isNotFound, case .stop(let jobID, let deploymentID, _) = request else { return fail(error) }
    let wanted = jobID.map(JobSelector.job) ?? .deployment(deploymentID ?? "")
    fail(OperationFailure(.notInNamespace(wanted), requestID: error.requestID))
  }

  private func afterStopping(_ strategy: StopStrategy) -> Phase {
    strategy == .immediately ? .done : .checkSavepoint
  }

  private mutating func awaitStopped(_ job: Job, _ strategy: StopStrategy) {
    note(job)
    if job.state.isTerminal { return move(to: afterStopping(strategy)) }
    // Still running, or running again: the savepoint shows whether the stop continues or has failed.
    if job.state == .running, polls > 0, strategy != .immediately { return move(to: .checkSavepoint) }
    poll(.job(id: job.id, state: job.state))
  }

  /// Ends the stop, or waits for the savepoint.
  /// - Parameter savepoints: Empty also when they could not be listed: the stop does not depend on them.
  private mutating func finish(_ savepoints: [Savepoint]) {
    let ours = savepoints.filter { $0.jobID == nil || $0.jobID == state.facts.jobID }
      .filter { $0.origin?.hasPrefix("STOP_WITH") != false }
    let latest = ours.max { ($0.createdAt ?? 0) < ($1.createdAt ?? 0) }
    if state.facts.jobState?.isTerminal == true {
      state.facts.savepointID = latest.flatMap { $0.state == "COMPLETED" ? $0.id : nil }
      return move(to: .done)
    }
    guard let latest, latest.state == "FAILED" else {
      move(to: .awaitStopped)
      return poll(.savepoint(jobID: state.facts.jobID ?? ""))
    }
    fail(.savepointFailed(jobID: state.facts.jobID ?? "", reason: latest.failure))
  }
}
