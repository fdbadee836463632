/// The members of a JSON object in document order.
///
/// Objects here are small or read once from front to end, so a list beats a hash table. Where a key stands twice, the
/// last one counts, as in most readers.
public struct JSONObject: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// One key and its value.
  public struct Member: Sendable, Hashable {
    /// The key, unescaped.
    public let key: String
    /// The value.
    public var value: JSON

    /// A member.
    public init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The members in order.
  public private(set) var members: [Member] = []

  /// An empty object.
  public init() {}

  /// An object of these members, in this order.
  public init(_ members: some Sequence<(String, JSON)>) {
    self.members = members.map { Member(key: $0.0, value: $0.1) }
  }

  init(members: [Member]) { self.members = members }

  /// An object of these members, in this order.
  public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }

  /// The value of `key`; setting nil removes it, setting a new key appends it.
  public subscript(key: String) -> JSON? {
    get { members.last { $0.key == key }?.value }
    set {
      guard let newValue else { return members.removeAll { $0.key == key } }
      if let index = members.lastIndex(where: { $0.key == key }) {
        members[index].value = newValue
      } else {
        members.append(Member(key: key, value: newValue))
      }
    }
  }

  /// The keys in order.
  public var keys: [String] { members.map(\.key) }

  /// Whether the object has no members.
  public var isEmpty: Bool { members.isEmpty }
}
