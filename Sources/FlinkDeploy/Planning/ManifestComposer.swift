import YAML

/// Makes a tree of values with their places of the text of a manifest.
struct ManifestComposer {
  /// The key whose value lends its members to a mapping.
  private static let mergeKey = "<<"

  /// What is wrong with the text.
  private(set) var mistakes: [ManifestMistake] = []
  /// The places of the mistakes.
  ///
  /// Values of anchors are read once more for each alias.
  private var noted: Set<ManifestPlace> = []

  /// The root of the tree; nil if the text is empty, or if it cannot be read.
  mutating func root(of text: String) -> ManifestNode? {
    do throws(YAMLError) { return try YAMLDocument(text).root.map { node($0) } } catch {
      mistakes.append(ManifestMistake(error))
      return nil
    }
  }
}

extension ManifestComposer {
  private mutating func node(_ node: YAMLNode) -> ManifestNode {
    let place = ManifestPlace(node.mark)
    let tag = tag(node.tag, at: place)
    switch node.content {
    case .scalar(let scalar):
      let isText = node.tag == nil && scalar.style != .plain
      return ManifestNode(
        place: place, content: .scalar(ManifestNode.Scalar(text: scalar.text, tag: isText ? .text : tag)))
    case .sequence(let elements):
      return ManifestNode(place: place, content: .list(elements.map { self.node($0) }))
    case .mapping(let members):
      return ManifestNode(place: place, content: .mapping(self.members(members)))
    }
  }

  /// The members of a mapping: its own, then those of `<<` that it does not have.
  private mutating func members(_ all: [YAMLNode.Member]) -> [ManifestNode.Member] {
    var members: [ManifestNode.Member] = []
    var places: [String: ManifestPlace] = [:]
    var lenders: [YAMLNode] = []
    for member in all {
      let place = ManifestPlace(member.key.mark)
      guard let name = member.key.scalar else {
        note(.keyNotText, at: place)
        continue
      }
      if let first = places[name.text] {
        note(.repeatedKey(name.text, first: first), at: place)
        continue
      }
      places[name.text] = place
      if name.text == Self.mergeKey, name.style == .plain {
        lenders += member.value.sequence ?? [member.value]
      } else {
        members.append(ManifestNode.Member(key: name.text, place: place, value: node(member.value)))
      }
    }
    var names = Set(members.map(\.key))
    for lender in lenders {
      guard case .mapping(let lent) = node(lender).content else {
        note(.mergeOfOther, at: ManifestPlace(lender.mark))
        continue
      }
      for member in lent where names.insert(member.key).inserted { members.append(member) }
    }
    return members
  }

  /// What a tag says of the type of a value; nil without one, and for one of another kind, which is a mistake.
  private mutating func tag(_ tag: String?, at place: ManifestPlace) -> ManifestNode.Scalar.Tag? {
    guard let tag else { return nil }
    let standard = "tag:yaml.org,2002:"
    let name = tag.hasPrefix(standard) ? "!!\(tag.dropFirst(standard.count))" : tag
    if name == "!!map" || name == "!!seq" { return nil }
    if let known = ManifestNode.Scalar.Tag(rawValue: name) { return known }
    note(.unknownTag(name), at: place)
    return nil
  }

  private mutating func note(_ fault: ManifestFault, at place: ManifestPlace) {
    if noted.insert(place).inserted { mistakes.append(ManifestMistake(fault, at: place)) }
  }
}

extension ManifestPlace {
  /// A place in the text.
  fileprivate init(_ mark: YAMLMark) { self.init(line: mark.line, column: mark.column) }
}

extension ManifestMistake {
  /// A text that is not YAML.
  fileprivate init(_ error: YAMLError) {
    let fault: ManifestFault =
      switch error {
      case .syntax, .undefinedAlias, .secondDocument: .malformedYAML(error.words)
      case .tab: .indentedByTab
      case .controlCharacter(let number, _): .controlCharacter(number)
      case .tooManyNodes(let most): .tooManyValues(most: most)
      case .tooDeep(let most): .tooDeep(mostLevels: most)
      }
    self.init(fault, at: error.mark.map { ManifestPlace($0) })
  }
}
