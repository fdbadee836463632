extension HealthReading {
  /// The counters and gauges of the source operators.
  public struct Source: Sendable, Equatable {
    /// Messages that were read since the last start.
    public var recordsIn: Int?
    /// Messages that wait, of the partitions that were fetched so far: a lower bound.
    public var pendingRecords: Int?
    /// Milliseconds since the last message; the smallest of all subtasks, 0 while one of them reads.
    public var idleTime: Int?
    /// How old the last message was when it was read, in milliseconds; frozen while the source is idle.
    public var messageAge: Int?
    /// How far the watermark is behind the clock, in milliseconds.
    public var watermarkLag: Int?
    /// The watermark, in milliseconds since 1970; nil before the first one.
    public var watermark: Int?
    /// The partitions that the source reads.
    public var partitions: [PartitionName: Position]

    /// A source of which nothing is known.
    public init() { partitions = [:] }

    /// How far a partition was read.
    public struct Position: Sendable, Equatable {
      /// The offset of the last message that was read; nil for none.
      public var current: Int?
      /// The offset that is committed to Kafka: the next one to read; nil for none.
      public var committed: Int?

      /// A position.
      public init(current: Int? = nil, committed: Int? = nil) {
        self.current = current
        self.committed = committed
      }
    }
  }

  /// A partition by the name that Flink's metrics have for it.
  public struct PartitionName: Sendable, Hashable, Comparable {
    /// The topic's name with `_` for each dot, blank, colon and comma.
    public let topic: String
    /// The partition's number.
    public let partition: Int

    /// A partition.
    /// - Parameters:
    ///   - topic: The topic's name, as Kafka or as Flink writes it.
    ///   - partition: The partition's number.
    public init(topic: String, partition: Int) {
      self.topic = String(topic.map { " :.,".contains($0) ? "_" : $0 })
      self.partition = partition
    }

    /// By topic, then by number.
    public static func < (left: PartitionName, right: PartitionName) -> Bool {
      (left.topic, left.partition) < (right.topic, right.partition)
    }
  }
}

extension HealthReading {
  /// The first partition without messages, if the watermark waits for one: it then waits forever.
  var watermarkHolder: PartitionName? {
    guard hasEventTime == true, source.watermark == nil, source.recordsIn ?? 0 > 0 else { return nil }
    return source.partitions.filter { $0.value.current == nil }.keys.min()
  }
}
