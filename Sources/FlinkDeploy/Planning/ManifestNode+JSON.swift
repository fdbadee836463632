import JSONCoding
import YAML

extension ManifestNode {
  /// The value as JSON, with the types that its schema wants.
  ///
  /// YAML 1.1 reads `no` as a boolean, `1e3` and `0123` as numbers, and dates as times. Here, a value without quotes is
  /// what the schema says. A text stays a text, letter for letter.
  /// - Parameter schema: The schema of the value; nil if it has none.
  func json(_ schema: JSON?) -> JSON {
    switch content {
    case .scalar(let scalar): scalar.json(ManifestNode.types(schema))
    case .list(let elements): .array(elements.map { $0.json(schema?["items"]) })
    case .mapping(let members):
      .object(JSONObject(members.map { ($0.key, $0.value.json(ManifestNode.schema(of: $0.key, in: schema))) }))
    }
  }

  /// The names of the types that a schema allows; nil if it allows all.
  private static func types(_ schema: JSON?) -> Set<String>? {
    if let type = schema?["type"] { return Set(type.array?.compactMap(\.string) ?? [type.string ?? ""]) }
    return schema?["enum"]?.array.map { Set($0.map(\.kindName)) }
  }

  private static func schema(of key: String, in schema: JSON?) -> JSON? {
    schema?["properties"]?[key] ?? schema?["additionalProperties"].flatMap { $0.object.map(JSON.object) }
  }
}

extension ManifestNode.Scalar {
  /// The value as JSON.
  /// - Parameter types: The names of the types that the schema allows; nil for all.
  fileprivate func json(_ types: Set<String>?) -> JSON {
    switch tag {
    case .text: return .string(text)
    case .null: return .null
    case .wholeNumber, .number: return number ?? .string(text)
    case .boolean: return boolean(inAllWords: true) ?? .string(text)
    case nil: break
    }
    if YAMLWord.isNull(text) { return .null }
    guard let types else { return boolean(inAllWords: false) ?? number ?? .string(text) }
    let isText = types.contains("string")
    if types.contains("boolean"), let boolean = boolean(inAllWords: !isText) { return boolean }
    if types.contains("number") || types.contains("integer"), let number {
      // As a text, 1.10 and 1e3 are not 1.1 and 1000.
      if !isText || number.canonicalNumber == text { return number }
    }
    // Of another type, for an error that names it.
    return isText ? .string(text) : boolean(inAllWords: false) ?? number ?? .string(text)
  }

  /// The number in the grammar of JSON; nil if it is not one, such as `0123`, `0x1F`, `1_000` and `.5`.
  private var number: JSON? {
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
      let value = try? JSON.parse(text), value.double != nil
    else { return nil }
    return value
  }

  /// The boolean; nil if it is not one.
  /// - Parameter inAllWords: Whether the words of YAML 1.1 count, which are names elsewhere.
  private func boolean(inAllWords: Bool) -> JSON? {
    let isCounted = inAllWords || ["true", "false"].contains(text.lowercased())
    return isCounted ? YAMLWord.boolean(text).map(JSON.bool) : nil
  }
}

extension JSON {
  /// A number in the spelling that equal numbers share.
  fileprivate var canonicalNumber: String? {
    if case .number(let number) = self { number.canonical.literal } else { nil }
  }
}
