/// What the platform wants of the engine; carried out outside of it.
enum EngineCommand: Sendable {
  /// The script of a ticket is checked.
  case validate(ticketID: String, sql: String)
  /// A job starts.
  case start(jobID: String, JobSubmission, Restoration)
  /// A job stops with a savepoint.
  case stop(jobID: String, savepointID: String, drains: Bool)
  /// A job ends at once.
  case cancel(jobID: String)
  /// A savepoint is taken.
  case savepoint(savepointID: String, jobID: String)
  /// The files of a savepoint go.
  case deleteSavepoint(location: String)
  /// A job gets another parallelism.
  case rescale(updateID: String, jobID: String, parallelism: Int)
}

/// The state from which a job starts.
enum Restoration: Sendable, Equatable {
  /// No state.
  case none
  /// A savepoint.
  case savepoint(Checkpoint)
  /// The newest of the last job's checkpoints and a savepoint.
  case latest(jobID: String, savepoint: Checkpoint?)
}

/// What the engine did, or showed.
enum EngineEvent: Sendable {
  /// The script of a ticket was checked.
  case validated(ticketID: String, SQLError?)
  /// Flink refused a job.
  case refused(jobID: String, String)
  /// What all jobs do; jobs that are missing are unknown to the engine.
  case observed([String: ObservedJob])
  /// A savepoint is complete.
  case savepointCompleted(savepointID: String, location: String)
  /// A savepoint failed; the job that it was to stop goes on.
  case savepointFailed(savepointID: String, String)
  /// A job has another parallelism, or a problem prevented it.
  case rescaled(updateID: String, problem: String?)
}

/// What an operation has to ask the engine before it can answer.
enum EngineQuestion: Sendable {
  /// Whether a script is valid.
  case validate(sql: String)
  /// What Flink's REST API answers for a job.
  case read(FlinkRESTPath)
  /// What Flink logged of a job.
  case startLog(StartLog)
}
