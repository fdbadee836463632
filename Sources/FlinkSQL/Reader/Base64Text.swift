/// Base64 as Flink's parser takes it: the standard alphabet, padded, blanks only between groups of four.
enum Base64Text {
  /// The bytes that `text` stands for, or nil.
  static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    let isEncoded = read(text) { bits, count in
      bytes += [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(bits & 0xFF)]
        .prefix(count - 1)
    }
    return isEncoded ? bytes : nil
  }

  /// Whether `text` stands for bytes; mostly found out at its first characters.
  static func isEncoded(_ text: String) -> Bool { read(text) { _, _ in } }

  /// Hands over each group as 24 bits with the number of its characters that are not padding.
  private static func read(_ text: String, _ body: (UInt32, Int) -> Void) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var index = 0
      while true {
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
        if index == bytes.count { return true }
        guard index + 4 <= bytes.count else { return false }
        let padding = UInt8(ascii: "=")
        let count = bytes[index + 3] != padding ? 4 : bytes[index + 2] != padding ? 3 : 2
        var bits: UInt32 = 0
        for place in 0..<4 {
          guard let digit = place < count ? digit(bytes[index + place]) : 0 else { return false }
          bits = bits << 6 | digit
        }
        body(bits, count)
        index += 4
      }
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
