import Deployments

/// A note about a call: what it found or left as it was.
enum CallNote: Note, Codable {
  /// The job was already running, so none was started.
  case alreadyRunning(jobID: String)
  /// The job had already ended with this status, so none was stopped.
  case alreadyEnded(jobID: String, status: String)
  /// The stop completed no savepoint.
  case noSavepoint
  /// The update was to discard state, but no job ran that could start without it.
  case stateKept
  /// The job runs, but messages were not seen to arrive; the verdict.
  case notFlowing(verdict: String)
  /// The deployment already existed, so none was created.
  case alreadyDeployed
  /// The deployment already existed with other arguments, and a batch left it as it was.
  case kept
  /// The result is that of the first call with the idempotency key.
  case firstResult
  /// The status is the last recorded one, because Alibaba Cloud cannot be asked.
  case stale(OperationProblem)
  /// The job has restarted this often.
  case restarted(Int)
  /// The deployment was started again; its current job.
  case successor(jobID: String, status: String)
  /// The operation pauses, because its journal cannot be written.
  case paused(StoreError)
  /// Alibaba Cloud could not be asked to validate the SQL.
  case notValidated(OperationProblem)
  /// Alibaba Cloud could not be asked to validate the SQL, because a setting is missing.
  case notValidatedWithout(RequiredSetting)

  /// The stable name of the note.
  var code: String {
    switch self {
    case .alreadyRunning: "already_running"
    case .alreadyEnded: "already_ended"
    case .noSavepoint: "no_savepoint"
    case .stateKept: "state_kept"
    case .notFlowing: "not_flowing"
    case .alreadyDeployed: "already_deployed"
    case .kept: "kept"
    case .firstResult: "first_result"
    case .stale: "stale"
    case .restarted: "restarted"
    case .successor: "successor"
    case .paused: "paused"
    case .notValidated, .notValidatedWithout: "not_validated"
    }
  }
}
