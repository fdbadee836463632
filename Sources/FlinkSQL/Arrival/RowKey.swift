import PipelineTypes

/// The key of a row.
public struct RowKey: Sendable, Hashable {
  /// One column of it.
  public struct Column: Sendable, Hashable {
    /// The column.
    public let name: String
    /// Its value, as the database reads it from a text.
    public let value: String

    /// A column.
    /// - Parameters:
    ///   - name: The column.
    ///   - value: Its value, as the database reads it from a text.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }

    /// Whether column and value are the same, unit by unit.
    public static func == (left: Column, right: Column) -> Bool {
      left.name.isSameName(as: right.name) && left.value.isSameName(as: right.value)
    }

    /// Hashes column and value.
    /// - Parameter hasher: What takes them in.
    public func hash(into hasher: inout Hasher) {
      hasher.combine(ExactName(name))
      hasher.combine(ExactName(value))
    }
  }

  /// The columns, in key order.
  public let columns: [Column]

  /// A key.
  /// - Parameter columns: The columns, in key order.
  public init(_ columns: [Column]) { self.columns = columns }
}

/// What a message does to one row.
public enum RowEffect: Sendable, Hashable {
  /// The row is written.
  case written(RowKey)
  /// The row is deleted.
  case deleted(RowKey)
  /// It is not known which row, or there is none.
  case unknown(ArrivalObstacle)
}
