/// A JSON value that keeps what it was given: member order, and the exact text of numbers.
public enum JSON: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as the text that stood in the document.
  case number(JSONNumber)
  /// A string, unescaped.
  case string(String)
  /// An array.
  case array([JSON])
  /// An object, members in document order.
  case object(JSONObject)
}

extension JSON {
  /// The string, or nil for another kind of value.
  public var string: String? { if case .string(let value) = self { value } else { nil } }
  /// The boolean, or nil for another kind of value.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  /// The whole number, or nil when this is not one or does not fit.
  public var int: Int? { if case .number(let value) = self { value.int } else { nil } }
  /// The number as a double, or nil for another kind of value.
  public var double: Double? { if case .number(let value) = self { value.double } else { nil } }
  /// The elements, or nil for another kind of value.
  public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  /// The object, or nil for another kind of value.
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  /// Whether this is `null`.
  public var isNull: Bool { self == .null }

  /// The member called `key`, or nil when this is not an object or lacks the member.
  public subscript(key: String) -> JSON? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  /// The name of this value's kind as JSON Schema spells it.
  public var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// `.string(text)`, or `.null` for nil.
  public static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

  /// `.number(value)`, or `.null` for nil.
  public static func optional(_ value: Int?) -> JSON { value.map { .number(JSONNumber($0)) } ?? .null }

  /// A whole number.
  public static func int(_ value: Int) -> JSON { .number(JSONNumber(value)) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A boolean.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
  /// A number.
  public init(floatLiteral value: Double) { self = .number(JSONNumber(value)) }
  /// An array.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object.
  public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}
