/// An object or array as Flink writes it into a text column: without blanks, and numbers in its own form.
struct ContainerText {
  private enum Piece {
    case value(Int)
    case text(String)
  }

  /// The text.
  private(set) var text = ""
  /// Whether a number or a broken text became another one, or a member that stands twice lost its first value.
  private(set) var isAltered = false

  private let document: DocumentTokens
  private let keepsDecimals: Bool

  /// Writes the value at `token`.
  init(_ document: DocumentTokens, at token: Int, keepsDecimals: Bool) {
    self.document = document
    self.keepsDecimals = keepsDecimals
    // A list of what is still to be written instead of recursion: documents nest as deep as they like.
    var pending: [Piece] = [.value(token)]
    while let piece = pending.popLast() {
      switch piece {
      case .text(let text): self.text += text
      case .value(let index): pending += write(index).reversed()
      }
    }
  }

  private mutating func write(_ index: Int) -> [Piece] {
    let token = document[index]
    switch token.kind {
    case .objectStart:
      let members = document.members(of: index)
      if members.count < document.children(of: index).count { isAltered = true }
      var pieces: [Piece] = [.text("{")]
      for (place, member) in members.enumerated() {
        pieces.append(.text("\(place > 0 ? "," : "")\(ContainerText.quoted(document[member.name].text)):"))
        pieces.append(.value(member.value))
      }
      return pieces + [.text("}")]
    case .arrayStart:
      var pieces: [Piece] = [.text("[")]
      for (place, element) in document.children(of: index).enumerated() {
        if place > 0 { pieces.append(.text(",")) }
        pieces.append(.value(element))
      }
      return pieces + [.text("]")]
    case .string:
      text += ContainerText.quoted(token.text)
      if !token.isIntact { isAltered = true }
    case .fraction:
      let number = TreeNumber(token.text, keepsDecimals: keepsDecimals)
      text += number.isFinite ? number.text : "\"\(number.text)\""
      if !number.isExact { isAltered = true }
    default: text += token.text == "-0" ? "0" : token.text
    }
    return []
  }

  private static func quoted(_ text: String) -> String {
    var result = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result.append(contentsOf: "\\\"".unicodeScalars)
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "\u{08}": result.append(contentsOf: "\\b".unicodeScalars)
      case "\u{0C}": result.append(contentsOf: "\\f".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case ..<" ":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
      default: result.append(scalar)
      }
    }
    result.append("\"")
    return String(result)
  }
}
