/// The reason for which a job failed or is gone.
public enum JobFailure: Sendable, Equatable {
  /// The words of Alibaba Cloud about the job.
  case said(String)
  /// An operation of flink-deploy on the job failed.
  case operation(OperationFailure)
  /// The job or its deployment was deleted in Alibaba Cloud by other means.
  case deletedFromPlatform
  /// The text of the job record, written when the failure was found.
  case recorded(String)
}
