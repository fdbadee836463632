public import JobHealth

/// What the store knows of all deployments of the namespace, for a reader that watches them.
public protocol DeploymentRecords: Sendable {
  /// The deployments that flink-deploy has handled: those in a list, and those that changed in the last week.
  /// - Parameter listed: The IDs of deployments.
  /// - Throws: ``StoreError``.
  func traces(of listed: [String]) async throws(StoreError) -> [DeploymentTrace]

  /// The newest reading of each deployment that was read in the last day.
  /// - Throws: ``StoreError``.
  func newestReadings() async throws(StoreError) -> [NewestReading]

  /// Bounds the readings that are kept: of those that are older than an hour, one for each verdict in ten minutes stays,
  /// without its figures.
  /// - Throws: ``StoreError``.
  func thinReadings() async throws(StoreError)

  /// Keeps a reading for a week.
  /// - Throws: ``StoreError``.
  func keep(_ health: StoredHealth, ofJob jobID: String, deploymentID: String) async throws(StoreError)

  /// Writes the current status of a job.
  /// - Throws: ``StoreError``.
  func observe(_ id: Int, jobID: String?, status: OperationStatus, errorMessage: String?) async throws(StoreError)
}

/// The newest reading of a deployment, without its figures.
public struct NewestReading: Sendable, Equatable {
  /// The ID of the deployment.
  public var deploymentID: String
  /// The job that was read.
  public var jobID: String
  /// When it was read, in milliseconds since 1970.
  public var time: Int
  /// The verdict.
  public var verdict: Verdict

  /// A reading.
  /// - Parameter time: Milliseconds since 1970.
  public init(deploymentID: String, jobID: String, time: Int, verdict: Verdict) {
    self.deploymentID = deploymentID
    self.jobID = jobID
    self.time = time
    self.verdict = verdict
  }
}
