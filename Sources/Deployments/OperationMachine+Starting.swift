import AliyunFlink

extension OperationMachine {
  /// The steps that `deploy` and `start` share; `deploymentID` is nil for the deployment that was just made.
  mutating func handleStart(_ answer: RemoteAnswer, deploymentID: String?) {
    if let deploymentID { state.facts.deploymentID = deploymentID }
    switch (state.phase, answer) {
    case (.findJob, .jobs(let jobs)): choose(from: jobs)
    case (.startJob, .job(let job)):
      state.tries = 0
      follow(job)
    // A refusal too: somebody else may have started a job in between.
    case (.startJob, .failed(let error)) where error.effect == .unknown || error.kind == .business:
      look(at: .findJob, after: error)
    case (.awaitRunning, .job(let job)): follow(job)
    case (.awaitRunning, .jobState(.running)):
      state.facts.jobState = .running
      move(to: .done)
    case (.awaitRunning, .unchanged): poll("job \(state.facts.jobID ?? "") is \(state.facts.jobState?.rawValue ?? "")")
    case (.readStartLog, .startLog(let log)): finishFailedStart(log: log)
    case (.readStartLog, .failed): finishFailedStart(log: "")
    case (_, .failed(let error)): failStart(error)
    default: failUnexpected()
    }
  }

  /// Adopts the job that runs already, or that our own start made though its answer was lost; else starts one.
  private mutating func choose(from jobs: [Job]) {
    let active = jobs.first { !$0.state.isTerminal }
    if let active, active.state == .cancelling {
      return poll("job \(active.id) is still being stopped")
    }
    if let active {
      state.facts.isAdopted = !state.facts.mayHaveJob
      return follow(active)
    }
    let ours = state.facts.mayHaveJob ? jobs.first { !state.facts.earlierJobIDs.contains($0.id) } : nil
    if let ours { return follow(ours) }
    if state.facts.mayHaveJob, looksAgain() { return }
    state.facts.earlierJobIDs = jobs.map(\.id)
    move(to: .startJob)
  }

  private mutating func follow(_ job: Job) {
    state.facts.jobID = job.id
    state.facts.jobState = job.state
    state.facts.deploymentName = job.deploymentName ?? state.facts.deploymentName
    switch job.state {
    case .running, .finished: move(to: .done)
    case .starting, .cancelling:
      if state.phase == .awaitRunning {
        poll("job \(job.id) is \(job.state.rawValue)")
      } else {
        move(to: .awaitRunning)
        pause = limits.pollFloor
      }
    case .cancelled:
      // Somebody has stopped it, and was told that its state is kept: nothing is undone.
      state.failure = OperationFailure(
        code: "job_cancelled", message: "Job \(job.id) was stopped before it ran",
        remedy: "Call start_job with deployment_id \(job.deploymentID) when it is wanted after all")
      move(to: .done)
    case .failed:
      startFailure = job.failure ?? "the job is \(job.state.rawValue)"
      move(to: .readStartLog)
    }
  }

  /// The last lines of the log say more than the job's own failure, which is often a stock phrase.
  private mutating func finishFailedStart(log: String) {
    let tail = log.split(whereSeparator: \.isNewline).suffix(5).joined(separator: " | ").suffix(600)
    let cause = startFailure ?? "the job failed"
    fail(
      OperationFailure(
        code: "job_failed",
        message: "Job \(state.facts.jobID ?? "") did not start: \(cause)\(tail.isEmpty ? "" : ". Log: \(tail)")",
        remedy: "Correct what the log complains about (SQL, secrets, network to Kafka or Hologres), then call again"))
  }

  private mutating func failStart(_ error: FlinkAPIError) {
    var failure = OperationFailure(error)
    if error.isNotFound, case .start(let id, _) = request {
      failure.message = "There is no deployment \(id) in this namespace"
      failure.remedy = "Call generate_and_deploy to make one, or get_job_status to see the jobs that are known"
    }
    fail(failure)
  }
}
