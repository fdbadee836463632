import AliyunFlink
import JobHealth

extension OperationMachine {
  /// Processes the answer of a step that `deploy` and `start` share; `deploymentID` is nil for a new deployment.
  mutating func handleStart(_ answer: RemoteAnswer, deploymentID: String?) {
    if let deploymentID { state.facts.deploymentID = deploymentID }
    switch (state.phase, answer) {
    case (.findJob, .jobs(let jobs)): choose(from: jobs)
    case (.startJob, .job(let job)):
      state.tries = 0
      follow(job)
    // A rejection too: another client may have started a job meanwhile.
    case (.startJob, .failed(let error)) where error.effect == .unknown || error.kind == .business:
      look(at: .findJob, after: error)
    case (.awaitRunning, .job(let job)): follow(job)
    case (.awaitRunning, .jobState(.running)):
      state.facts.jobState = .running
      reachRunning()
    case (.awaitRunning, .unchanged): pollAgain(awaitedJob)
    case (.readStartLog, .startLog(let log)): finishFailedStart(log: log)
    case (.readStartLog, .failed): finishFailedStart(log: "")
    case (.readCheckpointInterval, _), (.watchJob, _): handleFlow(answer)
    case (_, .failed(let error)): failStart(error)
    default: failUnexpected()
    }
  }

  /// Adopts a job that is already running, or the job of our own start whose response was lost; else starts one.
  private mutating func choose(from jobs: [Job]) {
    let active = jobs.first { !$0.state.isTerminal }
    if let active, active.state == .cancelling { return poll(.job(id: active.id, state: active.state)) }
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

  /// Continues with a job that is ours.
  mutating func follow(_ job: Job) {
    state.facts.jobID = job.id
    state.facts.jobState = job.state
    state.facts.deploymentName = job.deploymentName ?? state.facts.deploymentName
    switch job.state {
    case .running: reachRunning()
    case .finished: move(to: .done)
    case .starting, .cancelling:
      if state.phase == .awaitRunning {
        pollJob()
      } else {
        move(to: .awaitRunning)
        pause = limits.pollFloor
      }
    // Somebody stopped a job that ran: the deployment is complete.
    case .cancelled where state.phase == .watchJob:
      state.facts.verdict = .notRunning
      move(to: .done)
    case .cancelled:
      // Another client stopped it and may rely on its state: nothing is rolled back.
      state.failure = OperationFailure(.jobCancelled(jobID: job.id, deploymentID: job.deploymentID))
      move(to: .done)
    case .failed:
      startFailure = job.failure
      move(to: .readStartLog)
    }
  }

  private mutating func pollJob() {
    poll(awaitedJob)
  }

  private var awaitedJob: WaitReason {
    .job(id: state.facts.jobID ?? "", state: state.facts.jobState ?? .starting)
  }

  /// The last lines of the log say more than the job's own reason, which is often a stock phrase.
  private mutating func finishFailedStart(log: String) {
    let tail = log.split(whereSeparator: \.isNewline).suffix(5).joined(separator: " | ").suffix(600)
    fail(.jobFailed(jobID: state.facts.jobID ?? "", reason: startFailure, log: String(tail)))
  }

  private mutating func failStart(_ error: FlinkAPIError) {
    guard error.isNotFound, case .start(let id, _, _) = request else { return fail(error) }
    fail(OperationFailure(.notInNamespace(.deployment(id)), requestID: error.requestID))
  }
}
