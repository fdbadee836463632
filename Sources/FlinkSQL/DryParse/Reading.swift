/// One message on its way through a reader: its tokens, and the values altered so far.
struct Reading {
  let document: DocumentTokens
  let reader: FlinkJSONReader
  let standard: TimestampStandard
  /// Whether fractions are kept as decimals: where any column of the table is or holds a DECIMAL.
  let keepsDecimals: Bool
  var alterations: [AlteredValue] = []

  mutating func alter(_ path: String, _ rule: AlteredValue.Rule, _ token: Int, _ becomes: AlteredTo) {
    alterations.append(AlteredValue(field: path, rule: rule, value: source(of: token), becomes: becomes))
  }

  /// The text of `token` in the document, shortened where it is long.
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
