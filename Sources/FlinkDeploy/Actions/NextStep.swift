/// What to do after a result.
enum NextStep: Sendable, Equatable {
  /// Wait for the job record: the operation continues.
  case awaitRecord(Int)
  /// Wait for the job.
  case awaitJob(String)
  /// Check the job that replaces this one.
  case checkSuccessor(jobID: String)
  /// Check the running job, or stop it.
  case checkOrStop(jobID: String)
  /// Check the running job.
  case check(jobID: String)
  /// Start the deployment.
  case start(deploymentID: String)
  /// Start the deployment from its latest state.
  case resume(deploymentID: String)
  /// Deploy after a dry run.
  case deploy
  /// Correct what would stop the job, then deploy.
  case correctThenDeploy
  /// Deploy again what was deleted.
  case deployAgain
}
