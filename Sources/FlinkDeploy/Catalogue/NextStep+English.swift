extension NextStep: Worded {
  /// The names of the tools in these texts.
  static let tools = (
    check: ToolName.getJobStatus.rawValue, start: ToolName.startJob.rawValue,
    deploy: ToolName.generateAndDeploy.rawValue
  )

  /// The arguments that start a job from a savepoint, or without state if it is nil.
  static func state(_ savepoint: String?, _ face: Face) -> String {
    let strategy = Argument.restoreStrategy.value(savepoint == nil ? "NONE" : "FROM_SAVEPOINT", face)
    return savepoint.map { "\(strategy) \(Argument.savepointID.value($0, face))" } ?? strategy
  }

  func english(_ face: Face) -> String {
    switch face {
    case .tools: englishForTools
    case .commands: englishForCommands
    }
  }

  private var englishForTools: String {
    let (check, start, deploy) = NextStep.tools
    let wait = "\(Argument.waitSeconds.rawValue) 45"
    return switch self {
    case .awaitRecord(let record):
      "The operation continues. Call \(check) with \(Argument.aliyunJobID.rawValue) \(record) and \(wait)"
    case .awaitJob(let id): "Call \(check) with \(Argument.jobID.rawValue) \(id) and \(wait)"
    case .checkSuccessor(let id): "Call \(check) with \(Argument.jobID.rawValue) \(id), the current job"
    case .checkOrStop(let id):
      "Call \(check) with \(Argument.jobID.rawValue) \(id) to check its status, or \(ToolName.stopJob.rawValue) to stop it"
    case .check(let id): "Call \(check) with \(Argument.jobID.rawValue) \(id) to check its status"
    case .start(let id): "Call \(start) with \(Argument.deploymentID.rawValue) \(id) to start the job"
    case .startFrom(let savepoint, let id):
      "Call \(start) with \(Argument.deploymentID.rawValue) \(id) and \(NextStep.state(savepoint, .tools)) to start the "
        + "job, because its latest state is not the one that was asked for"
    case .resume(let id):
      "Call \(start) with \(Argument.deploymentID.rawValue) \(id) to resume from the latest state"
    case .deploy: "Call \(deploy) with the same arguments without \(Argument.dryRun.rawValue) to deploy"
    case .update:
      "Call \(ToolName.updateJob.rawValue) with the same arguments and this \(Argument.planDigest.rawValue), without "
        + "\(Argument.dryRun.rawValue), to make the changes"
    case .correctThenDeploy:
      "Correct the columns or the messages that dry_parse reports as failed. Then call \(deploy) without "
        + Argument.dryRun.rawValue
    case .deployAgain: "Call \(deploy) to create the deployment again"
    case .awaitBatch:
      "Pipelines are in progress. Call \(ToolName.deployPipelines.rawValue) with the same arguments and \(wait)"
    case .applyPlan:
      "Call \(ToolName.deployPipelines.rawValue) with the same arguments and this \(Argument.planDigest.rawValue), "
        + "without \(Argument.dryRun.rawValue)"
    default: englishAboutJobForTools
    }
  }

  /// A command that ends takes its process along, so that another one must continue the operation.
  private var englishForCommands: String {
    switch self {
    case .awaitRecord, .awaitJob:
      "The operation is not complete. To continue, run 'flink-deploy recover', or the same command with a longer --wait"
    case .checkSuccessor(let id): "Run 'flink-deploy status \(id)' to check the current job"
    case .checkOrStop(let id):
      "Run 'flink-deploy status \(id)' to check its status, or 'flink-deploy stop \(id)' to stop it"
    case .check(let id): "Run 'flink-deploy status \(id)' to check its status"
    case .start(let id): "Run 'flink-deploy start \(id)' to start the job"
    case .startFrom(let savepoint, let id):
      "Run 'flink-deploy start \(id) \(NextStep.state(savepoint, .commands))' to start the job, because its latest state "
        + "is not the one that was asked for"
    case .resume(let id): "Run 'flink-deploy start \(id)' to resume from the latest state"
    case .deploy: "Run the same command without --dry-run to deploy"
    case .update: "Run the same command without --dry-run to make the changes"
    case .correctThenDeploy:
      "Correct the columns or the messages that are reported as failed. Then run the same command without --dry-run"
    case .deployAgain: "Run 'flink-deploy deploy' to create the deployment again"
    case .awaitBatch:
      "Pipelines are in progress. To continue, run 'flink-deploy recover', or the same command with a longer --wait"
    case .applyPlan: "Run the same command with --plan-digest and this digest, without --dry-run"
    default: englishAboutJobForCommands
    }
  }
}
