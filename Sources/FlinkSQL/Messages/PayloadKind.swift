/// What a message's value is by its first bytes.
///
/// Magic bytes are those of the formats' own specifications.
public enum PayloadKind: String, Hashable, Sendable, Codable {
  /// Confluent's wire format: a zero byte and the id of a schema, with JSON behind it.
  case confluentJSON
  /// The same with Avro or Protobuf behind it.
  case confluentBinary
  case avroFile, avroSingleObject, awsGlue, gzip, zstd, lz4, javaSerialisation, cbor, bson, xml
  /// UTF-16 or UTF-32, which Flink reads and this program does not.
  case wideText
  /// UTF-8 with a byte order mark.
  case byteOrderMark
  /// Bytes that are not UTF-8.
  case binary
  case text

  private static let prefixes: [(bytes: [UInt8], kind: PayloadKind)] = [
    ([0x4F, 0x62, 0x6A, 0x01], .avroFile), ([0xC3, 0x01], .avroSingleObject), ([0x1F, 0x8B], .gzip),
    ([0x28, 0xB5, 0x2F, 0xFD], .zstd), ([0x04, 0x22, 0x4D, 0x18], .lz4),
    ([0xAC, 0xED, 0x00, 0x05], .javaSerialisation),
    ([0xD9, 0xD9, 0xF7], .cbor), ([0xEF, 0xBB, 0xBF], .byteOrderMark), ([0xFE, 0xFF], .wideText),
    ([0xFF, 0xFE], .wideText),
  ]

  /// Recognises `value`.
  init(_ value: [UInt8]) {
    // Wide text of four bytes a character begins with zeros too, and goes on with them.
    if value.count >= 6, value[0] == 0, value[1] == 0, value[4...5] != [0, 0] || value.count % 4 != 0 {
      self = value[5] == UInt8(ascii: "{") ? .confluentJSON : .confluentBinary
    } else if value.count >= 18, value[0] == 3, value[1] == 0 || value[1] == 5 {
      self = .awsGlue
    } else if let found = PayloadKind.prefixes.first(where: { value.starts(with: $0.bytes) }) {
      // A short text may begin like a mark; Avro's single object carries a fingerprint of eight bytes.
      self = found.kind == .avroSingleObject && value.count < 10 ? .binary : found.kind
    } else if value.count >= 5, value[0..<4].reversed().reduce(0, { $0 << 8 | Int($1) }) == value.count {
      self = .bson
    } else if value.first(where: { ![9, 10, 13, 32].contains($0) }) == UInt8(ascii: "<") {
      self = .xml
    } else if value.count >= 2, value[0] == 0 || value[1] == 0 {
      self = .wideText
    } else {
      self = String(validating: value, as: UTF8.self) == nil ? .binary : .text
    }
  }

  /// Whether it is text, so that it may be JSON.
  var isText: Bool { self == .text || self == .byteOrderMark }
}
