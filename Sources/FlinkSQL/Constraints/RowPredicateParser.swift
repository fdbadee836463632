import PipelineTypes

/// Parses conditions that Postgres prints, which puts each part into parentheses.
struct RowPredicateParser {
  private typealias Node = RowPredicate.Node
  private typealias Operand = RowPredicate.Operand

  private let tokens: [ExpressionTokens.Token]
  private let columns: [TargetTable.Column]
  private var place = 0

  /// The condition; nil where it has a form that is not known.
  static func node(of expression: String, _ columns: [TargetTable.Column]) -> RowPredicate.Node? {
    var tokens = ExpressionTokens(expression).list
    if tokens.first == .name("CHECK") { tokens.removeFirst() }
    if tokens.suffix(2) == [.name("NOT"), .name("VALID")] { tokens.removeLast(2) }
    if tokens.suffix(2) == [.name("NO"), .name("INHERIT")] { tokens.removeLast(2) }
    var parser = RowPredicateParser(tokens: tokens, columns: columns)
    guard let node = parser.alternatives(), parser.place == tokens.count else { return nil }
    return node
  }

  private init(tokens: [ExpressionTokens.Token], columns: [TargetTable.Column]) {
    self.tokens = tokens
    self.columns = columns
  }

  private var next: ExpressionTokens.Token? { place < tokens.count ? tokens[place] : nil }

  private mutating func take(_ token: ExpressionTokens.Token) -> Bool {
    guard next == token else { return false }
    place += 1
    return true
  }

  private mutating func alternatives() -> Node? {
    guard let first = conditions() else { return nil }
    var nodes = [first]
    while take(.name("OR")) {
      guard let node = conditions() else { return nil }
      nodes.append(node)
    }
    return nodes.count == 1 ? first : .any(nodes)
  }

  private mutating func conditions() -> Node? {
    guard let first = condition() else { return nil }
    var nodes = [first]
    while take(.name("AND")) {
      guard let node = condition() else { return nil }
      nodes.append(node)
    }
    return nodes.count == 1 ? first : .all(nodes)
  }

  private mutating func condition() -> Node? {
    if take(.name("NOT")) { return condition().map { .not($0) } }
    let start = place
    if let node = comparison() { return node }
    place = start
    if take(.symbol("(")) {
      guard let node = alternatives(), take(.symbol(")")) else { return nil }
      return node
    }
    guard case .column(let column) = operand(), column.kind == .boolean else { return nil }
    return .isTrue(column)
  }

  private mutating func comparison() -> Node? {
    guard let left = operand() else { return nil }
    if take(.name("IS")) {
      let isNot = take(.name("NOT"))
      guard take(.name("NULL")) else { return nil }
      return isNot ? .not(.isNull(left)) : .isNull(left)
    }
    guard case .symbol(let symbol) = next, let comparison = RowPredicate.Comparison(rawValue: symbol) else {
      return nil
    }
    place += 1
    if take(.name("ANY")) {
      guard comparison == .equal else { return nil }
      return list().map { list in .any(list.map { .compared(left, .equal, $0) }) }
    }
    if take(.name("ALL")) {
      guard comparison == .unequal else { return nil }
      return list().map { list in .all(list.map { .compared(left, .unequal, $0) }) }
    }
    return operand().map { .compared(left, comparison, $0) }
  }

  /// `(ARRAY['a'::text, 'b'::text])`, in more parentheses where it is cast.
  private mutating func list() -> [Operand]? {
    var depth = 0
    while take(.symbol("(")) { depth += 1 }
    guard depth > 0, take(.name("ARRAY")), take(.symbol("[")) else { return nil }
    var list: [Operand] = []
    repeat {
      guard let operand = operand() else { return nil }
      list.append(operand)
    } while take(.symbol(","))
    guard take(.symbol("]")) else { return nil }
    while depth > 0 {
      takeCasts()
      guard take(.symbol(")")) else { return nil }
      depth -= 1
    }
    return list
  }

  private mutating func operand() -> Operand? {
    let operand: Operand
    switch next {
    case .symbol("("):
      place += 1
      guard let inner = self.operand(), take(.symbol(")")) else { return nil }
      operand = inner
    case .text(let text), .number(let text):
      place += 1
      operand = .literal(text)
    case .name("NULL"):
      place += 1
      operand = .null
    case .name("true"), .name("false"):
      operand = .literal(next == .name("true") ? "true" : "false")
      place += 1
    case .name(let name), .quotedName(let name):
      place += 1
      if take(.symbol("(")) {
        guard ["length", "char_length", "character_length"].contains(name), case .column(let column) = self.operand(),
          take(.symbol(")"))
        else { return nil }
        operand = .length(column)
      } else {
        guard let column = columns.first(where: { $0.name.isSameName(as: name) }) else { return nil }
        operand = .column(column)
      }
    default: return nil
    }
    takeCasts()
    return operand
  }

  /// Takes `::timestamp(3) without time zone` and the like: a literal is read as the type of what it is compared with.
  private mutating func takeCasts() {
    while take(.symbol("::")) {
      while isInType {
        if next == .symbol("(") { while let token = next, token != .symbol(")") { place += 1 } }
        place += 1
      }
    }
  }

  private var isInType: Bool {
    switch next {
    case .name(let word): !["AND", "OR", "NOT", "IS"].contains(word)
    case .quotedName, .symbol("."), .symbol("["), .symbol("("): true
    case .symbol("]"): tokens[place - 1] == .symbol("[")
    default: false
    }
  }
}
