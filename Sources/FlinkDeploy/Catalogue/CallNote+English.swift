import Deployments

extension CallNote {
  func english(_ face: Face) -> String {
    switch self {
    case .alreadyRunning(let jobID): "Job \(jobID) is already running. Nothing was started."
    case .alreadyEnded(let jobID, let status):
      "Job \(jobID) had already ended (\(status)). Nothing was stopped."
    case .noSavepoint: "This stop completed no savepoint. The next start restores the latest available state."
    case .stateKept:
      "No job ran, so none was started. The next start restores the latest state unless it names another one."
    case .notFlowing(let verdict): "The job runs, but no message is proven to have arrived: verdict \(verdict)"
    case .alreadyDeployed: "Already deployed. Nothing was created."
    case .kept:
      "The deployment exists with other arguments and was kept. "
        + "\(Argument.ifExists.value(face == .tools ? "UPDATE" : "update", face)) changes it"
    case .firstResult:
      "This is the result of the first call with this \(Argument.idempotencyKey.name(face)). "
        + "A new attempt needs another value."
    case .stale(let problem):
      "Showing the last recorded status, because Alibaba Cloud is unavailable: \(problem.english(face))"
    case .restarted(let count): "The job has restarted \(counted(count, "time"))"
    case .successor(let jobID, let status):
      "The deployment was restarted. Its current job is \(jobID) (\(status))."
    case .paused(let error):
      "The operation pauses, because the metadata database is unavailable: \(error.cause.english(face)). "
        + "It continues when the database is back."
    case .notValidated(let problem): "Alibaba Cloud did not validate the SQL: \(problem.english(face))"
    case .notValidatedWithout(let setting):
      "Alibaba Cloud did not validate the SQL: \(setting.rawValue) is not set"
    }
  }
}
