/// A value of a YAML text with its place.
public struct YAMLNode: Sendable, Equatable {
  /// What a value is.
  public enum Content: Sendable, Equatable {
    case scalar(Scalar)
    case sequence([YAMLNode])
    /// The members in the order of the text, with keys that are set twice.
    case mapping([Member])
  }

  /// A single value, before its type is known.
  public struct Scalar: Sendable, Equatable {
    /// How a scalar is written.
    public enum Style: Sendable, Equatable {
      /// Without quotes: the type depends on the text.
      case plain
      /// In single or double quotes.
      case quoted
      /// In lines of their own, after `|` or `>`.
      case block
    }

    /// The text, without quotes and escapes.
    public let text: String
    /// How it is written.
    public let style: Style
  }

  /// A key of a mapping with its value.
  public struct Member: Sendable, Equatable {
    /// The key, which YAML allows to be any value.
    public let key: YAMLNode
    /// The value.
    public let value: YAMLNode
  }

  /// Where the value begins; that of an alias is where its anchor is.
  public let mark: YAMLMark
  /// The tag in full, such as `tag:yaml.org,2002:str` for `!!str`; nil without one.
  public let tag: String?
  /// What it is.
  public let content: Content

  /// The scalar; nil for a list or a mapping.
  public var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

  /// The elements of a list; nil for another value.
  public var sequence: [YAMLNode]? { if case .sequence(let elements) = content { elements } else { nil } }

  /// The members of a mapping; nil for another value.
  public var mapping: [Member]? { if case .mapping(let members) = content { members } else { nil } }
}
