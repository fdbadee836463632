extension NextStep {
  func chinese(_ face: Face) -> String {
    switch face {
    case .tools: chineseForTools
    case .commands: chineseForCommands
    }
  }

  private var chineseForTools: String {
    let (check, start, deploy) = NextStep.tools
    let wait = "\(Argument.waitSeconds.rawValue) 45"
    return switch self {
    case .awaitRecord(let record):
      "操作仍在继续。使用 \(Argument.aliyunJobID.rawValue) \(record) 和 \(wait) 调用 \(check)"
    case .awaitJob(let id): "使用 \(Argument.jobID.rawValue) \(id) 和 \(wait) 调用 \(check)"
    case .checkSuccessor(let id): "使用当前作业实例的 \(Argument.jobID.rawValue) \(id) 调用 \(check)"
    case .checkOrStop(let id):
      "使用 \(Argument.jobID.rawValue) \(id) 调用 \(check) 查看状态，或调用 \(ToolName.stopJob.rawValue) 停止作业实例"
    case .check(let id): "使用 \(Argument.jobID.rawValue) \(id) 调用 \(check) 查看状态"
    case .start(let id): "使用 \(Argument.deploymentID.rawValue) \(id) 调用 \(start) 启动作业"
    case .startFrom(let savepoint, let id):
      "使用 \(Argument.deploymentID.rawValue) \(id) 和 \(NextStep.state(savepoint, .tools)) 调用 \(start) 启动作业，"
        + "因为最新状态不是所要求的状态"
    case .resume(let id): "使用 \(Argument.deploymentID.rawValue) \(id) 调用 \(start)，从最新状态恢复"
    case .deploy: "使用相同参数（去掉 \(Argument.dryRun.rawValue)）调用 \(deploy) 进行部署"
    case .update:
      "使用相同参数（去掉 \(Argument.dryRun.rawValue)）和该 \(Argument.planDigest.rawValue) 调用 "
        + "\(ToolName.updateJob.rawValue)，以执行更改"
    case .correctThenDeploy:
      "修正 dry_parse 中报告为失败的字段或消息，然后去掉 \(Argument.dryRun.rawValue) 调用 \(deploy)"
    case .deployAgain: "调用 \(deploy) 重新创建作业"
    case .awaitBatch: "部分管道正在处理。使用相同参数和 \(wait) 调用 \(ToolName.deployPipelines.rawValue)"
    case .applyPlan:
      "使用相同参数（去掉 \(Argument.dryRun.rawValue)）和该 \(Argument.planDigest.rawValue) 调用 "
        + ToolName.deployPipelines.rawValue
    default: chineseAboutJobForTools
    }
  }

  private var chineseForCommands: String {
    switch self {
    case .awaitRecord, .awaitJob:
      "操作尚未完成。运行 'flink-deploy recover'，或用更大的 --wait 值重新运行同一命令，以继续执行"
    case .checkSuccessor(let id): "运行 'flink-deploy status \(id)' 查看当前作业实例"
    case .checkOrStop(let id): "运行 'flink-deploy status \(id)' 查看状态，或运行 'flink-deploy stop \(id)' 停止作业实例"
    case .check(let id): "运行 'flink-deploy status \(id)' 查看状态"
    case .start(let id): "运行 'flink-deploy start \(id)' 启动作业"
    case .startFrom(let savepoint, let id):
      "运行 'flink-deploy start \(id) \(NextStep.state(savepoint, .commands))' 启动作业，因为最新状态不是所要求的状态"
    case .resume(let id): "运行 'flink-deploy start \(id)'，从最新状态恢复"
    case .deploy: "去掉 --dry-run 重新运行同一命令进行部署"
    case .update: "运行相同命令但不带 --dry-run，以执行更改"
    case .correctThenDeploy: "修正报告为失败的字段或消息，然后去掉 --dry-run 重新运行同一命令"
    case .deployAgain: "运行 'flink-deploy deploy' 重新创建作业"
    case .awaitBatch: "部分管道正在处理。运行 'flink-deploy recover'，或用更大的 --wait 值重新运行同一命令，以继续执行"
    case .applyPlan: "去掉 --dry-run，并用 --plan-digest 传入该摘要，重新运行同一命令"
    default: chineseAboutJobForCommands
    }
  }
}
