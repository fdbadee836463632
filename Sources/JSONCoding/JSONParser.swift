/// Why a text is not JSON, and where.
public struct JSONParseError: Error, Sendable, CustomStringConvertible {
  /// What was expected or is not allowed.
  public let fault: JSONSyntaxFault
  /// Byte offset from the start of the text.
  public let offset: Int

  /// One line for a person.
  public var description: String { "\(fault.rawValue) at byte \(offset)" }
}

extension JSON {
  /// How deep arrays and objects may nest by default.
  public static let defaultMaximumDepth = 256

  /// Parses one JSON text (RFC 8259) in UTF-8.
  ///
  /// A lone surrogate escape becomes U+FFFD: the grammar allows it, Unicode text does not.
  /// - Parameters:
  ///   - bytes: The whole text; blanks around the value are allowed.
  ///   - maximumDepth: How deep arrays and objects may nest.
  ///   - allowsControlCharacters: Whether they may stand in strings as they are, which the grammar forbids.
  /// - Throws: ``JSONParseError`` when it is not JSON, not UTF-8 or too deep.
  public static func parse(
    _ bytes: some Sequence<UInt8>, maximumDepth: Int = defaultMaximumDepth, allowsControlCharacters: Bool = false
  ) throws(JSONParseError) -> JSON {
    let result = bytes.withContiguousStorageIfAvailable { buffer in
      Result { () throws(JSONParseError) in try parse(buffer: buffer, maximumDepth, allowsControlCharacters) }
    }
    if let result { return try result.get() }
    return try Array(bytes).withUnsafeBufferPointer { buffer throws(JSONParseError) in
      try parse(buffer: buffer, maximumDepth, allowsControlCharacters)
    }
  }

  /// Parses the first JSON value of a text that may go on behind it.
  /// - Parameters:
  ///   - bytes: The text; blanks around the value are allowed.
  ///   - allowsControlCharacters: Whether they may stand in strings as they are, which the grammar forbids.
  /// - Returns: The value, and whether only blanks follow it.
  /// - Throws: ``JSONParseError`` when no value stands at its beginning.
  public static func parseFirst(
    _ bytes: ArraySlice<UInt8>, allowsControlCharacters: Bool = false
  ) throws(JSONParseError) -> (value: JSON, isWhole: Bool) {
    try bytes.withUnsafeBufferPointer { buffer throws(JSONParseError) in
      var parser = JSONParser(
        bytes: buffer, depthLeft: defaultMaximumDepth, firstInString: allowsControlCharacters ? 0 : 0x20)
      return try parser.parseFirst()
    }
  }

  /// Parses one JSON text.
  public static func parse(_ text: String, maximumDepth: Int = defaultMaximumDepth) throws(JSONParseError) -> JSON {
    try parse(Array(text.utf8), maximumDepth: maximumDepth)
  }

  private static func parse(
    buffer: UnsafeBufferPointer<UInt8>, _ maximumDepth: Int, _ allowsControlCharacters: Bool
  ) throws(JSONParseError) -> JSON {
    var parser = JSONParser(
      bytes: buffer, depthLeft: maximumDepth, firstInString: allowsControlCharacters ? 0 : 0x20)
    return try parser.parseDocument()
  }
}

/// A recursive-descent parser over a buffer that outlives it.
private struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var index = 0
  var depthLeft: Int
  /// The least byte that may stand in a string as it is.
  let firstInString: UInt8

  init(bytes: UnsafeBufferPointer<UInt8>, depthLeft: Int, firstInString: UInt8) {
    self.bytes = bytes
    self.depthLeft = depthLeft
    self.firstInString = firstInString
  }

  mutating func parseDocument() throws(JSONParseError) -> JSON {
    let (value, isWhole) = try parseFirst()
    if !isWhole { throw failure(.textAfterValue) }
    return value
  }

  mutating func parseFirst() throws(JSONParseError) -> (value: JSON, isWhole: Bool) {
    let value = try parseValue()
    skipBlanks()
    return (value, index == bytes.count)
  }

  func failure(_ fault: JSONSyntaxFault) -> JSONParseError { JSONParseError(fault: fault, offset: index) }

  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skipBlanks() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  mutating func parseValue() throws(JSONParseError) -> JSON {
    skipBlanks()
    switch peek {
    case UInt8(ascii: "{"): return try parseObject()
    case UInt8(ascii: "["): return try parseArray()
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case nil: throw failure(.textEnds)
    case let byte? where byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10: return .number(try parseNumber())
    default: throw failure(.valueExpected)
    }
  }

  mutating func parseWord(_ word: StaticString, _ value: JSON) throws(JSONParseError) -> JSON {
    let end = index + word.utf8CodeUnitCount
    let matches = end <= bytes.count && word.withUTF8Buffer { $0.elementsEqual(bytes[index..<end]) }
    if !matches { throw failure(.valueExpected) }
    index = end
    return value
  }

  mutating func enter() throws(JSONParseError) {
    if depthLeft == 0 { throw failure(.nestedTooDeep) }
    depthLeft -= 1
    index += 1
    skipBlanks()
  }

  mutating func parseObject() throws(JSONParseError) -> JSON {
    try enter()
    var members: [JSONObject.Member] = []
    if peek == UInt8(ascii: "}") {
      index += 1
      depthLeft += 1
      return .object(JSONObject())
    }
    while true {
      skipBlanks()
      if peek != UInt8(ascii: "\"") { throw failure(.memberNameExpected) }
      let key = try parseString()
      skipBlanks()
      if peek != UInt8(ascii: ":") { throw failure(.colonExpected) }
      index += 1
      members.append(.init(key: key, value: try parseValue()))
      if try endsAfterElement(UInt8(ascii: "}")) { break }
    }
    return .object(JSONObject(members: members))
  }

  mutating func parseArray() throws(JSONParseError) -> JSON {
    try enter()
    if peek == UInt8(ascii: "]") {
      index += 1
      depthLeft += 1
      return .array([])
    }
    var elements: [JSON] = []
    while true {
      elements.append(try parseValue())
      if try endsAfterElement(UInt8(ascii: "]")) { break }
    }
    return .array(elements)
  }

  mutating func endsAfterElement(_ close: UInt8) throws(JSONParseError) -> Bool {
    skipBlanks()
    switch peek {
    case UInt8(ascii: ","):
      index += 1
      return false
    case close:
      index += 1
      depthLeft += 1
      return true
    default: throw failure(close == UInt8(ascii: "}") ? .commaOrBraceExpected : .commaOrBracketExpected)
    }
  }

  mutating func parseNumber() throws(JSONParseError) -> JSONNumber {
    let start = index
    if peek == UInt8(ascii: "-") { index += 1 }
    if peek == UInt8(ascii: "0") {
      index += 1
    } else {
      try skipDigits()
    }
    if peek == UInt8(ascii: ".") {
      index += 1
      try skipDigits()
    }
    if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
      index += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
      try skipDigits()
    }
    return JSONNumber(literal: String(decoding: bytes[start..<index], as: UTF8.self))
  }

  mutating func skipDigits() throws(JSONParseError) {
    let start = index
    while let byte = peek, byte &- UInt8(ascii: "0") < 10 { index += 1 }
    if index == start { throw failure(.digitExpected) }
  }

  mutating func parseString() throws(JSONParseError) -> String {
    index += 1
    let start = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        let text = try text(start..<index)
        index += 1
        return text
      case UInt8(ascii: "\\"): return try parseEscapedString(from: start)
      case 0..<firstInString: throw failure(.controlCharacter)
      default: index += 1
      }
    }
    throw failure(.textEndsInString)
  }

  func text(_ range: Range<Int>) throws(JSONParseError) -> String {
    guard let text = String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) else {
      throw JSONParseError(fault: .notUTF8, offset: range.lowerBound)
    }
    return text
  }

  /// The slow way, entered at the first backslash.
  mutating func parseEscapedString(from start: Int) throws(JSONParseError) -> String {
    var units = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: units, as: UTF8.self) else {
          throw JSONParseError(fault: .notUTF8, offset: start)
        }
        return text
      case UInt8(ascii: "\\"): try parseEscape(into: &units)
      case 0..<firstInString: throw failure(.controlCharacter)
      default: units.append(byte)
      }
    }
    throw failure(.textEndsInString)
  }

  mutating func parseEscape(into units: inout [UInt8]) throws(JSONParseError) {
    guard let byte = peek else { throw failure(.textEndsInString) }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
    case UInt8(ascii: "b"): units.append(0x08)
    case UInt8(ascii: "f"): units.append(0x0C)
    case UInt8(ascii: "n"): units.append(0x0A)
    case UInt8(ascii: "r"): units.append(0x0D)
    case UInt8(ascii: "t"): units.append(0x09)
    case UInt8(ascii: "u"): String(try parseUnicodeEscape()).utf8.forEach { units.append($0) }
    default: throw failure(.unknownEscape)
    }
  }

  mutating func parseUnicodeEscape() throws(JSONParseError) -> Character {
    let replacement: Character = "\u{FFFD}"
    let unit = try parseHex()
    guard (0xD800..<0xE000).contains(unit) else { return Unicode.Scalar(unit).map(Character.init) ?? replacement }
    guard unit < 0xDC00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return replacement }
    let mark = index
    index += 2
    let low = try parseHex()
    guard (0xDC00..<0xE000).contains(low) else {
      index = mark  // the second escape stands for itself
      return replacement
    }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)).map(Character.init) ?? replacement
  }

  mutating func parseHex() throws(JSONParseError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure(.hexadecimalDigitsExpected)
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
