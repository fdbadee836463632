import FlinkSQL
import JobHealth
import PipelineTypes

/// The messages that a job has certainly read and written: the newest ones of the partitions that it has read furthest.
struct ReadPartitions: Equatable {
  /// A partition and its newest messages.
  struct Part: Equatable {
    /// The number of the partition.
    let partition: Int
    /// The offsets to choose a message from.
    let offsets: Range<Int>
  }

  private static let mostPartitions = 3
  private static let mostMessages = 20

  /// The partitions, the one with the highest offset first.
  let parts: [Part]
  /// Whether the topic has no other partition.
  let isOnlyOne: Bool

  /// The partitions of a reading.
  ///
  /// What is committed was read before a completed checkpoint, with which the sink wrote it. If the job did not begin
  /// at the beginning of the topic, only the message that it has read last is certainly one of its own.
  init(_ reading: HealthReading, of keys: ArrivalKeys) {
    let topic = HealthReading.PartitionName(topic: keys.topic.description, partition: 0).topic
    let positions = reading.source.partitions.filter { $0.key.topic == topic }
    let parts = positions.compactMap { name, position -> Part? in
      guard let committed = position.committed, committed > 0 else { return nil }
      let isOwn = position.current == committed - 1
      guard keys.startsAtBeginning || isOwn else { return nil }
      let count = keys.startsAtBeginning ? min(Self.mostMessages, committed) : 1
      return Part(partition: name.partition, offsets: committed - count..<committed)
    }
    self.parts = Array(
      parts.sorted { ($1.offsets.upperBound, $0.partition) < ($0.offsets.upperBound, $1.partition) }
        .prefix(Self.mostPartitions))
    isOnlyOne = max(positions.count, reading.topicEnds?.partitionCount ?? 0) == 1
  }
}
