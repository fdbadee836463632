import Deployments

extension OperationProblem: Problem {
  /// What can be done now.
  var remedy: any Remedy {
    switch self {
    case .invalidSQL: OperationRemedy.correctSQL
    case .unknownEngineVersion(_, let available): OperationRemedy.chooseEngineVersion(available: available)
    case .noEngine: OperationRemedy.setEngineVersion
    case .unknownDeploymentTarget(_, let available): OperationRemedy.chooseDeploymentTarget(available: available)
    case .noDeploymentTarget: OperationRemedy.createDeploymentTarget
    case .nameTaken(_, .draft, _): OperationRemedy.renameOrDeleteDraft
    case .nameTaken(_, .deployment, let id): OperationRemedy.renameOrStart(deploymentID: id)
    case .deployFailed: OperationRemedy.correctConfiguration
    case .jobCancelled(_, let deploymentID): OperationRemedy.startAgain(deploymentID: deploymentID)
    case .jobFailed: OperationRemedy.fixStart
    case .jobTrouble(let trouble) where trouble.place != nil: OperationRemedy.declareColumn
    case .jobTrouble(let trouble): OperationRemedy.fixJob(trouble.kind)
    case .changedMeanwhile: OperationRemedy.planAgain
    case .endedMeanwhile(let jobID): OperationRemedy.checkEnd(jobID: jobID)
    case .noDraft: OperationRemedy.createDraft
    case .notApplied: OperationRemedy.checkConsole
    case .restartNeeded, .settingsKept: OperationRemedy.allowRestart
    case .notInNamespace(let selector), .notFound(let selector): OperationRemedy.checkID(selector)
    case .noJob(let deploymentID): OperationRemedy.startFirst(deploymentID: deploymentID)
    case .savepointFailed: OperationRemedy.stopAgain
    case .cancelled: OperationRemedy.deployAgain
    case .stepTimeout: OperationRemedy.checkConsole
    case .unexpectedAnswer: OperationRemedy.reportBug
    case .serverEnding: OperationRemedy.callAgain
    case .conflict(.inProgress(_, let subject)): OperationRemedy.awaitOperation(subject: subject)
    case .conflict(.deployment): OperationRemedy.repeatOrRename
    case .conflict(.idempotencyKey): OperationRemedy.repeatOrChangeKey
    case .platform(let problem): PlatformRemedy(problem)
    case .store(let error): StoreRemedy(error)
    case .recorded(_, _, let remedy, _): OperationRemedy.recorded(remedy)
    }
  }
}
