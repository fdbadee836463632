import JSONCoding

/// What Debezium writes for a value that the database did not log, in the forms that its settings choose.
enum RandomMarker {
  private static let text = "__debezium_unavailable_value"
  private static let base64 = "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="
  private static let hexadecimal = "5f5f646562657a69756d5f756e617661696c61626c655f76616c7565"
  private static let numbers = text.utf8.map { String($0) }.joined(separator: ",")

  /// The placeholders for fields of this kind, as JSON; empty for kinds that databases always log.
  private static func values(_ kind: RandomField) -> [String] {
    switch kind {
    case .text, .longText: ["\"\(text)\"", "\"\(base64)\"", "\"\(hexadecimal)\""]
    case .base64: ["\"\(base64)\""]
    case .jsonText: ["\"\(text)\"", "\"\\\"\(text)\\\"\""]
    case .textList: ["[\"\(text)\"]", "[\"x\",\"\(text)\"]"]
    case .list: ["[\(numbers)]"]
    case .object: ["{\"a\":\"\(text)\"}", "{\"\(text)\":\"\(text)\"}"]
    default: []
    }
  }

  private static let all = Set(RandomField.allCases.flatMap(values))

  /// A placeholder for a field of this kind, or for text a value that only looks like one; nil for other kinds.
  static func value(_ kind: RandomField, _ random: inout SeededGenerator) -> String? {
    let values = values(kind)
    if values.isEmpty { return nil }
    if kind == .text || kind == .longText, random.chance(25) {
      return random.pick(["\"__debezium_unavailable\"", "\"\(text)_\"", "\"\(text.uppercased())\""])
    }
    return random.pick(values)
  }

  /// Whether the JSON `value` is a placeholder.
  static func isOne(_ value: String) -> Bool { all.contains(value) }

  /// Whether the value `written` to a column, as the harness writes it, holds a placeholder.
  static func isHeld(by written: JSON) -> Bool {
    let content = written.array?.map { $0.string ?? $0.text }.joined(separator: ",") ?? written.string ?? ""
    return [text, base64, hexadecimal, numbers].contains { content.contains($0) }
  }
}
