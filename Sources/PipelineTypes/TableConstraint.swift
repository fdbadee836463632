/// A rule that the database checks for each row, beside the primary key and NOT NULL: a row that breaks it stops a job.
public struct TableConstraint: Sendable, Hashable {
  /// What is checked.
  public enum Rule: Sendable, Hashable {
    /// No two rows are equal in these parts.
    case unique(Uniqueness)
    /// An expression is not false.
    case check
    /// Another table has a row of these values.
    case foreignKey(to: TableName, isDeferrable: Bool)
    /// No two rows are in conflict, by operators of the constraint.
    case exclusion
  }

  /// What a unique index compares.
  public struct Uniqueness: Sendable, Hashable {
    /// The columns and expressions of the index, in its order.
    public let parts: [String]
    /// The rows that the index holds; nil for all rows.
    public let condition: String?
    /// Whether two NULLs are equal, which the standard says they are not.
    public let hasEqualNulls: Bool

    /// What an index compares.
    /// - Parameters:
    ///   - parts: Its columns and expressions.
    ///   - condition: The condition of a partial index.
    ///   - hasEqualNulls: Whether it says NULLS NOT DISTINCT.
    public init(parts: [String], condition: String? = nil, hasEqualNulls: Bool = false) {
      self.parts = parts
      self.condition = condition
      self.hasEqualNulls = hasEqualNulls
    }
  }

  /// Its name, or that of the index.
  public let name: String
  /// What is checked.
  public let rule: Rule
  /// The columns that it depends on.
  public let columns: [String]
  /// The rule as the database prints it, such as `CHECK ((n > 0))`.
  public let definition: String

  /// A constraint.
  /// - Parameters:
  ///   - name: Its name.
  ///   - rule: What is checked.
  ///   - columns: The columns that it depends on.
  ///   - definition: The rule as the database prints it.
  public init(name: String, rule: Rule, columns: [String], definition: String) {
    self.name = name
    self.rule = rule
    self.columns = columns
    self.definition = definition
  }
}

/// The part of a partitioned table that a partition holds: it takes no other row.
public struct PartitionMembership: Sendable, Hashable {
  /// The partitioned table.
  public let parent: TableName
  /// The columns by which it is partitioned; an expression has none.
  public let columns: [String]
  /// The values of the partition as the database prints them, such as `FOR VALUES IN ('a')` or `DEFAULT`.
  public let bound: String

  /// A part of a partitioned table.
  /// - Parameters:
  ///   - parent: The partitioned table.
  ///   - columns: The columns by which it is partitioned.
  ///   - bound: The values of the partition.
  public init(parent: TableName, columns: [String], bound: String) {
    self.parent = parent
    self.columns = columns
    self.bound = bound
  }
}
