import JSONCoding

/// Where the partitions of the job's topics begin and end, read from Kafka.
public struct TopicEnds: Sendable, Equatable {
  /// The bounds of a partition.
  public struct Bounds: Sendable, Equatable {
    /// The first offset that the job reads if it has not read any: the beginning of the partition for
    /// `earliest-offset`, its end at the start of the job for `latest-offset`; nil if it is not known.
    public var begin: Int?
    /// The offset that the next message gets.
    public var end: Int

    /// The bounds of a partition.
    public init(begin: Int? = nil, end: Int) {
      self.begin = begin
      self.end = end
    }
  }

  /// The bounds of each partition, by the names that Flink's metrics have for them.
  public private(set) var partitions: [HealthReading.PartitionName: Bounds]
  /// Partitions of several topics that Flink has one name for; nothing is known about them.
  private(set) var ambiguous: Set<HealthReading.PartitionName>

  /// The ends of some topics.
  /// - Parameter topics: The bounds of the partitions by number, by the topic's name in Kafka.
  public init(_ topics: [String: [Int: Bounds]]) {
    partitions = [:]
    ambiguous = []
    for (topic, bounds) in topics {
      for (number, bound) in bounds {
        let name = HealthReading.PartitionName(topic: topic, partition: number)
        if partitions.updateValue(bound, forKey: name) != nil { ambiguous.insert(name) }
      }
    }
  }

  /// How many partitions there are.
  public var partitionCount: Int { partitions.count }

  /// How many messages a job has not read yet.
  /// - Parameters:
  ///   - positions: How far it has read.
  ///   - isRestored: Whether it went on from a state, whose offsets it does not show before its first message.
  /// - Returns: The count, and whether it leaves out partitions of which too little is known.
  func waiting(
    after positions: [HealthReading.PartitionName: HealthReading.Source.Position], isRestored: Bool
  ) -> Backlog? {
    var counts: [Double] = []
    for (name, bounds) in partitions where !ambiguous.contains(name) {
      // A restored job shows no current offset until its first message, but a committed one.
      let next = positions[name]?.current.map { Double($0) + 1 } ?? positions[name]?.committed.map(Double.init)
      guard let next = next ?? (isRestored ? nil : bounds.begin.map(Double.init)) else { continue }
      counts.append(max(0, Double(bounds.end) - next))
    }
    guard !counts.isEmpty, let messages = counts.wholeSum else { return nil }
    return Backlog(messages: messages, isLowerBound: counts.count < partitions.count)
  }
}

extension TopicEnds {
  init?(json: JSON) {
    guard let stored = json.array else { return nil }
    partitions = [:]
    ambiguous = []
    for partition in stored {
      guard let name = HealthReading.PartitionName(json: partition), let end = partition["end"]?.count else { continue }
      partitions[name] = Bounds(begin: partition["begin"]?.count, end: end)
      if partition["is_ambiguous"]?.bool == true { ambiguous.insert(name) }
    }
  }

  var json: JSON {
    .array(
      partitions.sorted { $0.key < $1.key }.map { name, bounds in
        var stored = name.json
        stored.set("begin", .optional(bounds.begin))
        stored["end"] = .int(bounds.end)
        if ambiguous.contains(name) { stored["is_ambiguous"] = true }
        return .object(stored)
      })
  }
}

/// Messages that wait to be read.
struct Backlog: Sendable, Equatable {
  /// How many.
  var messages: Int
  /// Whether more may wait.
  var isLowerBound: Bool
}

extension HealthReading {
  /// Whether the job went on from a state.
  var isRestored: Bool { checkpoints?.restored ?? 0 > 0 }

  /// The messages that wait: by the ends of the topic if they are known, else at least as many as Flink says.
  var backlog: Backlog? {
    topicEnds?.waiting(after: source.partitions, isRestored: isRestored)
      ?? source.pendingRecords.map { Backlog(messages: $0, isLowerBound: true) }
  }
}
