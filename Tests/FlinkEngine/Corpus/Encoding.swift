import FlinkSQL
import Foundation
import JSONCoding

extension FlinkValue {
  /// The value, encoded as the harness encodes it.
  var json: JSON {
    switch self {
    case .null: .null
    case .boolean(let value): .bool(value)
    case .integer(let value): .int(Int(value))
    case .float(let value): .string(FlinkValue.hexadecimal(UInt64((value.isNaN ? .nan : value).bitPattern), 8))
    case .double(let value): .string(FlinkValue.hexadecimal((value.isNaN ? .nan : value).bitPattern, 16))
    case .decimal(let text), .string(let text): .string(text)
    case .bytes(let bytes): .string(Base64.encoded(bytes))
    case .date(let days): .int(Int(days))
    case .time(let milliseconds): .int(milliseconds)
    case .timestamp(let milliseconds, let nanoseconds): [.int(Int(milliseconds)), .int(nanoseconds)]
    case .array(let values), .row(let values): .array(values.map(\.json))
    case .map(let entries):
      .array(
        entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
          .map { [.string($0.key), $0.value.json] })
    }
  }

  private static func hexadecimal(_ bits: UInt64, _ count: Int) -> String {
    let text = String(bits, radix: 16)
    return String(repeating: "0", count: count - text.count) + text
  }
}

/// Base64 with padding.
enum Base64 {
  /// The text of some bytes.
  static func encoded(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
