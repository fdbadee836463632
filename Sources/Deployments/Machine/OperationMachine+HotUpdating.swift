import AliyunFlink
import JSONCoding
import PipelineChanges

// A change that the engine takes without a stop. What it refuses, or does not do, goes the way of a restart, if the
// caller allows that.
extension OperationMachine {
  /// Whether the running job gets the change without a stop.
  var isHotWay: Bool {
    update.way != .restart && !state.update.isReturning && state.update.hotProblem == nil
  }

  /// Processes the answer of a step of a hot update.
  mutating func handleHotUpdate(_ answer: RemoteAnswer) {
    switch (state.phase, answer) {
    case (.hotUpdate, .hotUpdate(let result)), (.awaitHotUpdate, .hotUpdate(let result)): follow(result)
    // A hot update brings the job to the deployment's settings, so that it can be repeated.
    case (.hotUpdate, .failed(let error))
    where error.effect == .unknown && state.tries < OperationMachine.maximumTries - 1:
      look(at: .findReplaced, after: error)
    case (.readHotJob, .jobDocument(let found)): compare(found)
    // On the way back without a restart, only the job shows whether it has its old settings.
    case (.readHotJob, .failed(let error)) where state.update.isReturning && update.way == .hotOnly: fail(error)
    case (_, .failed(let error)): failHot(OperationFailure(error).code)
    default: failUnexpected()
    }
  }

  private mutating func follow(_ result: HotUpdateResult) {
    state.facts.jobID = state.update.replacedJobID
    state.update.hotUpdateID = result.id
    if case .failed(let reason) = result.state {
      state.update.mayBeHot = state.update.isReturning
      return failHot(reason)
    }
    // What it says that it applies shows before the job has it.
    if let other = otherSettings(in: result).first { return failHot(other) }
    if result.state == .updated { return move(to: .readHotJob) }
    if state.phase == .awaitHotUpdate { return poll(.hotUpdate) }
    move(to: .awaitHotUpdate)
    pause = limits.pollFloor
  }

  /// The job shows whether it has the change.
  private mutating func compare(_ found: JobDocument) {
    state.facts.jobState = found.job.state
    guard found.job.state == .running else { return move(to: .findReplaced) }
    let changed = update.changedSettings
    let others = otherSettings(in: found.document) { changed.contains($0.what) }
    guard let other = others.first else { return finishHot() }
    // The platform may show a change a little later than it is done.
    if elapsed < limits.settling {
      polls += 1
      pause = limits.pollFloor
      return
    }
    failHot(other)
  }

  private mutating func finishHot() {
    state.update.isHot = !state.update.isReturning
    state.update.mayBeHot = !state.update.isReturning
    if state.update.isReturning { finishUpdate() } else { reachRunning() }
  }

  /// Goes the way of a restart, or back.
  private mutating func failHot(_ reason: String) {
    state.tries = 0
    guard state.update.isReturning else {
      state.update.hotProblem = reason
      if update.way == .hotOnly { return fail(.restartNeeded(reason: reason)) }
      return move(to: .findReplaced)
    }
    state.update.hotProblem = reason
    // Without a restart, the job keeps what it has: its old settings, or those that it took.
    if update.way == .hotOnly, state.phase != .readHotJob { return move(to: .readHotJob) }
    state.update.mayBeHot = false
    if update.way != .hotOnly { return move(to: .stopReplaced) }
    let jobID = state.facts.jobID ?? ""
    state.failure = OperationFailure(.settingsKept(jobID: jobID, setting: reason), requestID: state.failure?.requestID)
    state.failure?.isRolledBack = false
    move(to: .done)
  }

  /// The settings of this update that a hot update says it gives other values, each with that value.
  private func otherSettings(in result: HotUpdateResult) -> [String] {
    var document: JSONObject = ["flinkConf": .object(result.flinkConf ?? [:])]
    if let parallelism = result.parallelism {
      document["streamingResourceSetting"] = ["basicResourceSetting": ["parallelism": .int(parallelism)]]
    }
    let (says, wants) = (DeploymentSettings(document: document), DeploymentSettings(document: wanted.document))
    let changed = update.changedSettings
    return DeploymentSettings.changes(from: says, to: wants)
      .filter { $0.from != nil && changed.contains($0.what) }.map { "\($0.what) = \($0.from ?? "")" }
  }
}
