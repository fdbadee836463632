import AliyunFlink

extension OperationMachine {
  mutating func handleStop(_ answer: RemoteAnswer, _ strategy: StopStrategy) {
    switch (state.phase, answer) {
    case (.findJobToStop, .job(let job)): stop(job)
    case (.findJobToStop, .jobs(let jobs)):
      guard let job = jobs.first(where: { !$0.state.isTerminal }) ?? jobs.first else {
        return fail(
          OperationFailure(
            code: "no_job", message: "Deployment \(requestedDeploymentID ?? "") has no job",
            remedy: "There is nothing to stop; call start_job to start one"))
      }
      stop(job)
    case (.stopJob, .job(let job)):
      note(job)
      state.tries = 0
      move(to: job.state.isTerminal ? afterStopping(strategy) : .awaitStopped)
    case (.stopJob, .failed(let error)) where error.effect == .unknown: look(at: .findJobToStop, after: error)
    case (.awaitStopped, .job(let job)): awaitStopped(job, strategy)
    case (.checkSavepoint, .savepoints(let savepoints)): finish(savepoints)
    case (.checkSavepoint, .failed): move(to: .done)  // the job is stopped all the same
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

  private mutating func stop(_ job: Job) {
    note(job)
    switch job.state {
    case .starting, .running: move(to: .stopJob)
    case .cancelling: move(to: .awaitStopped)
    case .failed, .cancelled, .finished:
      state.facts.isAdopted = true  // it had stopped before
      move(to: .done)
    }
  }

  private func afterStopping(_ strategy: StopStrategy) -> Phase {
    strategy == .immediately ? .done : .checkSavepoint
  }

  private mutating func awaitStopped(_ job: Job, _ strategy: StopStrategy) {
    note(job)
    if job.state.isTerminal { return move(to: afterStopping(strategy)) }
    // Back to running: the savepoint failed and the platform let the job go on.
    if job.state == .running, polls > 0 { return move(to: .checkSavepoint) }
    poll("job \(job.id) is \(job.state.rawValue)")
  }

  private mutating func finish(_ savepoints: [Savepoint]) {
    let ours = savepoints.filter { $0.jobID == nil || $0.jobID == state.facts.jobID }
      .filter { $0.origin?.hasPrefix("STOP_WITH") != false }
    if state.facts.jobState == .running {
      let reason = ours.first { $0.state == "FAILED" }?.failure ?? "the platform gave no reason"
      return fail(
        OperationFailure(
          code: "savepoint_failed",
          message: "The savepoint failed, so job \(state.facts.jobID ?? "") still runs: \(reason)",
          isRetryable: true,
          remedy: "Call stop_job again; only if the state may be lost, with stop_strategy NONE"))
    }
    state.facts.savepointID = ours.first { $0.state == "COMPLETED" }?.id
    move(to: .done)
  }
}
