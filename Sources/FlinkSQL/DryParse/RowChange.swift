/// What a message does to one row.
public struct RowChange: Sendable, Equatable {
  /// The kinds of Flink's `RowKind`, by their short names.
  public enum Kind: String, Sendable {
    case insert = "+I"
    case updateBefore = "-U"
    case updateAfter = "+U"
    case delete = "-D"
  }

  /// What is done.
  public let kind: Kind
  /// The row: one value for each declared column.
  public let values: [FlinkValue]

  /// A change.
  /// - Parameters:
  ///   - kind: What is done.
  ///   - values: The row.
  public init(_ kind: Kind, _ values: [FlinkValue]) {
    self.kind = kind
    self.values = values
  }
}
