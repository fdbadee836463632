public import PipelineTypes

/// Which of Flink's two JSON readers takes the messages.
///
/// Flink 1.17 makes a tree of each document first; 1.20 reads the format `json` token by token. They disagree on numbers
/// read as text, on members that stand twice, on blanks in quoted decimals and on what may stand where text is expected.
public enum FlinkJSONReader: String, Sendable, CaseIterable {
  /// A tree of the whole document: `json` of Flink 1.17 (VVR 8), and the change formats (`debezium-json`, `canal-json`,
  /// `maxwell-json`) of every engine.
  case tree
  /// One token after the other: `json` of Flink 1.20 (VVR 11).
  case token

  /// The reader that takes messages.
  /// - Parameters:
  ///   - format: How they are read.
  ///   - engine: The engine that reads them.
  public init(of format: MessageFormat, on engine: EngineVersion) {
    self = engine.family == .vvr11 && !format.isChangeLog ? .token : .tree
  }
}
