public import JobHealth

/// What is known of an alert's trouble; nil for what is not known.
public struct AlertFacts: Sendable, Equatable {
  /// The name of the deployment.
  public var deploymentName: String?
  /// The ID of the job.
  public var jobID: String?
  /// The verdict of the newest reading.
  public var verdict: Verdict?
  /// The root cause that Flink names.
  public var failure: HealthReading.Failure?
  /// The entry of ``CauseAtlas`` that explains the failure.
  public var causeID: String?
  /// What the platform says of the failure, or of its own; cut to 300 characters.
  public var platformText: String?
  /// Restarts that were seen lately.
  public var restarts: Int?
  /// Messages that wait in Kafka.
  public var pendingRecords: Int?
  /// When the last checkpoint completed, in milliseconds since 1970.
  public var lastCheckpointAt: Int?
  /// A parallelism that would help.
  public var recommendedParallelism: Int?

  /// Facts of which nothing is known.
  public init() {}
}
