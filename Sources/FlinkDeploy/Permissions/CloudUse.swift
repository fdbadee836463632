import AliyunFlink

/// A tool, a command or a mode of one that calls Alibaba Cloud.
enum CloudUse: String, CaseIterable, Sendable {
  case deploy, update, start, stop, batch, recover
  // These change nothing.
  case status, dryRun, export, monitor, doctor

  /// Whether it changes nothing in Alibaba Cloud.
  var isReadOnly: Bool {
    switch self {
    case .status, .dryRun, .export, .monitor, .doctor: true
    case .deploy, .update, .start, .stop, .batch, .recover: false
    }
  }

  /// The tools, each with the arguments that lead to this use.
  var tools: [String] {
    switch self {
    case .deploy: ["generate_and_deploy"]
    case .update: ["update_job"]
    case .start: ["start_job"]
    case .stop: ["stop_job"]
    case .batch: ["deploy_pipelines"]
    case .status: ["get_job_status"]
    case .dryRun: ["generate_and_deploy", "update_job", "deploy_pipelines"].map { "\($0) with dry_run" }
    case .recover, .export, .monitor, .doctor: []
    }
  }

  /// The command lines that do the same.
  var commands: [String] {
    switch self {
    case .update: ["update", "rollback"]
    case .batch: ["apply"]
    case .dryRun: ["deploy", "update", "apply"].map { "\($0) --dry-run" }
    case .recover: ["recover", "serve"]
    case .deploy, .start, .stop, .status, .export, .monitor, .doctor: [rawValue]
    }
  }

  /// The operations that it can call, on all its paths: retries, rollbacks and waits for FLOWING too.
  var operations: Set<OperationName> {
    switch self {
    case .deploy: CloudUse.deployOperations
    case .update: CloudUse.updateOperations
    case .start:
      CloudUse.jobReading.union([
        .getDeployment, .listDeployments, .startJobWithParams, .getLatestJobStartLog, .stopJob,
      ])
    case .stop: [.getDeployment, .listJobs, .getJob, .stopJob, .listSavepoints]
    case .batch, .recover: CloudUse.deployOperations.union(CloudUse.updateOperations).union([.listDeployments])
    case .status, .monitor: CloudUse.jobReading.union([.getDeployment, .listDeployments])
    case .dryRun:
      CloudUse.jobReading.union([
        .listEngineVersionMetadata, .listDeploymentTargets, .listVariables, .validateSQLStatement,
        .getDeploymentsByName, .listDeployments, .getDeployment, .getDeploymentDraft,
      ])
    case .export: [.listDeployments, .getDeploymentsByName, .getDeployment, .getDeploymentDraft]
    case .doctor: CloudUse.probed(isReadOnly: true)
    }
  }

  /// The operations that `doctor` tries: all that read, but for the validation, which takes seconds.
  /// - Parameter isReadOnly: Whether the settings allow no changes, so that what only changes need is not tried.
  static func probed(isReadOnly: Bool) -> Set<OperationName> {
    let wanted =
      isReadOnly
      ? [CloudUse.status, .dryRun, .export, .monitor].reduce(into: Set()) { $0.formUnion($1.operations) }
      : Set(OperationName.allCases)
    return wanted.filter { !$0.isEffect && $0 != .validateSQLStatement }
  }

  /// The operations without which everything still works, with less in the results.
  static let dispensable: Set<OperationName> = [
    .listVariables, .flinkAPIProxy, .getAutopilotPolicy, .getAppliedScheduledPlan,
  ]

  /// The state and the health of a job.
  private static let jobReading: Set<OperationName> = [
    .listJobs, .getJob, .flinkAPIProxy, .getAutopilotPolicy, .getAppliedScheduledPlan,
  ]

  private static let deployOperations = jobReading.union([
    .listEngineVersionMetadata, .listDeploymentTargets, .listVariables, .validateSQLStatement, .getDeploymentsByName,
    .listDeploymentDrafts, .createDeploymentDraft, .getDeploymentDraft, .deployDeploymentDraftAsync,
    .getDeployDeploymentDraftResult, .listDeployments, .getDeployment, .updateDeployment, .startJobWithParams,
    .getLatestJobStartLog, .stopJob, .deleteDeployment, .deleteDeploymentDraft,
  ])

  private static let updateOperations = jobReading.union([
    .listEngineVersionMetadata, .listDeploymentTargets, .listVariables, .validateSQLStatement, .getDeployment,
    .getDeploymentDraft, .updateDeploymentDraft, .deployDeploymentDraftAsync, .getDeployDeploymentDraftResult,
    .updateDeployment, .stopJob,
    .listSavepoints, .startJobWithParams, .getLatestJobStartLog, .hotUpdateJob, .getHotUpdateJobResult,
  ])
}
