public import Notices

/// The reason for which an operation failed.
///
/// Indirect, since it is part of every snapshot, and thousands of tasks hold some.
public indirect enum OperationProblem: Notice, Codable, Hashable {
  /// Alibaba Cloud rejects the SQL, for this reason.
  case invalidSQL(reason: String)
  /// The engine version is not one of the available ones.
  case unknownEngineVersion(String, available: [String])
  /// Alibaba Cloud lists no engine version that runs SQL.
  case noEngine
  /// The deployment target is not one of the available ones.
  case unknownDeploymentTarget(String, available: [String])
  /// The namespace has no deployment target.
  case noDeploymentTarget
  /// A draft or deployment of another origin has the name.
  case nameTaken(name: String, by: NameHolder, id: String)
  /// Alibaba Cloud did not deploy the draft, for this reason.
  case deployFailed(reason: String)
  /// The job was stopped by another client before it ran.
  case jobCancelled(jobID: String, deploymentID: String)
  /// The job did not start; the log is the end of its start log, empty if it could not be read.
  case jobFailed(jobID: String, reason: String?, log: String)
  /// The job ran, and fails again and again or does not write.
  case jobTrouble(JobTrouble)
  /// Another client changed the deployment after its update was planned.
  case changedMeanwhile(deploymentID: String)
  /// The job ended by itself before the update could stop it with a savepoint.
  case endedMeanwhile(jobID: String)
  /// The deployment has no draft, which holds its SQL.
  case noDraft(deploymentID: String)
  /// Alibaba Cloud accepted a change, and the deployment does not have it.
  case notApplied(deploymentID: String)
  /// The engine does not take the change without a restart, for this reason.
  case restartNeeded(reason: String)
  /// The running job keeps a setting of an update that failed, since no restart is allowed.
  case settingsKept(jobID: String, setting: String)
  /// The namespace has no such deployment or job.
  case notInNamespace(JobSelector)
  /// The deployment has no job that could be stopped.
  case noJob(deploymentID: String)
  /// The savepoint of a stop failed, so that the job still runs.
  case savepointFailed(jobID: String, reason: String?)
  /// The client cancelled the operation.
  case cancelled
  /// The step of a phase took longer than its limit, for the reason of its wait.
  case stepTimeout(Phase, seconds: Int, waitingFor: WaitReason)
  /// The response to the call of a phase was of another type: a defect.
  case unexpectedAnswer(Phase)
  /// The server stopped before it had begun the operation.
  case serverEnding
  /// An earlier request excludes this one.
  case conflict(RequestConflict)
  /// Neither the store nor Alibaba Cloud knows the deployment or job.
  case notFound(JobSelector)
  /// An API operation failed.
  case platform(PlatformProblem)
  /// The store failed.
  case store(StoreError)
  /// The journal has this text, of an earlier release or of a later one.
  case recorded(code: String, message: String, remedy: String, isRetryable: Bool)

  /// The stable name that programs compare; for API errors, the code of Alibaba Cloud.
  public var code: String {
    switch self {
    case .invalidSQL: "invalid_sql"
    case .unknownEngineVersion: "unknown_engine_version"
    case .noEngine: "no_engine"
    case .unknownDeploymentTarget: "unknown_deployment_target"
    case .noDeploymentTarget: "no_deployment_target"
    case .nameTaken: "name_taken"
    case .deployFailed: "deploy_failed"
    case .jobCancelled: "job_cancelled"
    case .jobFailed: "job_failed"
    case .jobTrouble(let trouble): trouble.kind.rawValue
    case .changedMeanwhile: "drift"
    case .endedMeanwhile: "job_ended"
    case .noDraft: "no_draft"
    case .notApplied: "not_applied"
    case .restartNeeded, .settingsKept: "restart_needed"
    case .notInNamespace: PlatformProblem.notFoundCode
    case .noJob: "no_job"
    case .savepointFailed: "savepoint_failed"
    case .cancelled: "cancelled"
    case .stepTimeout: "step_timeout"
    case .unexpectedAnswer: "internal"
    case .serverEnding: "server_ending"
    case .conflict: "conflict"
    case .notFound: "not_found"
    case .platform(let problem): problem.code
    case .store(let error): error.code.rawValue
    case .recorded(let code, _, _, _): code
    }
  }

  /// Whether the same call may succeed later without a change.
  public var isRetryable: Bool {
    switch self {
    case .savepointFailed, .cancelled, .stepTimeout, .serverEnding, .conflict(.inProgress): true
    case .platform(let problem): problem.isRetryable
    case .store(let error): error.code == .unavailable
    case .recorded(_, _, _, let isRetryable): isRetryable
    default: false
    }
  }
}
