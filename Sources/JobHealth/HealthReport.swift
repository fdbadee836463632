/// How a job is, and why.
public struct HealthReport: Sendable, Equatable {
  /// The verdict.
  public var verdict: Verdict
  /// Since when it stands, in milliseconds since 1970.
  public var since: Int
  /// The evidence.
  public var reasons: [HealthReason]
  /// The time between the two readings; nil for a single one.
  public var windowSeconds: Double?
  /// When the newest reading was taken, in milliseconds since 1970.
  public var asOf: Int
  /// Messages read a second.
  public var recordsInPerSecond: Double?
  /// Rows handed to the sinks a second.
  public var recordsOutPerSecond: Double?
  /// Messages that wait in Kafka.
  public var pendingRecords: Int?
  /// Whether more may wait than ``pendingRecords``.
  public var isPendingLowerBound = false
  /// How old messages were when they were read, or how far the watermark is behind.
  public var eventTimeLagSeconds: Double?
  /// How long no message has come.
  public var sourceIdleSeconds: Double?
  /// How busy the busiest vertex is.
  public var busyPercent: Double?
  /// How long the most backpressured vertex waits.
  public var backpressuredPercent: Double?
  /// The widest vertex's subtasks.
  public var parallelism: Int?
  /// The partitions of the topics.
  public var topicPartitions: Int?
  /// Restarts between the two readings.
  public var restartsInWindow: Int?
  /// The newest failure that Flink remembers.
  public var lastException: HealthReading.LastException?
  /// Whether the job has read messages since its start.
  public var hasRead = false
  /// The checkpoints.
  public var checkpoints: HealthReading.Checkpoints?
  /// A parallelism that would help.
  public var recommendation: Recommendation?

  /// A report without numbers.
  public init(verdict: Verdict, since: Int, reasons: [HealthReason], asOf: Int) {
    self.verdict = verdict
    self.since = since
    self.reasons = reasons
    self.asOf = asOf
  }

  /// Whether messages have arrived for certain: a checkpoint completed after they were read.
  public var isProven: Bool { verdict == .flowing || verdict == .idle && hasRead }
}
