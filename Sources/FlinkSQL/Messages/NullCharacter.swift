import JSONCoding

extension String {
  /// Whether it holds U+0000, which no text of a database does.
  var hasNullCharacter: Bool { utf8.contains(0) }

  /// The same without U+0000.
  var withoutNullCharacters: String { String(String.UnicodeScalarView(unicodeScalars.filter { $0 != "\0" })) }

  /// The same with each U+0000 as JSON writes it.
  var withNullEscapes: String { replacing("\0", with: "\\u0000") }

  /// Whether it is JSON with the escape of U+0000 in it, which `jsonb` does not take.
  var hasNullEscape: Bool {
    var isEscaped = false
    var rest = utf8[...]
    guard rest.contains(UInt8(ascii: "\\")), isJSONContainer else { return false }
    while let byte = rest.popFirst() {
      if isEscaped, byte == UInt8(ascii: "u"), rest.prefix(4).elementsEqual("0000".utf8) { return true }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return false
  }

  private var isJSONContainer: Bool {
    let first = utf8.first { ![9, 10, 13, 32].contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
  }
}

extension JSON {
  /// Whether a name or text anywhere in it holds U+0000.
  var hasNullCharacter: Bool {
    switch self {
    case .null, .bool, .number: false
    case .string(let text): text.hasNullCharacter
    case .array(let values): values.contains(where: \.hasNullCharacter)
    case .object(let object): object.members.contains { $0.key.hasNullCharacter || $0.value.hasNullCharacter }
    }
  }
}
