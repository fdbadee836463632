/// Which brackets are open.
struct Brackets {
  private var open: [String] = []
  private var isBehindType = false
  /// Whether `<` behind ARRAY, MAP, ROW or MULTISET opens a bracket, as in types; in queries it compares.
  private let hasTypes: Bool

  init(hasTypes: Bool) { self.hasTypes = hasTypes }

  /// Whether none is open.
  var isOutside: Bool { open.isEmpty }

  /// Takes a token into account; one that closes a bracket that is not open is ignored.
  mutating func pass(_ token: SQLToken) {
    switch token.text {
    case "(" where token.kind == .symbol: open.append(")")
    case "[" where token.kind == .symbol: open.append("]")
    case "<" where token.kind == .symbol && isBehindType: open.append(">")
    case ")" where token.kind == .symbol, "]" where token.kind == .symbol, ">" where token.kind == .symbol:
      if token.text == open.last { open.removeLast() }
    default: break
    }
    isBehindType = hasTypes && ["ARRAY", "MAP", "ROW", "MULTISET"].contains(where: token.isWord)
  }
}
