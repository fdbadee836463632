import AliyunFlink
import Deployments

extension Phase: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .listEngines: "Choosing the engine version"
    case .listTargets: "Choosing the deployment target"
    case .validate: "Validating the SQL"
    case .findDraft, .findDeployment: "Checking that the name is available"
    case .createDraft: "Creating the draft"
    case .readDraft: "Reading the draft"
    case .deployDraft: "Deploying the draft"
    case .awaitTicket: "Waiting for the deployment"
    case .readDeployment: "Reading the deployment"
    case .updateDeployment: "Configuring the deployment"
    case .findJob: "Checking for a running job"
    case .startJob: "Starting the job"
    case .awaitRunning: "Waiting for the job to run"
    case .readStartLog: "Reading the start log of the failed job"
    case .readCheckpointInterval, .watchJob, .judgeFlow: "Waiting for messages to arrive in the table"
    case .noteJob: "Checking for a running job"
    case .readUpdated: "Reading the deployment"
    case .validateUpdate: "Validating the SQL"
    case .readUpdatedDraft: "Reading the draft"
    case .updateDraft: "Changing the draft"
    case .redeployDraft: "Deploying the draft"
    case .awaitRedeploy: "Waiting for the deployment"
    case .configureUpdate: "Configuring the deployment"
    case .hotUpdate, .awaitHotUpdate: "Changing the running job"
    case .readHotJob: "Checking that the job has the change"
    case .findReplaced: "Checking which job runs"
    case .stopReplaced: "Stopping the job"
    case .awaitReplaced: "Waiting for the job to stop"
    case .checkReplaced: "Checking the savepoint"
    case .startUpdated: "Starting the job"
    case .awaitUpdated: "Waiting for the job to run"
    case .readUpdatedLog: "Reading the start log of the failed job"
    case .readUpdatedJob, .checkUpdated: "Checking what the job runs"
    case .findJobToStop: "Reading the job"
    case .stopJob: "Stopping the job"
    case .awaitStopped: "Waiting for the job to stop"
    case .checkSavepoint: "Checking the savepoint"
    case .undoFindDraft, .undoReadDraft, .undoFindJob, .undoFindDeployment: "Rolling back: listing created resources"
    case .undoAwaitTicket: "Rolling back: waiting for the deployment in progress"
    case .undoStopJob, .undoAwaitStopped: "Rolling back: stopping the job"
    case .undoDeleteDeployment: "Rolling back: deleting the deployment"
    case .undoDeleteDraft: "Rolling back: deleting the draft"
    case .done: "Done"
    }
  }
}

extension WaitReason: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .draft: "Alibaba Cloud is still deploying the draft"
    case .job(let id, let state): "job \(id) is \(state.rawValue)"
    case .hotUpdate: "the engine is applying the change"
    case .savepoint(let jobID): "the savepoint of job \(jobID) is in progress"
    }
  }
}

extension OperationReport: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .step(let phase, let state):
      state.map { "\(phase.english(face)) (\($0.rawValue))" } ?? phase.english(face)
    case .status(let status): status.rawValue
    case .failed(let failure): failure.problem.english(face)
    }
  }
}

extension JobFailure: Worded {
  func english(_ face: Face) -> String {
    switch self {
    case .said(let words), .recorded(let words): words
    case .operation(let failure): failure.problem.english(face)
    case .deletedFromPlatform: "The job or its deployment was deleted in Alibaba Cloud"
    }
  }
}
