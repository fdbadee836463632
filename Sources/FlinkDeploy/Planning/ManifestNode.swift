/// A value of a manifest with its place.
struct ManifestNode: Sendable {
  /// What it is.
  enum Content: Sendable {
    case scalar(Scalar)
    case list([ManifestNode])
    case mapping([Member])
  }

  /// A single value, before its type is known.
  struct Scalar: Sendable {
    /// What a tag such as `!!str` says of the type.
    enum Tag: String, Sendable {
      case text = "!!str"
      case wholeNumber = "!!int"
      case number = "!!float"
      case boolean = "!!bool"
      case null = "!!null"
    }

    /// The text, without quotes.
    let text: String
    /// The tag; that of a text for quotes and blocks, nil if the type is open.
    let tag: Tag?
  }

  /// A key of a mapping with its value.
  struct Member: Sendable {
    let key: String
    /// The place of the key.
    let place: ManifestPlace
    let value: ManifestNode
  }

  let place: ManifestPlace
  let content: Content

  /// The place of the value that a path such as `pipelines[2].topic` names, or of what should contain it.
  /// - Parameter isOfKey: Whether the place of the key is wanted instead.
  func place(of path: String, isOfKey: Bool) -> ManifestPlace {
    var (node, rest, key) = (self, path[...], ManifestPlace?.none)
    while !rest.isEmpty {
      switch node.content {
      case .mapping(let members):
        let steps = rest.first == "." ? rest.dropFirst() : rest
        // A key can contain dots. Violations only have the beginning of an unknown one.
        let matches = members.filter { steps.continues($0.key) }
        guard let member = matches.max(by: { $0.key.utf8.count < $1.key.utf8.count }) else { return node.place }
        (node, rest, key) = (member.value, steps.dropFirst(member.key.count), member.place)
      case .list(let elements):
        guard rest.first == "[", let end = rest.firstIndex(of: "]"), let index = Int(rest[..<end].dropFirst()),
          elements.indices.contains(index)
        else { return node.place }
        (node, rest, key) = (elements[index], rest[end...].dropFirst(), nil)
      case .scalar: return node.place
      }
    }
    return isOfKey ? key ?? node.place : node.place
  }
}

extension Substring {
  /// Whether the path begins with this key.
  fileprivate func continues(_ key: String) -> Bool {
    guard hasPrefix(key) else { return self == key.prefix(40) }
    guard let next = dropFirst(key.count).first else { return true }
    return next == "." || next == "["
  }
}
