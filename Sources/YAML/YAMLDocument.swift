import CLibYAML

/// The only document of a YAML text.
public struct YAMLDocument: Sendable {
  /// The value; nil if the text has none.
  public let root: YAMLNode?

  /// Whether libyaml is installed.
  ///
  /// Without it, reading a text ends the program.
  public static var isLibraryInstalled: Bool { libyaml_is_installed() == 1 }

  /// Reads a text, which can begin with a byte order mark.
  /// - Throws: ``YAMLError`` with the first mistake.
  public init(_ text: String, limits: YAMLLimits = YAMLLimits()) throws(YAMLError) {
    var composer = YAMLComposer(try YAMLParser(text), limits)
    root = try composer.root()
  }
}
