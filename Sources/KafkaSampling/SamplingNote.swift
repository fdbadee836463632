public import Notices

/// Something that users should know about the sampled messages of a topic; holds no data of theirs.
public enum SamplingNote: Notice, Hashable, Codable {
  /// A partition that cannot be read, in the words of Kafka's client.
  public struct PartitionProblem: Sendable, Hashable, Codable {
    /// The partition, from 0.
    public let partition: Int
    /// Why.
    public let reason: String
  }

  case partitionsUnreadable([PartitionProblem])
  /// Sampling ended when its time was up.
  case deadlineReached(messages: Int)
  /// Sampling ended at its limit of bytes.
  case byteLimitReached(messages: Int)
  /// Messages without a value: Flink skips them.
  case tombstones(count: Int, total: Int)
  case keysNotWritten(count: Int, total: Int, binary: Int)
  case headersNotWritten([String])
}
