/// The state of a job, in the API's spelling (`Job.status.currentJobStatus`).
public enum JobState: String, Sendable, Codable, CaseIterable {
  case starting = "STARTING"
  case running = "RUNNING"
  case cancelling = "CANCELLING"
  case failed = "FAILED"
  case cancelled = "CANCELLED"
  case finished = "FINISHED"

  /// Whether the job never leaves this state.
  public var isTerminal: Bool { self == .failed || self == .cancelled || self == .finished }
}
