import Deployments
import Notices

/// What can be done about a failed operation.
enum OperationRemedy: Remedy {
  case correctSQL
  case chooseEngineVersion(available: [String])
  case setEngineVersion
  case chooseDeploymentTarget(available: [String])
  case createDeploymentTarget
  case renameOrDeleteDraft
  case renameOrStart(deploymentID: String)
  case correctConfiguration
  /// Start the deployment if its job is still needed.
  case startAgain(deploymentID: String)
  /// Fix the problem that the start log reports.
  case fixStart
  /// Declare the column that a message does not fit.
  case declareColumn
  /// Fix what keeps the job from writing.
  case fixJob(JobTrouble.Kind)
  /// Look at the changes of the other client, then plan again.
  case planAgain
  /// See why the job ended.
  case checkEnd(jobID: String)
  /// Create a draft from the deployment.
  case createDraft
  /// Allow a restart of the job.
  case allowRestart
  case checkID(JobSelector)
  /// Start a job before it can be stopped.
  case startFirst(deploymentID: String)
  case stopAgain
  case deployAgain
  case checkConsole
  case reportBug
  case callAgain
  /// Wait for the operation on this deployment or job.
  case awaitOperation(subject: String)
  /// Repeat the first call, or choose another name.
  case repeatOrRename
  /// Repeat the first call, or choose another idempotency key.
  case repeatOrChangeKey
  /// The journal has this text, of another release.
  case recorded(String)
}
