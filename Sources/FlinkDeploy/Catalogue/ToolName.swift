/// A tool, and the command that does the same.
enum ToolName: String, CaseIterable, Sendable {
  case generateAndDeploy = "generate_and_deploy"
  case startJob = "start_job"
  case stopJob = "stop_job"
  case getJobStatus = "get_job_status"
  case updateJob = "update_job"
  case deployPipelines = "deploy_pipelines"

  /// The subcommand.
  var command: String {
    switch self {
    case .generateAndDeploy: "deploy"
    case .startJob: "start"
    case .stopJob: "stop"
    case .getJobStatus: "status"
    case .updateJob: "update"
    case .deployPipelines: "apply"
    }
  }

  /// The name that a reader of `face` knows: the tool, or the command with the program's name.
  func name(_ face: Face) -> String {
    switch face {
    case .tools: rawValue
    case .commands: "flink-deploy \(command)"
    }
  }

  /// The arguments of the tool, in the order of a command line.
  var arguments: [Argument] {
    switch self {
    case .generateAndDeploy:
      [
        .topic, .hologresTable, .moreTables, .columns, .sampleMessages, .sql, .startupMode, .startupTimestampMs,
        .startupOffsets, .eventTime, .name, .resources, .checkpointIntervalSeconds, .restartStrategy, .flinkConf,
        .engineVersion, .deploymentTarget, .start, .dryRun, .planDigest, .idempotencyKey, .waitSeconds,
        .waitUntil,
      ]
    case .startJob: [.deploymentID, .restoreStrategy, .savepointID, .waitSeconds, .waitUntil]
    case .stopJob: [.jobID, .deploymentID, .stopStrategy, .waitSeconds]
    case .getJobStatus: [.jobID, .deploymentID, .aliyunJobID, .waitFor, .waitSeconds, .observeSeconds, .cursor]
    case .updateJob:
      [
        .deploymentID, .version, .topic, .hologresTable, .moreTables, .columns, .sampleMessages, .sql, .startupMode,
        .startupTimestampMs, .startupOffsets, .eventTime, .resources, .checkpointIntervalSeconds, .restartStrategy,
        .flinkConf, .engineVersion, .state, .acceptDrift, .restart, .dryRun, .planDigest, .idempotencyKey, .waitSeconds,
        .waitUntil,
      ]
    case .deployPipelines:
      [.pipelines, .defaults, .ifExists, .onFailure, .maxParallel, .dryRun, .planDigest, .waitSeconds]
    }
  }
}
