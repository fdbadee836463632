/// Which brackets are open: of any kind, those of types too, which are comparisons elsewhere.
struct Brackets {
  private var open: [String] = []
  private var isBehindType = false

  /// Whether none is open.
  var isOutside: Bool { open.isEmpty }

  /// Takes a token into account; one that closes what is not open is passed over.
  mutating func pass(_ token: SQLToken) {
    switch token.text {
    case "(" where token.kind == .symbol: open.append(")")
    case "[" where token.kind == .symbol: open.append("]")
    case "<" where token.kind == .symbol && isBehindType: open.append(">")
    case ")" where token.kind == .symbol, "]" where token.kind == .symbol, ">" where token.kind == .symbol:
      if token.text == open.last { open.removeLast() }
    default: break
    }
    isBehindType = ["ARRAY", "MAP", "ROW", "MULTISET"].contains(where: token.isWord)
  }
}
