import JSONCoding
import Postgres

extension PostgresValue {
  /// A value for a column of type `jsonb`; U+0000, which no text of Postgres can hold, becomes U+FFFD.
  init(json: JSON) { self.init((json.hasZero ? json.withoutZeros : json).text) }
}

extension JSON {
  fileprivate var hasZero: Bool {
    switch self {
    case .string(let text): text.utf8.contains(0)
    case .array(let elements): elements.contains(where: \.hasZero)
    case .object(let object): object.members.contains { $0.key.utf8.contains(0) || $0.value.hasZero }
    default: false
    }
  }

  fileprivate var withoutZeros: JSON {
    switch self {
    case .string(let text): .string(text.withoutZeros)
    case .array(let elements): .array(elements.map(\.withoutZeros))
    case .object(let object):
      .object(JSONObject(object.members.map { ($0.key.withoutZeros, $0.value.withoutZeros) }))
    default: self
    }
  }
}

extension String {
  /// By code points, since U+0000 can be a part of a character.
  fileprivate var withoutZeros: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }
}
