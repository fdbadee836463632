import JSONCoding

/// What Debezium writes for a value that the database did not log, such as a large column that an update left alone.
enum UnavailableValue {
  /// The placeholder as text (`unavailable.value.placeholder`).
  static let text = "__debezium_unavailable_value"
  /// Bytes, in each form that `binary.handling.mode` has.
  private static let encodings: Set = [
    "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==", "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ",
    "5f5f646562657a69756d5f756e617661696c61626c655f76616c7565",
  ]
  /// Arrays of numbers hold its bytes.
  private static let numbers = text.utf8.map { Int($0) }

  /// Whether `value` is the placeholder, or an array or object that holds it.
  static func isHeld(by value: JSON) -> Bool {
    switch value {
    case .string(let text): isPlaceholder(text)
    case .array(let values): values.contains(where: isHeld) || isNumbers(values)
    // A map holds it as a key too.
    case .object(let object): object.members.contains { isPlaceholder($0.key) || isHeld(by: $0.value) }
    case .null, .bool, .number: false
    }
  }

  private static func isPlaceholder(_ value: String) -> Bool {
    // Most texts have another length.
    switch value.utf8.count {
    case text.utf8.count: value == text
    case 30: value == "\"\(text)\""
    case 38, 40, 56: encodings.contains(value) || encodings.contains(value.lowercased())
    default: false
    }
  }

  private static func isNumbers(_ values: [JSON]) -> Bool {
    values.count == numbers.count && zip(values, numbers).allSatisfy { $0.int == $1 }
  }
}
