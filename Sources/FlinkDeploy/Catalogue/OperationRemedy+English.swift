import Deployments

extension OperationRemedy {
  func english(_ face: Face) -> String {
    let again = face == .tools ? "call again" : "run the command again"
    return switch self {
    case .correctSQL:
      "Correct \(Argument.columns.name(face)) or \(Argument.sql.name(face)) and \(again). "
        + "\(Argument.dryRun.name(face)) shows the generated SQL"
    case .chooseEngineVersion(let available):
      "Use one of these values for \(Argument.engineVersion.name(face)) or FLINK_ENGINE_VERSION: "
        + available.quoted(.english)
    case .setEngineVersion: "Set FLINK_ENGINE_VERSION to an engine version that runs SQL"
    case .chooseDeploymentTarget(let available):
      "Use one of these values for \(Argument.deploymentTarget.name(face)) or FLINK_DEPLOYMENT_TARGET: "
        + available.quoted(.english)
    case .createDeploymentTarget:
      "Create a deployment target (queue) in the Flink console, or set FLINK_DEPLOYMENT_TARGET"
    case .renameOrDeleteDraft:
      "Pass another \(Argument.name.name(face)), or delete the draft in the Flink console"
    case .renameOrStart(let id):
      "Pass another \(Argument.name.name(face)). To start the existing deployment, \(face.englishStart(id))"
    case .correctConfiguration: "Correct the SQL or \(Argument.flinkConf.name(face)) and \(again)"
    case .startAgain(let id): "If the job is still needed, \(face.englishStart(id))"
    case .fixStart:
      "Fix the problem that the log shows (SQL, secrets, or network access to Kafka or Hologres) and \(again)"
    case .declareColumn:
      "Read the message at this offset. Declare the column that it does not fit with another type in "
        + "\(Argument.columns.name(face)), and \(again)"
    case .fixJob(.crashLoop): "Fix the cause and \(again)"
    case .fixJob(.notWriting):
      "Check that the table exists, is not locked and accepts the rows, and \(again)"
    case .planAgain:
      "Review the changes with \(Argument.dryRun.name(face)) and \(again)"
    case .checkEnd(let jobID): face.englishStatus(jobID)
    case .createDraft: "Create a draft from the deployment in the Flink console, and \(again)"
    case .allowRestart: "Pass \(Argument.restart.name(face)) IF_NEEDED to allow a restart, and \(again)"
    case .checkID(let selector): selector.englishCheck(face)
    case .startFirst(let id): "To start a job, \(face.englishStart(id))"
    case .stopAgain:
      "Stop the job again. Use \(Argument.stopStrategy.name(face)) NONE only if the state can be discarded"
    case .deployAgain: "If the deployment is still needed, \(again)"
    case .checkConsole:
      "Check the job in the Flink console. If Alibaba Cloud is only slow, increase FLINK_DEPLOY_STEP_TIMEOUT"
    case .reportBug: "Report this as a bug in flink-deploy"
    case .callAgain: "Repeat the call with the same arguments"
    case .awaitOperation(let subject): face.englishWait(subject)
    case .repeatOrRename:
      "To change the deployment, \(face == .tools ? "call update_job" : "run 'flink-deploy update'"). Repeat the "
        + "arguments of the first call to get its result, or pass another \(Argument.name.name(face)) for another job"
    case .repeatOrChangeKey:
      "Repeat the arguments of the first call to get its result, or pass another "
        + Argument.idempotencyKey.name(face)
    case .recorded(let text): text
    }
  }
}

extension Face {
  fileprivate func englishStart(_ deploymentID: String) -> String {
    switch self {
    case .tools:
      "call \(ToolName.startJob.rawValue) with \(Argument.deploymentID.name(self)) \(deploymentID)"
    case .commands: "run '\(ToolName.startJob.name(self)) \(deploymentID)'"
    }
  }

  fileprivate func englishStatus(_ jobID: String) -> String {
    switch self {
    case .tools: "Call \(ToolName.getJobStatus.rawValue) with \(Argument.jobID.name(self)) \(jobID) to see why it ended"
    case .commands: "Run '\(ToolName.getJobStatus.name(self)) \(jobID)' to see why it ended"
    }
  }

  fileprivate func englishWait(_ subject: String) -> String {
    switch self {
    case .tools:
      "Call \(ToolName.getJobStatus.rawValue) with \(Argument.waitSeconds.name(self)) to wait for it, "
        + "then call again if necessary"
    case .commands:
      "Run '\(ToolName.getJobStatus.name(self)) \(subject) --watch' to wait for it, "
        + "then run the command again if necessary"
    }
  }
}

extension JobSelector {
  fileprivate func englishCheck(_ face: Face) -> String {
    if face == .commands { return "Check the ID. Run '\(ToolName.getJobStatus.name(face))' to list all recorded jobs" }
    return switch self {
    case .aliyunJob: "Check \(Argument.aliyunJobID.name(face))"
    case .job: "Check \(Argument.jobID.name(face))"
    case .deployment:
      "Check \(Argument.deploymentID.name(face)), or call \(ToolName.generateAndDeploy.rawValue) to create a deployment"
    case .name: "Check the name of the deployment"
    }
  }
}
