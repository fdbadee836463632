/// What Flink said about a job at one moment; nil for what it did not say.
///
/// Times are milliseconds since 1970. `readAt` is by our clock, all others are by Flink's.
public struct HealthReading: Sendable, Equatable {
  /// When it was read.
  public var readAt: Int
  /// Flink's own time of the answer.
  public var flinkTime: Int?
  /// Flink's ID of the job, which it keeps for as long as it runs.
  public var flinkID: String?
  /// The state of the Flink job, such as `RUNNING` or `RESTARTING`.
  public var state: String?
  /// Since when the job is in that state.
  public var stateSince: Int?
  /// When the job began to run, for the last time.
  public var runningSince: Int?
  /// How long the job had been running when the metrics were taken: the one that tells how old they are.
  public var uptime: Int?
  /// Restarts since the job was submitted.
  public var restarts: Int?
  /// Whether the plan has a watermark.
  public var hasEventTime: Bool?
  /// The vertices of the plan.
  public var vertices: [Vertex]?
  /// What the source operators count.
  public var source: Source
  /// What the sink writers count.
  public var sink: Sink
  /// The checkpoints.
  public var checkpoints: Checkpoints?
  /// The failures that Flink remembers.
  public var failures: Failures?
  /// The ends of the topic, read from Kafka at the same time.
  public var topicEnds: TopicEnds?
  /// Whether Autopilot changes the resources of the job; nil if nobody asked.
  public var isAutopilotOn: Bool?
  /// Whether a scheduled plan changes the resources of the job; nil if nobody asked.
  public var hasScheduledPlan: Bool?

  /// A reading without any answer.
  /// - Parameter readAt: Milliseconds since 1970.
  public init(readAt: Int) {
    self.readAt = min(max(readAt, 0), 1 << 52)
    source = Source()
    sink = Sink()
  }

  /// A vertex of the plan: a chain of operators.
  public struct Vertex: Sendable, Equatable {
    /// Its state, such as `RUNNING`.
    public var state: String?
    /// How many subtasks it has.
    public var parallelism: Int?
    /// Milliseconds that all subtasks were busy, since they started.
    public var busyTime: Int?
    /// Milliseconds that the busiest subtask was busy, since it started.
    public var busiestTime: Int?
    /// Milliseconds that they had nothing to do.
    public var idleTime: Int?
    /// Milliseconds that they waited for the next vertex.
    public var backpressuredTime: Int?
    /// Milliseconds that the busiest subtask is busy in a second; an average of a minute.
    public var busyPerSecond: Double?
    /// Milliseconds that the most backpressured subtask waits in a second.
    public var backpressuredPerSecond: Double?

    /// A vertex of which nothing is known.
    public init() {}
  }

  /// The counters of the sink writers.
  public struct Sink: Sendable, Equatable {
    /// Rows that were handed to the writers since the last start.
    public var recordsIn: Int?

    /// Counters of which nothing is known.
    public init() {}
  }

  /// States of a Flink job that has ended.
  static let endStates: Set<String> = ["FAILED", "FINISHED", "CANCELED"]

  /// Flink's time of this reading, or ours.
  var time: Int { flinkTime ?? readAt }

  /// When the metrics were taken, which Flink keeps for up to 10 seconds; nil if that cannot be told.
  var metricsTime: Int? {
    guard state == "RUNNING", let runningSince, let uptime, uptime > 0 else { return nil }
    let taken = runningSince + uptime
    // The job's metrics can be older than those of its tasks, when the first request of a reading fetches both.
    return taken <= time + 5_000 && taken >= time - 15_000 ? taken : nil
  }

  /// How many subtasks the widest vertex has.
  public var parallelism: Int? { vertices?.compactMap(\.parallelism).max() }
}
