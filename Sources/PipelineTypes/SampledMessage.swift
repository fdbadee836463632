/// A message as it was read from a topic, or given by the caller.
///
/// Never logged, never stored.
public struct SampledMessage: Sendable {
  /// Where it was read; nil when the caller gave it.
  public let position: Position?
  /// Its key as it came; nil when there is none or it is not known.
  public let key: [UInt8]?
  /// Its value as it came.
  public let value: [UInt8]
  /// Kafka's time of it, in milliseconds since 1970; nil when it has none or it is not known.
  public let timestamp: Int?

  /// A place in a topic.
  public struct Position: Sendable, Hashable {
    /// The partition, from 0.
    public let partition: Int
    /// The offset in the partition.
    public let offset: Int

    /// A place.
    /// - Parameters:
    ///   - partition: Its partition.
    ///   - offset: Its offset in that.
    public init(partition: Int, offset: Int) {
      self.partition = partition
      self.offset = offset
    }
  }

  /// A message.
  /// - Parameters:
  ///   - position: Where it stands; nil when the caller gave it.
  ///   - key: Its key; nil for none.
  ///   - value: Its value; empty for none.
  ///   - timestamp: Kafka's time of it, in milliseconds since 1970; nil for none.
  public init(position: Position?, key: [UInt8]? = nil, value: [UInt8], timestamp: Int? = nil) {
    self.position = position
    self.key = key
    self.value = value
    self.timestamp = timestamp
  }
}
