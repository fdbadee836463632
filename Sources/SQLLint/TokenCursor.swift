/// A position in the tokens of one statement, from front to end.
///
/// It takes the tokens that it knows and stops before others, so that it reads any text.
struct TokenCursor {
  private(set) var rest: ArraySlice<SQLToken>

  init(_ tokens: ArraySlice<SQLToken>) { rest = tokens }

  /// Takes these keywords, all or none.
  mutating func take(_ words: String...) -> Bool {
    guard rest.count >= words.count, zip(rest, words).allSatisfy({ $0.isWord($1) }) else { return false }
    rest = rest.dropFirst(words.count)
    return true
  }

  /// Takes the next token, if there is one.
  mutating func drop() { rest = rest.dropFirst() }

  /// Takes `a`, `a.b` or `a.b.c`; nil when no name comes next.
  mutating func takeName() -> SQLName? {
    var parts: [SQLToken] = []
    while let token = rest.first, token.isName {
      parts.append(token)
      rest = rest.dropFirst()
      guard rest.first?.isSymbol(".") == true else { break }
      rest = rest.dropFirst()
    }
    return parts.isEmpty ? nil : SQLName(parts: parts)
  }

  /// Takes a pair of brackets, or the rest when the second one is missing.
  /// - Parameter hasTypes: Whether the entries are columns with types.
  /// - Returns: The tokens between them, split at commas; an entry may be empty. nil when no bracket comes next.
  mutating func takeList(hasTypes: Bool = false) -> [[SQLToken]]? {
    guard rest.first?.isSymbol("(") == true else { return nil }
    rest = rest.dropFirst()
    var entries: [[SQLToken]] = [[]]
    var brackets = Brackets(hasTypes: hasTypes)
    while let token = rest.popFirst() {
      if brackets.isOutside, token.isSymbol(")") { break }
      if brackets.isOutside, token.isSymbol(",") {
        entries.append([])
      } else {
        brackets.pass(token)
        entries[entries.count - 1].append(token)
      }
    }
    return entries
  }

  /// Takes a pair of brackets and returns the tokens between them; nil when no pair comes next.
  mutating func takeBrackets() -> ArraySlice<SQLToken>? {
    guard rest.first?.isSymbol("(") == true else { return nil }
    var brackets = Brackets(hasTypes: false)
    for index in rest.indices {
      brackets.pass(rest[index])
      guard brackets.isOutside else { continue }
      let inside = rest[(rest.startIndex + 1)..<index]
      rest = rest[(index + 1)...]
      return inside
    }
    return nil
  }

  /// Takes the items of a list, split at commas outside of brackets, up to one of these keywords.
  mutating func takeItems(upTo ends: [String]) -> [ArraySlice<SQLToken>] {
    var items: [ArraySlice<SQLToken>] = []
    var brackets = Brackets(hasTypes: false)
    var start = rest.startIndex
    var before: SQLToken?
    for index in rest.indices {
      let token = rest[index]
      // `IS DISTINCT FROM` and `WITHIN GROUP` are parts of expressions.
      let isInExpression = before?.isWord("DISTINCT") == true || before?.isWord("WITHIN") == true
      if brackets.isOutside, ends.contains(where: token.isWord), !isInExpression {
        items.append(rest[start..<index])
        rest = rest[index...]
        return items
      }
      if brackets.isOutside, token.isSymbol(",") {
        items.append(rest[start..<index])
        start = index + 1
      }
      brackets.pass(token)
      before = token
    }
    items.append(rest[start...])
    rest = rest[rest.endIndex...]
    return items
  }

  /// Takes everything up to one of these keywords outside of brackets.
  mutating func takeTokens(upTo ends: [String]) -> ArraySlice<SQLToken> {
    let start = rest.startIndex
    let base = rest
    skip { token in ends.contains(where: token.isWord) }
    return base[start..<rest.startIndex]
  }

  /// Moves to the first of these keywords outside of brackets; to the end when there is none.
  mutating func skip(to words: String...) { skip { words.contains(where: $0.isWord) } }

  /// Moves to the first token outside of brackets that fulfils the condition; to the end when none does.
  mutating func skip(to isEnd: (SQLToken) -> Bool) {
    var brackets = Brackets(hasTypes: true)
    while let token = rest.first {
      if brackets.isOutside, isEnd(token) { return }
      brackets.pass(token)
      rest = rest.dropFirst()
    }
  }
}
