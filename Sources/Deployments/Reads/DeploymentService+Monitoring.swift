public import AliyunFlink
public import JobHealth

extension DeploymentService {
  /// How a job is: what Flink and Kafka say now, beside what they said before; the reading is stored.
  /// - Parameters:
  ///   - job: The job, as it was read a moment ago.
  ///   - sqlRecordID: The row of its SQL; nil for a job that flink-deploy did not deploy.
  public func health(of job: Job, sqlRecordID: Int?) async -> HealthReport {
    let record = sqlRecordID.map { sqlRecordID in
      JobRecord(
        id: 0, sqlRecordID: sqlRecordID, deploymentID: job.deploymentID, jobID: job.id,
        deploymentName: job.deploymentName, status: OperationStatus(job.state), errorMessage: nil, updatedAt: "")
    }
    let report = JobReport(record: record, job: job, status: OperationStatus(job.state), isStale: false)
    return await observation(of: report, observing: .zero).report
  }
}

extension DeploymentSummary {
  /// Whether the label of flink-deploy is on it.
  public var hasOwnLabel: Bool { labels[OperationMachine.label] != nil }

  /// The interval of its checkpoints in seconds, rounded up; nil if its configuration names none.
  public var checkpointIntervalSeconds: Int? {
    checkpointInterval.flatMap(Duration.init(flink:)).map { Int(($0 / .seconds(1)).rounded(.up)) }
  }
}
