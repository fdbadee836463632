import JSONCoding

/// Random Kafka metadata of a message.
struct RandomRecord {
  /// The partition.
  let partition: Int
  /// The offset.
  let offset: Int
  /// The timestamp, in milliseconds since 1970.
  let timestamp: Int
  /// What the timestamp means.
  let timestampType: String
  /// The epoch of the partition's leader; nil if the message has none.
  let leaderEpoch: Int?
  /// Names, some of which occur twice, and values, some of which are not text.
  let headers: [(name: String, value: [UInt8]?)]

  /// Random metadata.
  init(_ random: inout SeededGenerator) {
    partition = random.below(300)
    offset = random.pick([random.below(100_000), 4_000_000_000 + random.below(1000), 9_007_199_254_740_993, .max])
    timestamp = random.pick([
      0, -1, 951_782_400_000, 1_700_000_000_000 + random.below(1_000_000_000), 1_730_611_800_123, 4_102_444_799_999,
    ])
    timestampType = random.pick(["CreateTime", "LogAppendTime", "NoTimestampType"])
    leaderEpoch = random.chance(30) ? nil : random.below(5000)
    headers = (0..<random.below(4)).map { _ in
      let value: [UInt8]? = random.pick([
        nil, [], Array("gzip".utf8), Array("链路 \"1\"".utf8), [0xFF, 0xC3, 0x41], Array("4bf92f35".utf8),
      ])
      return (random.pick(["trace", "键", "a\"b", ""]), value)
    }
  }

  /// The metadata that messages have after a broker has stored them in a topic with ``partitions`` partitions.
  static func stored(_ records: [RandomRecord]) -> [RandomRecord] {
    var ends: [Int: Int] = [:]
    return records.map { record in
      let partition = record.partition % partitions
      defer { ends[partition, default: 0] += 1 }
      return RandomRecord(storing: record, partition, offset: ends[partition, default: 0])
    }
  }

  /// The number of partitions of a topic that is stored.
  static let partitions = 3

  private init(storing record: RandomRecord, _ partition: Int, offset: Int) {
    (self.partition, self.offset, headers) = (partition, offset, record.headers)
    // For the client, 0 is now, and numbers below 0 are not times.
    timestamp = max(1, record.timestamp)
    (timestampType, leaderEpoch) = ("CreateTime", 0)
  }

  /// The metadata as the harness reads it, by the keys of the connector's metadata columns.
  var json: JSON {
    [
      "partition": .int(partition), "offset": .int(offset), "timestamp": .int(timestamp),
      "timestamp-type": .string(timestampType), "leader-epoch": leaderEpoch.map { .int($0) } ?? .null,
      "headers": .array(headers.map { [.string($0.name), $0.value.map { .string(Base64.encoded($0)) } ?? .null] }),
    ]
  }
}
