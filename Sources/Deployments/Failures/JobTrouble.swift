public import JobHealth

/// What a job does instead of writing rows, and the root cause that Flink names.
public struct JobTrouble: Sendable, Codable, Hashable {
  /// The kind of trouble.
  public enum Kind: String, Sendable, Codable {
    /// The job fails and restarts, over and over.
    case crashLoop = "crash_loop"
    /// Nothing gets through.
    case notWriting = "not_writing"
  }

  /// The kind of trouble.
  public var kind: Kind
  /// The job.
  public var jobID: String
  /// The class of the root cause; nil if Flink names none.
  public var exception: String?
  /// The message of the root cause.
  public var message: String?
  /// The Kafka message that Flink cannot read, if the failure names it.
  public var place: MessagePlace?

  /// A trouble.
  public init(
    _ kind: Kind, jobID: String, exception: String? = nil, message: String? = nil, place: MessagePlace? = nil
  ) {
    self.kind = kind
    self.jobID = jobID
    self.exception = exception
    self.message = message
    self.place = place
  }

  /// The trouble that a report names; nil for another verdict.
  init?(_ report: HealthReport, jobID: String) {
    switch report.verdict {
    case .crashLoop: self.init(.crashLoop, jobID: jobID)
    case .notWriting: self.init(.notWriting, jobID: jobID)
    default: return nil
    }
    for reason in report.reasons {
      switch reason {
      case .lastFailure(let exception, let message): (self.exception, self.message) = (exception, message)
      case .unreadableMessage(let place): self.place = place
      default: break
      }
    }
  }
}
