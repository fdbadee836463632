import JSONCoding

/// What was seen of messages: their values, and how their keys relate to these.
struct MessageProfile: Sendable, Equatable {
  private(set) var values = ValueProfile()
  private(set) var keys = KeyProfile()

  init() {}

  /// What one message of the shape `shape` shows.
  init(_ object: JSON, key: [UInt8]?, _ shape: MessageShape) {
    values = ValueProfile(object)
    keys = key.map { KeyProfile($0, of: shape.keyedRow(of: object)) } ?? .none
  }

  mutating func merge(_ other: MessageProfile) {
    values.merge(other.values)
    keys.merge(other.keys)
  }

  /// What was seen of both.
  func merging(_ other: MessageProfile) -> MessageProfile {
    var merged = self
    merged.merge(other)
    return merged
  }
}
