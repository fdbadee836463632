/// Why Flink's reader would stop at a message.
struct ReadFailure: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }

  init(_ path: String, _ kind: DocumentTokens.Kind, _ type: String) {
    reason = "'\(path)' holds \(ReadFailure.word(kind)) that cannot be read as \(type)"
  }

  private static func word(_ kind: DocumentTokens.Kind) -> String {
    switch kind {
    case .objectStart, .objectEnd: "an object"
    case .arrayStart, .arrayEnd: "an array"
    case .name, .string: "a text"
    case .integer, .fraction: "a number"
    case .yes, .no: "a boolean"
    case .null: "null"
    }
  }
}

/// One message on its way through a reader: its tokens, and what was bent so far.
struct Reading {
  let document: DocumentTokens
  let reader: FlinkJSONReader
  let standard: MessageSchema.TimestampStandard
  /// Whether fractions are kept as decimals: where any column of the table is or holds a DECIMAL.
  let keepsDecimals: Bool
  var bends: [BentValue] = []

  mutating func bend(_ path: String, _ rule: BentValue.Rule, _ token: Int, _ becomes: String) {
    bends.append(BentValue(field: path, rule: rule, value: source(of: token), becomes: becomes))
  }

  /// What stands at `token`, shortened where it is long.
  private func source(of token: Int) -> String {
    let token = document[token]
    switch token.kind {
    case .string: return "\"\(token.text.prefix(40))\""
    case .objectStart: return "{...}"
    case .arrayStart: return "[...]"
    default: return String(token.text.prefix(40))
    }
  }
}
