/// The step that an operation is at.
///
/// Each phase is one remote call, so a stored phase is enough to resume from.
public enum Phase: String, Sendable, Codable, CaseIterable {
  // Deploying
  case listEngines, listTargets, validate, findDraft, findDeployment, createDraft, readDraft, deployDraft, awaitTicket
  case readDeployment, updateDeployment
  // Starting
  case findJob, startJob, awaitRunning, readStartLog
  // Waiting for messages to arrive
  case readCheckpointInterval, watchJob, judgeFlow
  // Updating: the deployment
  case noteJob, readUpdated, validateUpdate, readUpdatedDraft, updateDraft, redeployDraft, awaitRedeploy
  case configureUpdate, hotUpdate, awaitHotUpdate, readHotJob
  // Updating: the jobs
  case findReplaced, stopReplaced, awaitReplaced, checkReplaced, startUpdated, awaitUpdated, readUpdatedLog
  case readUpdatedJob, checkUpdated
  // Stopping
  case findJobToStop, stopJob, awaitStopped, checkSavepoint
  // Rolling back a deploy
  case undoFindDraft, undoReadDraft, undoAwaitTicket, undoFindJob, undoStopJob, undoAwaitStopped
  case undoDeleteDeployment, undoDeleteDraft, undoFindDeployment
  // Nothing left to do
  case done

  /// Whether the step changes something in Alibaba Cloud, so that its intent must be journaled before it.
  var isEffect: Bool { effect != nil }

  /// Whether the step belongs to a rollback.
  var isUndo: Bool {
    switch self {
    case .undoFindDraft, .undoReadDraft, .undoAwaitTicket, .undoFindJob, .undoStopJob, .undoAwaitStopped,
      .undoDeleteDeployment, .undoDeleteDraft, .undoFindDeployment:
      true
    default: false
    }
  }

  /// The API operation that changes something; nil for a step that only reads.
  public var effect: String? {
    switch self {
    case .createDraft: "CreateDeploymentDraft"
    case .deployDraft, .redeployDraft: "DeployDeploymentDraftAsync"
    case .updateDraft: "UpdateDeploymentDraft"
    case .updateDeployment, .configureUpdate: "UpdateDeployment"
    case .hotUpdate: "HotUpdateJob"
    case .startJob, .startUpdated: "StartJobWithParams"
    case .stopJob, .undoStopJob, .stopReplaced: "StopJob"
    case .undoDeleteDeployment: "DeleteDeployment"
    case .undoDeleteDraft: "DeleteDeploymentDraft"
    default: nil
    }
  }

  /// The step whose time is limited, where several phases alternate in it.
  var step: Phase {
    switch self {
    case .checkSavepoint: .awaitStopped
    case .checkReplaced: .awaitReplaced
    case .judgeFlow: .watchJob
    case .undoStopJob: .undoAwaitStopped
    default: self
    }
  }

  /// The phase in which a new process resumes this stored phase: the phase that looks whether the effect took place.
  var resumption: Phase {
    switch self {
    case .createDraft: .findDraft
    case .deployDraft: .readDraft
    case .updateDeployment: .readDeployment
    case .startJob: .findJob
    case .stopJob: .findJobToStop
    case .undoStopJob: .undoFindJob
    case .judgeFlow: .watchJob
    case .updateDraft: .readUpdatedDraft
    case .redeployDraft, .configureUpdate: .readUpdated
    case .hotUpdate, .stopReplaced, .startUpdated: .findReplaced
    default: self
    }
  }
}
