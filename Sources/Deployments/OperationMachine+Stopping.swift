import AliyunFlink

extension OperationMachine {
  mutating func handleStop(_ answer: RemoteAnswer, _ strategy: StopStrategy) {
    switch (state.phase, answer) {
    case (.findJobToStop, .job(let job)): stop(job, strategy)
    case (.findJobToStop, .jobs(let jobs)):
      guard let job = jobs.first(where: { !$0.state.isTerminal }) ?? jobs.first else {
        return fail(
          OperationFailure(
            code: "no_job", message: "Deployment \(requestedDeploymentID ?? "") has no job",
            remedy: "There is nothing to stop; call start_job to start one"))
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
    case (_, .failed(let error)):
      var failure = OperationFailure(error)
      if error.isNotFound {
        failure.message = "There is no such job or deployment in this namespace"
        failure.remedy = "Call get_job_status without a wait to see what there is"
      }
      fail(failure)
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

  private func afterStopping(_ strategy: StopStrategy) -> Phase {
    strategy == .immediately ? .done : .checkSavepoint
  }

  private mutating func awaitStopped(_ job: Job, _ strategy: StopStrategy) {
    note(job)
    if job.state.isTerminal { return move(to: afterStopping(strategy)) }
    // Running still, or again: the savepoint tells whether it goes on or has failed.
    if job.state == .running, polls > 0, strategy != .immediately { return move(to: .checkSavepoint) }
    poll("job \(job.id) is \(job.state.rawValue)")
  }

  /// - Parameter savepoints: Empty also when they could not be listed: a job that has stopped is stopped all the same.
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
      return poll("the savepoint of job \(state.facts.jobID ?? "") is being taken")
    }
    fail(
      OperationFailure(
        code: "savepoint_failed",
        message: "The savepoint failed, so job \(state.facts.jobID ?? "") still runs: "
          + (latest.failure ?? "the platform gave no reason"),
        isRetryable: true,
        remedy: "Call stop_job again; only if the state may be lost, with stop_strategy NONE"))
  }
}
