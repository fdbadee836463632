import FoundationEssentials
public import JSONCoding

extension JSON {
  /// The form of `value` by its `Codable` conformance, members in the order of their keys; `.null` if it has none.
  public init(encoding value: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    self = (try? encoder.encode(value)).flatMap { try? JSON.parse($0) } ?? .null
  }

  /// The value with this form; nil if there is none.
  public func decoded<Value: Decodable>(as type: Value.Type) -> Value? {
    try? JSONDecoder().decode(type, from: Data(serialized))
  }
}
