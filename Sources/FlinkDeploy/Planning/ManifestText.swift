import YAML

/// The text of a manifest as the YAML parser can read it.
struct ManifestText {
  /// The most bytes of a manifest.
  static let mostBytes = 1 << 20

  /// The text.
  let text: String

  /// The text of a file.
  /// - Throws: ``UnreadableManifest`` if it is too large or not UTF-8.
  init(_ bytes: [UInt8]) throws(UnreadableManifest) {
    guard bytes.count <= ManifestText.mostBytes else {
      throw UnreadableManifest(.tooLarge(mostBytes: ManifestText.mostBytes))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw UnreadableManifest(.notUTF8) }
    let first = text.unicodeScalars.first { !$0.isYAMLBreak && $0 != " " && $0 != "\u{FEFF}" }
    self.text = first == "{" ? ManifestText.joined(text) : text
  }

  /// JSON with characters in place of their pairs of escapes, such as `\ud83d\ude00`, which YAML does not have.
  private static func joined(_ text: String) -> String {
    let units = Array(text.utf8)
    var joined: [UInt8] = []
    joined.reserveCapacity(units.count)
    var index = 0
    while index < units.count {
      if units[index] != UInt8(ascii: "\\") {
        joined.append(units[index])
        index += 1
      } else if let high = escape(in: units, at: index), let low = escape(in: units, at: index + 6),
        (0xD800..<0xDC00).contains(high), (0xDC00..<0xE000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      {
        joined += Array(String(Character(scalar)).utf8)
        index += 12
      } else {
        joined += units[index...].prefix(2)
        index += 2
      }
    }
    return String(decoding: joined, as: UTF8.self)
  }

  /// The number that an escape such as `\ud83d` stands for; nil if there is none.
  private static func escape(in units: [UInt8], at index: Int) -> UInt32? {
    let digits = units.dropFirst(index + 2).prefix(4)
    guard index + 6 <= units.count, units[index] == UInt8(ascii: "\\"), units[index + 1] == UInt8(ascii: "u"),
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
    else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}

/// A file that cannot be read as YAML at all.
struct UnreadableManifest: Error {
  /// Why.
  let mistake: ManifestMistake

  /// A file that cannot be read.
  init(_ fault: ManifestFault) { mistake = ManifestMistake(fault) }
}
