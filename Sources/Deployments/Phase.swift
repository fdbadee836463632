/// The step that an operation is at.
///
/// Each is one remote call, so a stored phase says all about where to go on.
public enum Phase: String, Sendable, CaseIterable {
  // Deploying
  case listEngines, listTargets, validate, findDraft, findDeployment, createDraft, readDraft, deployDraft, awaitTicket
  case readDeployment, updateDeployment
  // Starting
  case findJob, startJob, awaitRunning, readStartLog
  // Stopping
  case findJobToStop, stopJob, awaitStopped, checkSavepoint
  // Undoing what a deploy had created
  case undoFindDraft, undoReadDraft, undoAwaitTicket, undoFindJob, undoStopJob, undoAwaitStopped
  case undoDeleteDeployment, undoDeleteDraft, undoFindDeployment
  // Nothing left to do
  case done

  /// Whether the step changes something in the cloud, so that its intent must be journaled before it.
  var isEffect: Bool { effect != nil }

  var isUndo: Bool {
    switch self {
    case .undoFindDraft, .undoReadDraft, .undoAwaitTicket, .undoFindJob, .undoStopJob, .undoAwaitStopped,
      .undoDeleteDeployment, .undoDeleteDraft, .undoFindDeployment:
      true
    default: false
    }
  }

  /// The operation of the cloud's API that an effect calls; nil for a step that only reads.
  public var effect: String? {
    switch self {
    case .createDraft: "CreateDeploymentDraft"
    case .deployDraft: "DeployDeploymentDraftAsync"
    case .updateDeployment: "UpdateDeployment"
    case .startJob: "StartJobWithParams"
    case .stopJob, .undoStopJob: "StopJob"
    case .undoDeleteDeployment: "DeleteDeployment"
    case .undoDeleteDraft: "DeleteDeploymentDraft"
    default: nil
    }
  }

  /// The step that patience is measured for, where several phases take turns in it.
  var step: Phase {
    switch self {
    case .checkSavepoint: .awaitStopped
    case .undoStopJob: .undoAwaitStopped
    default: self
    }
  }

  /// Where a process goes on that finds this phase stored and cannot know whether its effect took place: to the step
  /// that looks.
  var resumption: Phase {
    switch self {
    case .createDraft: .findDraft
    case .deployDraft: .readDraft
    case .updateDeployment: .readDeployment
    case .startJob: .findJob
    case .stopJob: .findJobToStop
    case .undoStopJob: .undoFindJob
    default: self
    }
  }

  /// What is being done, for a progress line.
  var title: String {
    switch self {
    case .listEngines: "Choosing the engine"
    case .listTargets: "Choosing the queue"
    case .validate: "Validating the SQL"
    case .findDraft, .findDeployment: "Looking whether the name is free"
    case .createDraft: "Creating the draft"
    case .readDraft: "Looking at the draft"
    case .deployDraft: "Deploying the draft"
    case .awaitTicket: "Waiting for the deployment"
    case .readDeployment: "Reading the deployment"
    case .updateDeployment: "Configuring the deployment"
    case .findJob: "Looking for a job that runs already"
    case .startJob: "Starting the job"
    case .awaitRunning: "Waiting for the job to run"
    case .readStartLog: "Reading why the job failed"
    case .findJobToStop: "Looking at the job"
    case .stopJob: "Stopping the job"
    case .awaitStopped: "Waiting for the job to stop"
    case .checkSavepoint: "Looking at the savepoint"
    case .undoFindDraft, .undoReadDraft, .undoFindJob, .undoFindDeployment: "Rolling back: looking at what there is"
    case .undoAwaitTicket: "Rolling back: waiting for what is being deployed"
    case .undoStopJob, .undoAwaitStopped: "Rolling back: stopping the job"
    case .undoDeleteDeployment: "Rolling back: deleting the deployment"
    case .undoDeleteDraft: "Rolling back: deleting the draft"
    case .done: "Done"
    }
  }
}
