/// Splits a document into tokens as Jackson, the parser inside Flink, does: what it accepts and rejects is the same.
///
/// Nesting is kept in a list, not on the stack: messages may nest as deep as they like.
struct DocumentParser {
  private let bytes: [UInt8]
  private var index = 0
  private var document = DocumentTokens()
  private var open: [Int] = []

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The tokens of `message`, as far as it can be read; none when there is nothing but blanks.
  static func tokens(of message: [UInt8]) throws(DocumentFault) -> DocumentTokens {
    var parser = DocumentParser(try DocumentEncoding.utf8(message))
    do throws(DocumentFault) {
      try parser.parse()
      parser.skipBlanks()
      parser.document.isFollowed = parser.peek != nil
    } catch {
      parser.document.problem = error
      for container in parser.open { parser.document.tokens[container].end = parser.document.count }
    }
    return parser.document
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func parse() throws(DocumentFault) {
    skipBlanks()
    if peek == nil { return }
    try readValue()
    while let container = open.last {
      let isObject = document[container].kind == .objectStart
      let isFirst = document.count == container + 1
      skipBlanks()
      guard let byte = peek else { throw .textEnds }
      if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        close(container, isObject)
        continue
      }
      if !isFirst {
        if byte != UInt8(ascii: ",") { throw .separatorMissing }
        index += 1
        skipBlanks()
      }
      if isObject { try readName() }
      try readValue()
    }
  }

  private mutating func close(_ container: Int, _ isObject: Bool) {
    index += 1
    open.removeLast()
    document.tokens[container].end = document.count
    append(isObject ? .objectEnd : .arrayEnd, isObject ? "}" : "]")
  }

  private mutating func append(_ kind: DocumentTokens.Kind, _ text: String, isIntact: Bool = true) {
    document.tokens.append(.init(kind: kind, text: text, isIntact: isIntact, end: document.count))
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
  }

  private mutating func readName() throws(DocumentFault) {
    if peek != UInt8(ascii: "\"") { throw .nameMissing }
    try readString(as: .name)
    skipBlanks()
    if peek != UInt8(ascii: ":") { throw .colonMissing }
    index += 1
    skipBlanks()
  }

  private mutating func readValue() throws(DocumentFault) {
    guard let byte = peek else { throw .textEnds }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      index += 1
      open.append(document.count)
      append(byte == UInt8(ascii: "{") ? .objectStart : .arrayStart, byte == UInt8(ascii: "{") ? "{" : "[")
    case UInt8(ascii: "\""): try readString(as: .string)
    case UInt8(ascii: "t"): try readWord("true", .yes)
    case UInt8(ascii: "f"): try readWord("false", .no)
    case UInt8(ascii: "n"): try readWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber()
    default: throw .valueMissing
    }
  }

  private mutating func readWord(_ word: String, _ kind: DocumentTokens.Kind) throws(DocumentFault) {
    let end = index + word.utf8.count
    guard end <= bytes.count, bytes[index..<end].elementsEqual(word.utf8), end == bytes.count || !isWord(bytes[end])
    else { throw .valueMissing }
    index = end
    append(kind, word)
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
      true
    default: false
    }
  }

  private mutating func readNumber() throws(DocumentFault) {
    let start = index
    var kind = DocumentTokens.Kind.integer
    if peek == UInt8(ascii: "-") { index += 1 }
    if peek == UInt8(ascii: "0") { index += 1 } else { try skipDigits() }
    if peek == UInt8(ascii: ".") {
      kind = .fraction
      index += 1
      try skipDigits()
    }
    if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
      kind = .fraction
      index += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
      try skipDigits()
    }
    append(kind, String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func skipDigits() throws(DocumentFault) {
    let start = index
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    if index == start { throw .malformedNumber }
  }

  private mutating func readString(as kind: DocumentTokens.Kind) throws(DocumentFault) {
    index += 1
    let start = index
    var hasEscapes = false
    while let byte = peek, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      }
      index += 1
    }
    guard index < bytes.count else { throw .unclosedString }
    let content = bytes[start..<index]
    index += 1
    if !hasEscapes, let text = String(validating: content, as: UTF8.self) { return append(kind, text) }
    let (text, isIntact) = try StringContent.text(of: content)
    append(kind, text, isIntact: isIntact)
  }
}
