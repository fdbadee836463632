public import AliyunFlink

/// The status of a deployment or its job, in the API's spelling where it has one.
public enum OperationStatus: String, Sendable, CaseIterable {
  case created = "CREATED"
  case draftCreated = "DRAFT_CREATED"
  case deploying = "DEPLOYING"
  case deployed = "DEPLOYED"
  case starting = "STARTING"
  case running = "RUNNING"
  case updating = "UPDATING"
  case cancelling = "CANCELLING"
  case cancelled = "CANCELLED"
  case finished = "FINISHED"
  case failed = "FAILED"
  case rollingBack = "ROLLING_BACK"
  case rolledBack = "ROLLED_BACK"

  /// The status that corresponds to the state of a job.
  public init(_ state: JobState) {
    self =
      switch state {
      case .starting: .starting
      case .running: .running
      case .cancelling: .cancelling
      case .failed: .failed
      case .cancelled: .cancelled
      case .finished: .finished
      }
  }

  /// Whether only a new operation changes it.
  public var isFinal: Bool {
    switch self {
    case .cancelled, .finished, .failed, .rolledBack: true
    default: false
    }
  }
}
