public import AliyunFlink

/// What to report to people about an operation.
public enum OperationReport: Sendable, Equatable {
  /// The operation is at this step; while it waits for a job to run, the job's last known state.
  case step(Phase, JobState?)
  /// The operation succeeded, with this status.
  case status(OperationStatus)
  /// The operation failed.
  case failed(OperationFailure)
}
