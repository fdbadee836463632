import AliyunFlink

/// How far an operation is, as it is told to whoever waits for it.
///
/// A class, since many tasks hold the same one.
public final class OperationSnapshot: Sendable {
  /// What is to be said of an operation in a word.
  public enum Outcome: Sendable, Equatable {
    case inProgress
    case succeeded
    case failed(OperationFailure)
  }

  /// The operation, state and all.
  public let operation: StoredOperation
  /// In a word.
  public let outcome: Outcome
  /// Where deployment and job are.
  public let status: OperationStatus
  /// Steps done, growing; and how many there are.
  public let progress: (done: Double, total: Double)
  /// What is being done, for people.
  public let message: String

  /// How far `operation` is.
  /// - Parameter polls: How often the present step has been asked for.
  public init(_ operation: StoredOperation, polls: Int = 0) {
    let state = operation.state
    self.operation = operation
    status = state.status(of: operation.request)
    // A rollback that does not get through is told as failed, though it goes on.
    let isTold = state.phase == .done || state.undoProblem != nil
    var failure = state.failure
    if let problem = state.undoProblem { failure?.remedy = problem }
    outcome = isTold ? failure.map(Outcome.failed) ?? .succeeded : .inProgress
    let steps = OperationSnapshot.steps(of: operation.request)
    let index = steps.firstIndex { $0.contains(state.phase) } ?? (state.phase == .done ? steps.count : 0)
    // Within a step each poll goes half of what is left, so progress grows and never reaches the next step.
    let share = state.phase == .done ? 0 : 1 - 1 / Double(polls + 1)
    progress = (Double(index) + share * 0.9, Double(steps.count))
    let job = state.facts.jobState.map { " (\($0.rawValue))" } ?? ""
    message =
      switch outcome {
      case .succeeded: "\(status.rawValue)"
      case .failed(let failure): failure.message
      case .inProgress: state.phase.title + (state.phase == .awaitRunning ? job : "")
      }
  }

  private static func steps(of request: OperationRequest) -> [[Phase]] {
    switch request {
    case .deploy(let deploy):
      [
        [.listEngines, .listTargets], [.findDraft, .findDeployment], [.validate], [.createDraft, .readDraft],
        [.deployDraft], [.awaitTicket], [.readDeployment, .updateDeployment],
      ] + (deploy.starts ? [[.findJob, .startJob], [.awaitRunning, .readStartLog]] : [])
    case .start: [[.findJob], [.startJob], [.awaitRunning, .readStartLog]]
    case .stop: [[.findJobToStop], [.stopJob], [.awaitStopped], [.checkSavepoint]]
    }
  }
}
