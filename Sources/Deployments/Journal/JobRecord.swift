/// A job record: a row of `aliyun_flink_jobs`.
public struct JobRecord: Sendable, Equatable {
  /// The row's ID, `aliyun_job_id` in results.
  public var id: Int
  /// The row in `flink_sql_record`.
  public var sqlRecordID: Int?
  /// The ID of the deployment; nil until Alibaba Cloud gave one.
  public var deploymentID: String?
  /// The ID of the job; nil until Alibaba Cloud gave one.
  public var jobID: String?
  /// The name of the deployment.
  public var deploymentName: String?
  /// The last recorded status.
  public var status: OperationStatus
  /// The reason of a failure, as a text for people.
  public var errorMessage: String?
  /// The time of the last change, ISO 8601, UTC.
  public var updatedAt: String

  /// A row.
  public init(
    id: Int, sqlRecordID: Int?, deploymentID: String?, jobID: String?, deploymentName: String?, status: OperationStatus,
    errorMessage: String?, updatedAt: String
  ) {
    self.id = id
    self.sqlRecordID = sqlRecordID
    self.deploymentID = deploymentID
    self.jobID = jobID
    self.deploymentName = deploymentName
    self.status = status
    self.errorMessage = errorMessage
    self.updatedAt = updatedAt
  }
}
