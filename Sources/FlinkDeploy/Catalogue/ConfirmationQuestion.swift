/// A question that the user must confirm before a call.
enum ConfirmationQuestion: Worded, Equatable {
  /// The deployment or job that is started or stopped.
  enum Subject: Sendable, Equatable {
    case deployment(String)
    case job(String)
  }

  case stop(Subject)
  case stopWithoutSavepoint(Subject)
  case drain(Subject)
  case start(Subject)
  /// Change a deployment and restart its job.
  case update(Subject)
  /// The same, without the state of the job.
  case updateWithoutState(Subject)
  case startWithoutState(Subject)
  case deploy(topic: String, tables: [String], starts: Bool)
  /// Deploy many pipelines, and perhaps change those that exist.
  case deployPipelines(count: Int, updates: Bool)
}
