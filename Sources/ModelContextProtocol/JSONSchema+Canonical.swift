public import JSONCoding

extension JSONSchema {
  /// `value` in the one form that equal values share, before it is checked, hashed or passed on.
  ///
  /// - A member that is null counts as absent, and so does an optional text that is empty: strict clients send every
  ///   property. An object whose members are all absent then is absent too.
  /// - A number is written as ``JSONNumber/canonical`` has it.
  /// - What the schema does not describe stays as it is.
  public func canonical(_ value: JSON) -> JSON { JSONSchema.canonical(value, schema) }

  private static func canonical(_ value: JSON, _ schema: JSON) -> JSON {
    switch value {
    case .number(let number) where describesNumber(schema): .number(number.canonical)
    case .array(let elements):
      schema["items"].map { items in .array(elements.map { canonical($0, items) }) } ?? value
    case .object(let object): .object(canonical(object, schema))
    default: value
    }
  }

  private static func canonical(_ object: JSONObject, _ schema: JSON) -> JSONObject {
    let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
    return JSONObject(
      object.members.compactMap { given -> (String, JSON)? in
        let (key, value) = (given.key, given.value)
        guard let member = schema["properties"]?[key] else {
          guard let others = schema["additionalProperties"], others.object != nil else { return (key, value) }
          return value.isNull && !allowsNull(others) ? nil : (key, canonical(value, others))
        }
        let kept = canonical(value, member)
        return isAbsent(kept, given: value, member, isRequired: required.contains(key)) ? nil : (key, kept)
      })
  }

  private static func isAbsent(_ value: JSON, given: JSON, _ schema: JSON, isRequired: Bool) -> Bool {
    switch value {
    case .null: !allowsNull(schema)
    case .string(let text): text.isEmpty && !isRequired
    case .object(let object): object.isEmpty && given.object?.isEmpty == false && !isRequired
    default: false
    }
  }

  private static func describesNumber(_ schema: JSON) -> Bool {
    types(schema).contains { $0 == "number" || $0 == "integer" }
  }

  private static func allowsNull(_ schema: JSON) -> Bool { types(schema).contains("null") }

  private static func types(_ schema: JSON) -> [JSON] { schema["type"]?.array ?? schema["type"].map { [$0] } ?? [] }
}
