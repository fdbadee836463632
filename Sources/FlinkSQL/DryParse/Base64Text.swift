/// Base64 as Flink's parser takes it: the standard alphabet, padded, blanks only between groups of four.
enum Base64Text {
  /// The bytes that `text` stands for, or nil.
  static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while true {
      rest = rest.drop { $0 <= 0x20 }
      if rest.isEmpty { return bytes }
      let group = Array(rest.prefix(4))
      guard group.count == 4 else { return nil }
      rest = rest.dropFirst(4)
      let padding = UInt8(ascii: "=")
      let count = group[2] == padding && group[3] == padding ? 2 : group[3] == padding ? 3 : 4
      let digits = group.prefix(count).compactMap(digit)
      guard digits.count == count else { return nil }
      let bits = digits.reduce(UInt32(0)) { $0 << 6 | $1 } << UInt32(6 * (4 - count))
      bytes += [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(bits & 0xFF)]
        .prefix(count - 1)
    }
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a") + 26)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0") + 52)
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
