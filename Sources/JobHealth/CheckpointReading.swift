import JSONCoding

extension HealthReading {
  /// The checkpoints of a job; counts survive its restarts.
  public struct Checkpoints: Sendable, Equatable {
    /// How many completed.
    public var completed: Int?
    /// How many failed; proves nothing by itself, since a start and each restart fail some.
    public var failed: Int?
    /// How many are in progress.
    public var inProgress: Int?
    /// How often the job was restored from one.
    public var restored: Int?
    /// The newest completed one.
    public var lastCompleted: Completed?
    /// The newest failed one.
    public var lastFailed: Failed?
    /// When the oldest one that is in progress was triggered.
    public var inProgressSince: Int?
    /// Whether the newest savepoint ended the job.
    public var endedBySavepoint: Bool?

    /// A checkpoint that completed.
    public struct Completed: Sendable, Equatable {
      /// Its number.
      public var id: Int
      /// When it was triggered.
      public var triggeredAt: Int
      /// How long it took, in milliseconds.
      public var duration: Int?
      /// The size of the state, in bytes.
      public var size: Int?

      /// When it was complete.
      public var completedAt: Int { triggeredAt + (duration ?? 0) }
    }

    /// A checkpoint that failed.
    public struct Failed: Sendable, Equatable {
      /// Its number.
      public var id: Int
      /// When it failed.
      public var failedAt: Int?
      /// Flink's reason.
      public var message: String?
    }

    /// Checkpoints of which nothing is known.
    public init() {}
  }
}

extension HealthReading.Checkpoints {
  /// The checkpoints in Flink's answer; nil if it is not one.
  init?(answer: JSON) {
    guard let counts = answer["counts"]?.object else { return nil }
    completed = counts["completed"]?.count
    failed = counts["failed"]?.count
    inProgress = counts["in_progress"]?.count
    restored = counts["restored"]?.count
    lastCompleted = answer["latest"]?["completed"].flatMap(Completed.init(answer:))
    let savepoint = answer["latest"]?["savepoint"]
    // A savepoint is a completed checkpoint too, and may be newer.
    if let newer = savepoint.flatMap(Completed.init(answer:)), newer.id > lastCompleted?.id ?? -1 {
      lastCompleted = newer
    }
    lastFailed = answer["latest"]?["failed"].flatMap(Failed.init(answer:))
    inProgressSince =
      (answer["history"]?.array ?? []).filter { $0["status"]?.string == "IN_PROGRESS" }
      .compactMap { $0["trigger_timestamp"]?.time }.min()
    endedBySavepoint = savepoint.map { $0["checkpoint_type"]?.string == "SYNC_SAVEPOINT" }
  }
}

extension HealthReading.Checkpoints.Completed {
  init?(answer: JSON) {
    guard let id = answer["id"]?.count, let triggered = answer["trigger_timestamp"]?.time else { return nil }
    let acknowledged = answer["latest_ack_timestamp"]?.time.map { max(0, $0 - triggered) }
    self.init(
      id: id, triggeredAt: triggered, duration: answer["end_to_end_duration"]?.count ?? acknowledged,
      size: answer["checkpointed_size"]?.count ?? answer["state_size"]?.count)
  }
}

extension HealthReading.Checkpoints.Failed {
  init?(answer: JSON) {
    guard let id = answer["id"]?.count else { return nil }
    self.init(
      id: id, failedAt: answer["failure_timestamp"]?.time,
      message: answer["failure_message"]?.string.map { SecretMask.mask($0).shortened(to: 200) })
  }
}
