/// Where a deployment or its job is, in the platform's own spelling where it has one.
public enum OperationStatus: String, Sendable, CaseIterable {
  case created = "CREATED"
  case draftCreated = "DRAFT_CREATED"
  case deploying = "DEPLOYING"
  case deployed = "DEPLOYED"
  case starting = "STARTING"
  case running = "RUNNING"
  case cancelling = "CANCELLING"
  case cancelled = "CANCELLED"
  case finished = "FINISHED"
  case failed = "FAILED"
  case rollingBack = "ROLLING_BACK"
  case rolledBack = "ROLLED_BACK"

  /// Whether it stays so until somebody acts.
  public var isFinal: Bool {
    switch self {
    case .cancelled, .finished, .failed, .rolledBack: true
    default: false
    }
  }
}

extension OperationFailure {
  /// The failure of what was cut off because the process ends.
  public static let serverEnding = OperationFailure(
    code: "server_ending", message: "The server was told to end before it had begun; nothing was done",
    isRetryable: true, remedy: "Call again with the same arguments")
}

/// Why an operation did not succeed, as people and models are told.
public struct OperationFailure: Error, Sendable, Equatable {
  /// A word or platform code that programs look at.
  public var code: String
  /// What happened to whom.
  public var message: String
  /// Whether the same call may succeed later without a change.
  public var isRetryable: Bool
  /// The platform's request id.
  public var requestID: String?
  /// What to do next.
  public var remedy: String
  /// Whether everything that the operation had created is gone; nil when there was nothing to undo.
  public var isRolledBack: Bool?

  /// A failure.
  public init(
    code: String, message: String, isRetryable: Bool = false, requestID: String? = nil, remedy: String,
    isRolledBack: Bool? = nil
  ) {
    self.code = code
    self.message = message
    self.isRetryable = isRetryable
    self.requestID = requestID
    self.remedy = remedy
    self.isRolledBack = isRolledBack
  }
}
