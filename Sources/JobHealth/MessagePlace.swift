/// Where a message is in Kafka.
public struct MessagePlace: Sendable, Codable, Hashable {
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

  /// The place that a stack trace names, as Kafka prints a record or as its client reports one.
  init?(in trace: StackTrace) {
    let places = trace.messages.lazy.compactMap { MessagePlace(in: $0.prefix(2_000)) }
    guard let place = places.first else { return nil }
    self = place
  }

  private init?(in line: Substring) {
    // Searching by a regular expression is slow, and most lines name no offset.
    guard line.contains("offset") else { return nil }
    if let record = line.firstMatch(of: /topic ?= ?([\w.-]+), ?partition ?= ?(\d+)\b.{0,200}?\boffset ?= ?(\d+)/) {
      self.init(record.1, record.2, record.3)
    } else if let named = line.firstMatch(of: /partition ([\w.-]+)-(\d+) at offset (\d+)/) {
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
