import Deployments

/// What an action of ours is doing, beside the steps of its operation.
enum ProgressText: Worded {
  /// Alibaba Cloud validates the SQL of a dry run.
  case validatingSQL
  /// The status of a job, and what its operation is doing.
  case status(OperationStatus, OperationReport?)
  /// `recover` waits for this many operations of other processes.
  case waitingForLeases(Int)
}
