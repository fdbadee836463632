public import Notices

/// The resources that a rollback could not delete so far; it keeps trying.
public struct UnfinishedRollback: Notice, Codable, Hashable {
  /// The reason for which the rollback makes no progress.
  public indirect enum Reason: Notice, Codable, Hashable {
    /// An API operation fails.
    case platform(PlatformProblem)
    /// A step of the way back to the version before the update failed.
    case failed(OperationProblem)
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
  /// Whether the deployment returns to its version before an update, instead of being deleted; nil for no.
  public var isReturn: Bool?

  /// An unfinished rollback.
  public init(
    reason: Reason, jobID: String? = nil, deploymentID: String? = nil, draftID: String? = nil, isReturn: Bool? = nil
  ) {
    self.reason = reason
    self.jobID = jobID
    self.deploymentID = deploymentID
    self.draftID = draftID
    self.isReturn = isReturn
  }

  /// The stable name that programs compare.
  public var code: String { "unfinished_rollback" }
}
