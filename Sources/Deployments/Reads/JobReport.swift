public import AliyunFlink

/// The current state of a job, or the last recorded one if Alibaba Cloud is not available.
public struct JobReport: Sendable {
  /// The job record; nil for a job that flink-deploy has never handled.
  public var record: JobRecord?
  /// The job in Alibaba Cloud; nil when it was not read or does not exist yet.
  public var job: Job?
  /// The status of the job or its deployment.
  public var status: OperationStatus
  /// The operation that runs on it.
  public var running: OperationSnapshot?
  /// Whether no operation can still change the outcome.
  public var isDecided: Bool {
    guard let running else { return true }
    // Alibaba Cloud can show the end of an operation earlier than the journal.
    return running.outcome != .inProgress || OperationSnapshot.isGoal(status, of: running.operation.request)
  }

  /// Whether this is only the last recorded status.
  public var isStale: Bool
  /// The reason for which Alibaba Cloud is not available; nil if it was not asked, since too many reports wait.
  public var staleReason: FlinkAPIError?
  /// The reason for which the job failed.
  public var failure: JobFailure?
  /// The active job of the deployment, if it is another one; each restart has a new ID.
  public var successor: Job?
  /// When the call began.
  public var begin = ContinuousClock.now
}
