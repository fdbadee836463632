import AliyunFlink
import JSONCoding

extension OperationMachine {
  /// How often a poll asks for this operation alone, since lists do not show every failure.
  private static let ownLookEvery = 20

  private var mayShareLook: Bool { (polls + 1) % OperationMachine.ownLookEvery != 0 }

  /// The call of the current phase.
  var call: RemoteCall {
    let facts = state.facts
    // A phase is only reached once its IDs are known; an empty ID would be answered as not found.
    let draftID = facts.draftID ?? ""
    let deploymentID = facts.deploymentID ?? requestedDeploymentID ?? ""
    let jobID = facts.jobID ?? ""
    return switch state.phase {
    case .listEngines: .listEngines
    case .listTargets: .listTargets
    case .validate:
      .validate(sql: deploy.sql, engineVersion: facts.engineVersion, flinkConf: deploy.flinkConf)
    case .findDraft, .undoFindDraft: .findDraft(name: deploy.name)
    case .findDeployment, .undoFindDeployment: .findDeployments(name: deploy.name)
    case .createDraft:
      .createDraft(
        name: deploy.name, sql: deploy.sql, dependencies: deploy.dependencies, engineVersion: facts.engineVersion ?? "",
        labels: [OperationMachine.label: marker])
    case .readDraft, .undoReadDraft: .readDraft(draftID)
    case .deployDraft: .deployDraft(draftID, target: facts.target ?? "")
    case .awaitTicket, .undoAwaitTicket:
      .readTicket(facts.ticketID ?? "", draftID: draftID, marker: marker, mayBeShared: mayShareLook)
    case .readDeployment, .readCheckpointInterval: .readDeployment(deploymentID)
    case .updateDeployment: .updateDeployment(deploymentID, document: document ?? JSONObject())
    case .findJob, .undoFindJob: .listJobs(deploymentID: deploymentID)
    case .startJob: .startJob(deploymentID: deploymentID, restore: restore)
    case .awaitRunning where facts.jobState == .starting && mayShareLook:
      .awaitJob(jobID, deploymentID: deploymentID, marker: marker, seen: .starting)
    case .awaitRunning, .awaitStopped, .undoAwaitStopped, .watchJob, .judgeFlow: .readJob(jobID)
    case .readStartLog: .readStartLog(deploymentID: deploymentID)
    case .findJobToStop: findJobToStopCall
    case .readUpdated, .checkUpdated: .readDeployment(update.deploymentID)
    case .validateUpdate:
      .validate(sql: update.target.sql, engineVersion: update.target.engineVersion, flinkConf: update.target.flinkConf)
    case .readUpdatedDraft: .readDraft(draftID)
    case .updateDraft: .updateDraft(draftID, changes: document ?? JSONObject())
    case .redeployDraft: .deployDraft(draftID, target: facts.target ?? "")
    case .awaitRedeploy: .readTicket(facts.ticketID ?? "", draftID: draftID, marker: marker, mayBeShared: false)
    case .configureUpdate: .updateDeployment(update.deploymentID, document: document ?? JSONObject())
    case .hotUpdate: .hotUpdate(jobID: jobID)
    case .awaitHotUpdate: .readHotUpdate(state.update.hotUpdateID ?? "")
    case .readHotJob, .readUpdatedJob: .readJobDocument(jobID)
    case .noteJob, .findReplaced: .listJobs(deploymentID: update.deploymentID)
    case .stopReplaced: .stopJob(jobID, strategy: state.update.isReturning ? .immediately : .withSavepoint)
    case .awaitReplaced, .awaitUpdated: .readJob(jobID)
    case .checkReplaced: .listSavepoints(deploymentID: update.deploymentID)
    case .startUpdated: .startJob(deploymentID: update.deploymentID, restore: restoreOfUpdate)
    case .readUpdatedLog: .readStartLog(deploymentID: update.deploymentID)
    case .stopJob: .stopJob(jobID, strategy: stopStrategy)
    case .checkSavepoint: .listSavepoints(deploymentID: deploymentID)
    // A rollback needs no savepoint.
    case .undoStopJob: .stopJob(jobID, strategy: .immediately)
    case .undoDeleteDeployment: .deleteDeployment(deploymentID)
    case .undoDeleteDraft: .deleteDraft(draftID)
    case .done: .listTargets
    }
  }

  private var deploy: DeployRequest {
    if case .deploy(let deploy) = request { deploy } else { DeployRequest(name: "", sql: "") }
  }

  /// The deployment that the request names.
  var requestedDeploymentID: String? {
    switch request {
    case .deploy: nil
    case .start(let id, _, _): id
    case .update(let update): update.deploymentID
    case .stop(_, let id, _): id
    }
  }

  private var restore: RestoreStrategy {
    // A new deployment has no state to restore.
    if case .start(_, let restore, _) = request { restore } else { .none }
  }

  private var stopStrategy: StopStrategy {
    if case .stop(_, _, let strategy) = request { strategy } else { .immediately }
  }

  private var findJobToStopCall: RemoteCall {
    if let id = state.facts.jobID { return .readJob(id) }
    if case .stop(let jobID?, _, _) = request { return .readJob(jobID) }
    return .listJobs(deploymentID: requestedDeploymentID ?? "")
  }
}
