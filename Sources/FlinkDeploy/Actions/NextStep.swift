/// What to do after a result.
enum NextStep: Sendable, Equatable {
  /// Ask for the row again: the work goes on.
  case askForRow(Int)
  /// Ask for the job again.
  case askForJob(String)
  /// Ask for the job that runs in its place.
  case askSuccessor(jobID: String)
  /// It runs: look how it does, or stop it.
  case lookOrStop(jobID: String)
  /// It runs: look how it does.
  case look(jobID: String)
  /// Start the deployment.
  case start(deploymentID: String)
  /// Start the deployment, which goes on from its kept state.
  case resume(deploymentID: String)
  /// Deploy what was tried.
  case deploy
  /// Correct what would stop the job, then deploy.
  case correctThenDeploy
  /// Make anew what is gone.
  case deployAnew

  /// As a model is told, which calls tools.
  var ofTools: String {
    switch self {
    case .askForRow(let row):
      "The work goes on; call get_job_status with aliyun_job_id \(row) and wait_seconds 45"
    case .askForJob(let id): "Call get_job_status with job_id \(id) and wait_seconds 45"
    case .askSuccessor(let id): "Call get_job_status with job_id \(id), which runs in its place"
    case .lookOrStop(let id): "Call stop_job with job_id \(id) to stop it, or get_job_status to see how it does"
    case .look(let id): "Call get_job_status with job_id \(id) to see how it does"
    case .start(let id): "Call start_job with deployment_id \(id) to start it"
    case .resume(let id): "Call start_job with deployment_id \(id) to go on from the kept state"
    case .deploy: "Call generate_and_deploy with the same arguments without dry_run to deploy it"
    case .correctThenDeploy:
      "Correct the columns or the messages first (dry_parse names those that would stop the job), then call "
        + "generate_and_deploy without dry_run"
    case .deployAnew: "Call generate_and_deploy to make it again"
    }
  }

  /// As a person is told, who runs commands; a command that ends takes its process along.
  var ofCommands: String {
    switch self {
    case .askForRow, .askForJob:
      "It is left as it is; run 'flink-deploy recover', or the same command again with a longer --wait, to go on"
    case .askSuccessor(let id): "Run 'flink-deploy status \(id)' to see the job that runs in its place"
    case .lookOrStop(let id):
      "Run 'flink-deploy stop \(id)' to stop it, or 'flink-deploy status \(id)' to see how it does"
    case .look(let id): "Run 'flink-deploy status \(id)' to see how it does"
    case .start(let id): "Run 'flink-deploy start \(id)' to start it"
    case .resume(let id): "Run 'flink-deploy start \(id)' to go on from the kept state"
    case .deploy: "Run the same command without --dry-run to deploy it"
    case .correctThenDeploy:
      "Correct the columns or the messages first (those that would stop the job are named above), then run the same "
        + "command without --dry-run"
    case .deployAnew: "Run 'flink-deploy deploy' to make it again"
    }
  }
}
