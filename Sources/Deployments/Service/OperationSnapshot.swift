/// The progress of an operation, as its callers see it.
///
/// A class, since many tasks hold the same one.
public final class OperationSnapshot: Sendable {
  /// The outcome of an operation.
  public enum Outcome: Sendable, Equatable {
    case inProgress
    case succeeded
    case failed(OperationFailure)
  }

  /// The operation with its state.
  public let operation: StoredOperation
  /// The outcome of the operation.
  public let outcome: Outcome
  /// The status of the deployment or job.
  public let status: OperationStatus
  /// The number of polls of the current step.
  let polls: Int
  /// Why the journal cannot be written, so that the operation pauses; nil when it is not paused.
  public let obstacle: StoreError?
  /// The number of steps done, which only grows, and the number of all steps.
  public let progress: (done: Double, total: Double)

  /// A snapshot of `operation`.
  /// - Parameters:
  ///   - polls: The number of polls of the current step.
  ///   - obstacle: Why the journal cannot be written.
  public init(_ operation: StoredOperation, polls: Int = 0, obstacle: StoreError? = nil) {
    let state = operation.state
    self.polls = polls
    self.obstacle = obstacle
    self.operation = operation
    status = state.status(of: operation.request)
    // A rollback that makes no progress is reported as failed, though it continues.
    let isReported = state.phase == .done || state.failure?.leftovers != nil
    outcome = isReported ? state.failure.map(Outcome.failed) ?? .succeeded : .inProgress
    let steps = OperationSnapshot.steps(of: operation.request)
    let index = steps.firstIndex { $0.contains(state.phase) } ?? (state.phase == .done ? steps.count : 0)
    // Within a step each poll adds half of the rest, so progress grows and never reaches the next step.
    let share = state.phase == .done ? 0 : 1 - 1 / Double(polls + 1)
    progress = (Double(index) + share * 0.9, Double(steps.count))
  }

  /// Whether a status is the end of a request.
  ///
  /// A job that runs is the goal of a deploy, unless messages must arrive.
  static func isGoal(_ status: OperationStatus, of request: OperationRequest) -> Bool {
    switch request {
    case .deploy(let deploy): deploy.goal == .running && status == .running
    case .start(_, _, let goal): goal == .running && status == .running
    case .update, .stop: false
    }
  }

  /// The same progress, pausing because the journal cannot be written.
  func pausing(_ obstacle: StoreError) -> OperationSnapshot {
    OperationSnapshot(operation, polls: polls, obstacle: obstacle)
  }

  /// What to report to people about the operation.
  public var report: OperationReport {
    let state = operation.state
    return switch outcome {
    case .succeeded: .status(status)
    case .failed(let failure): .failed(failure)
    case .inProgress: .step(state.phase, state.phase == .awaitRunning ? state.facts.jobState : nil)
    }
  }

  private static func flow(_ goal: JobGoal) -> [[Phase]] {
    goal == .flowing ? [[.readCheckpointInterval, .watchJob, .judgeFlow]] : []
  }

  private static func steps(of request: OperationRequest) -> [[Phase]] {
    switch request {
    case .deploy(let deploy):
      [
        [.listEngines, .listTargets], [.findDraft, .findDeployment], [.validate], [.createDraft, .readDraft],
        [.deployDraft], [.awaitTicket], [.readDeployment, .updateDeployment],
      ] + (deploy.starts ? [[.findJob, .startJob], [.awaitRunning, .readStartLog]] + flow(deploy.goal) : [])
    case .start(_, _, let goal): [[.findJob], [.startJob], [.awaitRunning, .readStartLog]] + flow(goal)
    case .update(let update):
      [
        [.noteJob, .readUpdated, .validateUpdate], [.readUpdatedDraft, .updateDraft, .redeployDraft, .awaitRedeploy],
        [.configureUpdate], [.hotUpdate, .awaitHotUpdate, .readHotJob], [.findReplaced, .stopReplaced],
        [.awaitReplaced, .checkReplaced], [.startUpdated],
        [.awaitUpdated, .readUpdatedLog, .readUpdatedJob, .checkUpdated],
      ] + flow(update.goal)
    case .stop: [[.findJobToStop], [.stopJob], [.awaitStopped], [.checkSavepoint]]
    }
  }
}
