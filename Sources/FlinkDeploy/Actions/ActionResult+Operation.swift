import AliyunFlink
import Deployments
import JobHealth

extension ActionResult {
  /// The result that an operation has at the time of a snapshot.
  init(_ snapshot: OperationSnapshot) {
    let operation = snapshot.operation
    let facts = operation.state.facts
    let identity = Identity(
      status: snapshot.status, deploymentID: facts.deploymentID, jobID: facts.jobID, aliyunJobID: operation.aliyunJobID,
      sqlRecordID: operation.sqlRecordID, deploymentName: facts.deploymentName)
    let notes = operation.resultNotes + (snapshot.obstacle.map { [.call(.paused($0))] } ?? [])
    let taskID = OperationTask.id(ofMarker: operation.marker)
    switch snapshot.outcome {
    case .succeeded:
      self.init(
        .succeeded, identity, notes: notes + snapshot.callNotes.map(ResultNote.call),
        nextStep: operation.nextStep, taskID: taskID)
    case .failed(let failure):
      self.init(
        .failed, identity, notes: notes + snapshot.lossNotes.map(ResultNote.call), failure: Failure(failure),
        taskID: taskID)
    case .inProgress:
      self.init(.inProgress, identity, notes: notes, nextStep: .awaitRecord(operation.aliyunJobID), taskID: taskID)
    }
  }
}

extension StoredOperation {
  /// The notes of the request, from the journal.
  var resultNotes: [ResultNote] { notes.map(ResultNote.init(json:)) }

  /// What to do after the operation has succeeded.
  fileprivate var nextStep: NextStep? {
    let facts = state.facts
    return switch request {
    // A drained job has closed its windows, so it should not be resumed.
    case .stop(_, _, .withDrain): nil
    // Its last state may be deleted.
    case .stop(_, _, .immediately): facts.deploymentID.map(NextStep.start)
    case .stop: facts.deploymentID.map(NextStep.resume)
    case .update(let update) where facts.jobState?.isTerminal != false && !state.update.hasStarted: update.startLater
    case .update where facts.jobState?.isTerminal != false: facts.deploymentID.map(NextStep.start)
    case .deploy(let deploy) where deploy.starts && facts.jobState != .cancelled: facts.jobID.map(NextStep.checkOrStop)
    case .start where facts.jobState != .cancelled: facts.jobID.map(NextStep.check)
    case .update: facts.jobID.map(NextStep.check)
    case .deploy, .start: facts.deploymentID.map(NextStep.start)
    }
  }
}

extension UpdateRequest {
  /// The start that an update leaves to be made, because no job ran.
  fileprivate var startLater: NextStep {
    switch restore {
    case .keep: .start(deploymentID: deploymentID)
    case .nothing: .startFrom(savepointID: nil, deploymentID: deploymentID)
    case .savepoint(let id): .startFrom(savepointID: id, deploymentID: deploymentID)
    }
  }
}

extension OperationSnapshot {
  /// What the operation found or left as it was.
  fileprivate var callNotes: [CallNote] {
    let facts = operation.state.facts
    let unproven = facts.verdict.flatMap { $0 == .flowing ? nil : CallNote.notFlowing(verdict: $0.rawValue) }
    return specialNotes + (unproven.map { [$0] } ?? [])
  }

  /// What the way back of an update could not restore: the job ended without a savepoint.
  fileprivate var lossNotes: [CallNote] {
    guard case .update = operation.request else { return [] }
    let state = operation.state
    return state.update.hasEnded && state.facts.savepointID == nil ? [.noSavepoint] : []
  }

  private var specialNotes: [CallNote] {
    let facts = operation.state.facts
    switch operation.request {
    case .update where facts.savepointID == nil && operation.state.update.hasEnded: return [.noSavepoint]
    case .update(let update) where update.restore != .keep && facts.jobState?.isTerminal != false:
      return operation.state.update.hasStarted ? [] : [.stateKept]
    case .start where facts.isAdopted: return [.alreadyRunning(jobID: facts.jobID ?? "")]
    case .stop where facts.isAdopted: return [.alreadyEnded(jobID: facts.jobID ?? "", status: status.rawValue)]
    case .stop where facts.savepointID == nil: return [.noSavepoint]
    default: return []
    }
  }
}
