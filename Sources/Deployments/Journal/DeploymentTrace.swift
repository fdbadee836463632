/// What the store knows of a deployment that flink-deploy has handled.
public struct DeploymentTrace: Sendable, Equatable {
  /// The ID of the deployment.
  public var deploymentID: String
  /// The name of the deployment.
  public var name: String?
  /// The row in `flink_sql_record` of its newest job record; nil for a deployment that flink-deploy did not create.
  public var sqlRecordID: Int?
  /// The last recorded status.
  public var status: OperationStatus
  /// The job of the newest job record.
  public var jobID: String?
  /// The ID of the newest job record.
  public var aliyunJobID: Int
  /// Whether an operation is in progress on it; one that no process has driven for minutes does not count.
  public var isChanging: Bool
  /// When the newest operation on it ended, in milliseconds since 1970; nil if there was none.
  public var changedAt: Int?
  /// The jobs that ended by an operation of flink-deploy, or whose failure its caller has been given.
  public var ended: Set<String>
  /// The jobs that an operation of flink-deploy may have stopped after it gave up waiting.
  public var perhapsStopped: Set<String>

  /// A trace of a deployment without operations.
  public init(
    deploymentID: String, name: String?, sqlRecordID: Int?, status: OperationStatus, jobID: String?, aliyunJobID: Int
  ) {
    self.deploymentID = deploymentID
    self.name = name
    self.sqlRecordID = sqlRecordID
    self.status = status
    self.jobID = jobID
    self.aliyunJobID = aliyunJobID
    isChanging = false
    changedAt = nil
    ended = []
    perhapsStopped = []
  }
}
