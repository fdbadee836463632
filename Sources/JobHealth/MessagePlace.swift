/// Where a message is in Kafka.
public struct MessagePlace: Sendable, Hashable {
  /// The topic.
  public let topic: String
  /// The partition.
  public let partition: Int
  /// The offset.
  public let offset: Int

  /// A place.
  public init(topic: String, partition: Int, offset: Int) {
    self.topic = topic
    self.partition = partition
    self.offset = offset
  }

  /// The place that the text of a failure names, as Kafka prints a record or as its client reports one.
  init?(in text: String) {
    let text = String(text.prefix(100_000))
    if let record = text.firstMatch(of: /topic ?= ?([\w.-]+), ?partition ?= ?(\d+)\b[^\n]{0,200}?\boffset ?= ?(\d+)/) {
      self.init(record.1, record.2, record.3)
    } else if let named = text.firstMatch(of: /partition ([\w.-]+)-(\d+) at offset (\d+)/) {
      self.init(named.1, named.2, named.3)
    } else {
      return nil
    }
  }

  private init?(_ topic: Substring, _ partition: Substring, _ offset: Substring) {
    guard let partition = Int(partition), let offset = Int(offset) else { return nil }
    self.init(topic: String(topic), partition: partition, offset: offset)
  }
}
