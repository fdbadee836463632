import PipelineTypes

/// Decimals as Debezium and Kafka Connect write them by default: the bytes of the unscaled number in base64,
/// or an object of these and the scale.
enum EncodedDecimal {
  /// The bytes of a number of 38 digits are 16; unbounded types of databases go beyond.
  private static let mostBytes = 24

  /// Whether `text` is base64 of a number, and not likely a word.
  static func isEvident(_ text: String) -> Bool {
    // Base64 of that many bytes has at most this length.
    guard text.utf8.count <= mostBytes / 3 * 4, let bytes = Base64Text.decoded(text), isNumber(bytes) else {
      return false
    }
    let isMixed = text.dropFirst().contains(where: \.isUppercase) && text.contains(where: \.isLowercase)
    return isMixed || text.contains { "+/=".contains($0) || $0.isNumber }
  }

  /// Whether `bytes` are a number in as few bytes as its two's complement takes.
  private static func isNumber(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    guard bytes.count > 1 else { return true }
    return first != (bytes[1] < 0x80 ? 0 : 0xFF)
  }
}

extension ValueProfile {
  /// Whether all values seen are decimals as bytes, with or without their scale.
  var holdsEncodedDecimals: Bool {
    guard values > 0, kinds.isSubset(of: [.string, .object]) else { return false }
    let isText = strings.count == 0 || strings.base64 == strings.count && strings.encodedNumbers > 0
    return isText && (objects == 0 || hasScaleAndValue)
  }

  private var hasScaleAndValue: Bool {
    guard fields.count == 2, let scale = fields[ExactName("scale")]?.value,
      let value = fields[ExactName("value")]?.value
    else { return false }
    return scale.kinds == [.number] && scale.numbers.fractions == 0 && value.kinds == [.string]
      && value.strings.base64 == value.strings.count
  }
}
