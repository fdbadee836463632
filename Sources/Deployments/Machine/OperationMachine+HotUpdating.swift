import AliyunFlink
import JSONCoding

// A change that the engine takes without a stop. What it refuses goes the way of a restart, if the caller allows that.
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
    case (_, .failed(let error)): failHot(OperationFailure(error).code)
    default: failUnexpected()
    }
  }

  private mutating func follow(_ result: HotUpdateResult) {
    state.facts.jobID = state.update.replacedJobID
    state.update.hotUpdateID = result.id
    switch result.state {
    case .updating:
      if state.phase == .awaitHotUpdate { return poll(.hotUpdate) }
      if let parallelism = result.parallelism, let wanted = wanted.parallelism, parallelism != wanted {
        return failHot("parallelism \(parallelism)")
      }
      move(to: .awaitHotUpdate)
      pause = limits.pollFloor
    case .updated:
      state.facts.jobState = .running
      state.update.isHot = !state.update.isReturning
      state.update.mayBeHot = !state.update.isReturning
      if state.update.isReturning { finishUpdate() } else { reachRunning() }
    case .failed(let reason):
      state.update.mayBeHot = state.update.isReturning
      failHot(reason)
    }
  }

  /// Goes the way of a restart, or back.
  private mutating func failHot(_ reason: String) {
    state.tries = 0
    state.update.hotProblem = reason
    if state.update.isReturning {
      // The job restarts with its old settings, unless no restart is allowed: then it keeps those that it has.
      state.update.mayBeHot = false
      return move(to: update.way == .hotOnly ? .findReplaced : .stopReplaced)
    }
    if update.way == .hotOnly { return fail(.restartNeeded(reason: reason)) }
    move(to: .findReplaced)
  }
}
