public import Notices

/// The resources that a rollback could not delete so far; it keeps trying.
public struct UnfinishedRollback: Notice, Codable, Hashable {
  /// The reason for which the rollback makes no progress.
  public indirect enum Reason: Notice, Codable, Hashable {
    /// An API operation fails.
    case platform(PlatformProblem)
    /// A response was of another type than its call.
    case unexpectedAnswer
    /// The job does not stop.
    case jobKeepsRunning(String)
    /// The journal has this text, of an earlier release.
    case recorded(String)
  }

  /// The reason.
  public var reason: Reason
  /// The job, unless it has ended.
  public var jobID: String?
  /// The deployment.
  public var deploymentID: String?
  /// The draft.
  public var draftID: String?

  /// An unfinished rollback.
  public init(reason: Reason, jobID: String? = nil, deploymentID: String? = nil, draftID: String? = nil) {
    self.reason = reason
    self.jobID = jobID
    self.deploymentID = deploymentID
    self.draftID = draftID
  }

  /// The stable name that programs compare.
  public var code: String { "unfinished_rollback" }
}
