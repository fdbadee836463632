import Deployments

extension OperationRemedy {
  func chinese(_ face: Face) -> String {
    let again = face == .tools ? "重新调用" : "重新运行命令"
    return switch self {
    case .correctSQL:
      "修正 \(Argument.columns.name(face)) 或 \(Argument.sql.name(face)) 后\(again)。"
        + "使用 \(Argument.dryRun.name(face)) 可查看生成的 SQL"
    case .chooseEngineVersion(let available):
      "将 \(Argument.engineVersion.name(face)) 或 FLINK_ENGINE_VERSION 设置为以下值之一："
        + available.quoted(.chinese)
    case .setEngineVersion: "将 FLINK_ENGINE_VERSION 设置为可运行 SQL 的引擎版本"
    case .chooseDeploymentTarget(let available):
      "将 \(Argument.deploymentTarget.name(face)) 或 FLINK_DEPLOYMENT_TARGET 设置为以下值之一："
        + available.quoted(.chinese)
    case .createDeploymentTarget: "在 Flink 开发控制台创建部署目标（队列），或设置 FLINK_DEPLOYMENT_TARGET"
    case .renameOrDeleteDraft: "指定其他 \(Argument.name.name(face))，或在 Flink 开发控制台删除该作业草稿"
    case .renameOrStart(let id): "指定其他 \(Argument.name.name(face))。如需启动现有作业，请\(face.chineseStart(id))"
    case .correctConfiguration: "修正 SQL 或 \(Argument.flinkConf.name(face)) 后\(again)"
    case .startAgain(let id): "如果仍需要该作业实例，请\(face.chineseStart(id))"
    case .fixStart: "解决日志中的问题（SQL、密钥，或与 Kafka、Hologres 的网络连接）后\(again)"
    case .declareColumn:
      "查看该位点的消息，在 \(Argument.columns.name(face)) 中为与其不符的列声明其他类型，然后\(again)"
    case .fixJob(.crashLoop): "消除上述原因，然后\(again)"
    case .fixJob(.notWriting): "检查表是否存在、是否锁定以及能否接收这些行，然后\(again)"
    case .planAgain: "使用 \(Argument.dryRun.name(face)) 查看更改，然后\(again)"
    case .checkEnd(let jobID): face.chineseStatus(jobID)
    case .createDraft: "在 Flink 控制台中基于该作业创建作业草稿，然后\(again)"
    case .allowRestart: "将 \(Argument.restart.name(face)) 设为 IF_NEEDED 以允许重启，然后\(again)"
    case .checkID(let selector): selector.chineseCheck(face)
    case .startFirst(let id): "如需启动作业实例，请\(face.chineseStart(id))"
    case .stopAgain: "再次停止作业实例。仅在可以丢弃状态时使用 \(Argument.stopStrategy.name(face)) NONE"
    case .deployAgain: "如果仍需要该作业，请\(again)"
    case .checkConsole: "在 Flink 开发控制台查看作业。如果只是阿里云响应较慢，请增大 FLINK_DEPLOY_STEP_TIMEOUT"
    case .reportBug: "请将此问题作为 flink-deploy 的缺陷上报"
    case .callAgain: "使用相同参数\(again)"
    case .awaitOperation(let subject): face.chineseWait(subject)
    case .repeatOrRename:
      "要更改作业，\(face == .tools ? "调用 update_job" : "运行 'flink-deploy update'")。"
        + "使用首次调用的参数可获取其结果，指定其他 \(Argument.name.name(face)) 则创建另一个作业"
    case .repeatOrChangeKey: "使用首次调用的参数以获取其结果，或指定其他 \(Argument.idempotencyKey.name(face))"
    case .recorded(let text): text
    }
  }
}

extension Face {
  fileprivate func chineseStatus(_ jobID: String) -> String {
    switch self {
    case .tools:
      "调用 \(ToolName.getJobStatus.rawValue)，传入 \(Argument.jobID.name(self)) \(jobID)，查看其结束原因"
    case .commands: "运行 '\(ToolName.getJobStatus.name(self)) \(jobID)' 查看其结束原因"
    }
  }

  fileprivate func chineseStart(_ deploymentID: String) -> String {
    switch self {
    case .tools: "使用 \(Argument.deploymentID.name(self)) \(deploymentID) 调用 \(ToolName.startJob.rawValue)"
    case .commands: "运行 '\(ToolName.startJob.name(self)) \(deploymentID)'"
    }
  }

  fileprivate func chineseWait(_ subject: String) -> String {
    switch self {
    case .tools:
      "使用 \(Argument.waitSeconds.name(self)) 调用 \(ToolName.getJobStatus.rawValue) 等待其结束，如有必要再重新调用"
    case .commands:
      "运行 '\(ToolName.getJobStatus.name(self)) \(subject) --watch' 等待其结束，如有必要再重新运行命令"
    }
  }
}

extension JobSelector {
  fileprivate func chineseCheck(_ face: Face) -> String {
    if face == .commands { return "检查 ID。运行 '\(ToolName.getJobStatus.name(face))' 可列出所有作业记录" }
    return switch self {
    case .aliyunJob: "检查 \(Argument.aliyunJobID.name(face))"
    case .job: "检查 \(Argument.jobID.name(face))"
    case .deployment:
      "检查 \(Argument.deploymentID.name(face))，或调用 \(ToolName.generateAndDeploy.rawValue) 创建作业"
    case .name: "检查作业名称"
    }
  }
}
