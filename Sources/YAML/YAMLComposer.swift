/// Makes a tree of the events of a text.
struct YAMLComposer {
  /// A complete node that aliases can refer to.
  private struct Anchored {
    let node: YAMLNode
    /// How many nodes it consists of.
    let nodes: Int
    /// How many levels it has.
    let levels: Int
  }

  private let parser: YAMLParser
  private let limits: YAMLLimits
  private var anchors: [String: Anchored] = [:]
  /// The nodes so far, where each alias counts with all of its nodes.
  private var count = 0
  /// The deepest level that the nodes so far have reached since the last reset.
  private var deepest = 0

  /// A composer at the start of a text.
  init(_ parser: YAMLParser, _ limits: YAMLLimits) { (self.parser, self.limits) = (parser, limits) }

  /// The value of the only document; nil without one.
  mutating func root() throws(YAMLError) -> YAMLNode? {
    guard try documentStart() != nil else { return nil }
    let root = try node(parser.next(), 1)
    if let second = try documentStart() { throw .secondDocument(at: second) }
    return root
  }

  /// Goes to the start of the next document; nil at the end of the text.
  private func documentStart() throws(YAMLError) -> YAMLMark? {
    while true {
      let event = try parser.next()
      switch event.kind {
      case .documentStart: return event.mark
      case .streamEnd: return nil
      default: continue
      }
    }
  }

  private mutating func node(_ event: YAMLEvent, _ level: Int) throws(YAMLError) -> YAMLNode {
    if case .alias(let name) = event.kind { return try alias(name, event.mark, level) }
    let weight = event.weight
    try add(nodes: weight, lowest: level)
    let (before, above) = (count - weight, deepest)
    deepest = level
    let content = try content(of: event, level)
    let node = YAMLNode(mark: event.mark, tag: event.tag, content: content)
    if let anchor = event.anchor {
      anchors[anchor] = Anchored(node: node, nodes: count - before, levels: deepest - level + 1)
    }
    deepest = max(above, deepest)
    return node
  }

  private mutating func content(of event: YAMLEvent, _ level: Int) throws(YAMLError) -> YAMLNode.Content {
    switch event.kind {
    case .sequenceStart:
      var elements: [YAMLNode] = []
      while let event = try nextNode() { elements.append(try node(event, level + 1)) }
      return .sequence(elements)
    case .mappingStart:
      var members: [YAMLNode.Member] = []
      while let event = try nextNode() {
        let key = try node(event, level + 1)
        members.append(YAMLNode.Member(key: key, value: try node(parser.next(), level + 1)))
      }
      return .mapping(members)
    case .scalar(let scalar): return .scalar(scalar)
    default: preconditionFailure("libyaml begins no node with this event")
    }
  }

  /// The first event of the next node of a list or mapping; nil at its end.
  private func nextNode() throws(YAMLError) -> YAMLEvent? {
    let event = try parser.next()
    return event.kind == .sequenceEnd || event.kind == .mappingEnd ? nil : event
  }

  private mutating func alias(_ name: String, _ mark: YAMLMark, _ level: Int) throws(YAMLError) -> YAMLNode {
    guard let anchored = anchors[name] else { throw .undefinedAlias(name, at: mark) }
    try add(nodes: anchored.nodes, lowest: level + anchored.levels - 1)
    return anchored.node
  }

  /// Counts nodes before they become part of the tree.
  private mutating func add(nodes: Int, lowest level: Int) throws(YAMLError) {
    count += nodes
    if count > limits.nodes { throw .tooManyNodes(most: limits.nodes) }
    if level > limits.levels { throw .tooDeep(most: limits.levels) }
    deepest = max(deepest, level)
  }
}

extension YAMLEvent {
  /// As how many nodes the node that begins counts: a long text is more than one, since each alias can become a copy.
  fileprivate var weight: Int {
    if case .scalar(let scalar) = kind { 1 + scalar.text.utf8.count / YAMLLimits.bytesOfNode } else { 1 }
  }
}
