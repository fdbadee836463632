import FlinkSQL
import JSONCoding

/// What Kafka would know of a message besides its value.
struct RandomRecord {
  let partition: Int
  let offset: Int
  /// Epoch milliseconds.
  let timestamp: Int
  let timestampType: String
  let leaderEpoch: Int?
  /// Names, of which some stand twice, and values, of which some are no text.
  let headers: [(name: String, value: [UInt8]?)]

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

  /// As the harness takes it, by the keys of the connector's metadata columns.
  var json: JSON {
    [
      "partition": .int(partition), "offset": .int(offset), "timestamp": .int(timestamp),
      "timestamp-type": .string(timestampType), "leader-epoch": leaderEpoch.map { .int($0) } ?? .null,
      "headers": .array(headers.map { [.string($0.name), $0.value.map { .string(Base64.encoded($0)) } ?? .null] }),
    ]
  }
}
