import PipelineTypes

/// How a column stores text, as far as U+0000 goes, which no text of a database holds.
public enum TextStorage: Sendable, Hashable {
  /// As text, from which the connector takes the character out.
  case text(isKey: Bool)
  /// As `jsonb`, which takes no escape of it; `json` does.
  /// - Parameter isQuoted: Whether text becomes a JSON string first.
  case jsonb(isQuoted: Bool)
  /// As elements of an array, in which the connector leaves it.
  case textArray

  /// How `column` stores text; nil where U+0000 makes no difference.
  /// - Parameters:
  ///   - column: The column.
  ///   - isKey: Whether it belongs to the primary key.
  ///   - isQuoted: Whether text becomes a JSON string first.
  init?(_ column: TargetTable.Column, isKey: Bool, isQuoted: Bool) {
    switch column.kind {
    case .text, .boundedText, .checkedText: self = .text(isKey: isKey)
    case .json where column.databaseType == "jsonb": self = .jsonb(isQuoted: isQuoted)
    case .array(.text), .array(.boundedText): self = .textArray
    default: return nil
    }
  }
}
