/// An operation of the API that this project uses, by its name.
///
/// The RAM code of the service is `stream`, and the action of each operation has the operation's name (Alibaba Cloud's
/// page "RAM authorization" of the API `ververica` 2022-07-18). RAM authorizes whole actions only, so a policy cannot
/// name single workspaces. The page has no entry for the two operations on tuning. They follow the same rule here.
public enum OperationName: String, CaseIterable, Sendable {
  case listEngineVersionMetadata = "ListEngineVersionMetadata"
  case listDeploymentTargets = "ListDeploymentTargets"
  case listVariables = "ListVariables"
  case validateSQLStatement = "ValidateSqlStatement"
  case createDeploymentDraft = "CreateDeploymentDraft"
  case updateDeploymentDraft = "UpdateDeploymentDraft"
  case getDeploymentDraft = "GetDeploymentDraft"
  case listDeploymentDrafts = "ListDeploymentDrafts"
  case deleteDeploymentDraft = "DeleteDeploymentDraft"
  case deployDeploymentDraftAsync = "DeployDeploymentDraftAsync"
  case getDeployDeploymentDraftResult = "GetDeployDeploymentDraftResult"
  case getDeployment = "GetDeployment"
  case getDeploymentsByName = "GetDeploymentsByName"
  case listDeployments = "ListDeployments"
  case updateDeployment = "UpdateDeployment"
  case deleteDeployment = "DeleteDeployment"
  case startJobWithParams = "StartJobWithParams"
  case getJob = "GetJob"
  case listJobs = "ListJobs"
  case stopJob = "StopJob"
  case hotUpdateJob = "HotUpdateJob"
  case getHotUpdateJobResult = "GetHotUpdateJobResult"
  case getLatestJobStartLog = "GetLatestJobStartLog"
  case listSavepoints = "ListSavepoints"
  case flinkAPIProxy = "FlinkApiProxy"
  case getAutopilotPolicy = "GetAutopilotPolicy"
  case getAppliedScheduledPlan = "GetAppliedScheduledPlan"

  /// The RAM action that a policy must allow, such as `stream:GetJob`.
  public var action: String { "stream:\(rawValue)" }

  /// Whether the operation changes something in Alibaba Cloud.
  public var isEffect: Bool {
    switch self {
    case .createDeploymentDraft, .updateDeploymentDraft, .deleteDeploymentDraft, .deployDeploymentDraftAsync,
      .updateDeployment, .deleteDeployment, .startJobWithParams, .stopJob, .hotUpdateJob:
      true
    case .listEngineVersionMetadata, .listDeploymentTargets, .listVariables, .validateSQLStatement,
      .getDeploymentDraft, .listDeploymentDrafts, .getDeployDeploymentDraftResult, .getDeployment,
      .getDeploymentsByName, .listDeployments, .getJob, .listJobs, .getHotUpdateJobResult, .getLatestJobStartLog,
      .listSavepoints, .flinkAPIProxy, .getAutopilotPolicy, .getAppliedScheduledPlan:
      false
    }
  }
}
