/// Why a text cannot be read as YAML.
public enum YAMLError: Error, Equatable {
  /// A mistake in the grammar, in the words of libyaml.
  case syntax(String, at: YAMLMark)
  /// A tab where YAML only allows spaces.
  case tab(at: YAMLMark)
  /// A control character, as the number of the character.
  case controlCharacter(UInt32, at: YAMLMark)
  /// An alias whose anchor is not complete before it.
  case undefinedAlias(String, at: YAMLMark)
  /// A second document.
  case secondDocument(at: YAMLMark)
  /// The text has more nodes than its limit, where each alias counts with all of its nodes.
  case tooManyNodes(most: Int)
  /// Nodes are nested deeper than the limit of levels.
  case tooDeep(most: Int)
}

/// How large a text with its aliases can be.
public struct YAMLLimits: Sendable {
  /// How many bytes of a text count as a node.
  static let bytesOfNode = 256

  /// The most nodes, where each key counts, each alias with all of its nodes, and a text once more for every 256 bytes.
  public let nodes: Int
  /// The most levels of nested nodes.
  public let levels: Int

  /// Limits.
  public init(nodes: Int = 250_000, levels: Int = 100) { (self.nodes, self.levels) = (nodes, levels) }
}
