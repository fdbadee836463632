public import Notices
public import PipelineTypes

/// A fact about a column of a target table.
public enum ColumnFact: Notice, Hashable, Codable {
  /// Why a column can get NULL.
  public enum NullReason: Sendable, Hashable, Codable {
    case missing(count: Int, total: Int)
    case nullInSomeRows
    case becomesNull
  }

  /// It takes one field, and others would match as well.
  case otherFieldsMatch(field: String, others: [String])
  case filledFromMetadata(KafkaMetadata)
  case nullStopsJob(field: String, NullReason)
  case nullKeySkipped(field: String, NullReason)
  /// The database always fills it; the field of its name is not written.
  case alwaysFilledByDatabase
  case filledByNoField
  /// The key of the messages equals no field, so this column of the primary key may be it.
  case mayBeMessageKey
  // Rules of the database: a row that breaks one stops the job.
  /// - Parameters:
  ///   - index: The unique index.
  ///   - parts: Its columns and expressions.
  ///   - condition: The rows that it holds; nil for all.
  ///   - key: The primary key, by which rows are upserted; empty when they are appended.
  ///   - repeats: How many messages repeat the values of another row; nil where that cannot be known.
  case uniqueBesideKey(index: String, parts: [String], condition: String?, key: [String], repeats: SampleCount?)
  case checkConstraint(name: String, definition: String, broken: SampleCount?)
  /// - Parameter isDeferrable: Whether it can be checked at the end of a transaction.
  case foreignKey(name: String, to: TableName, isDeferrable: Bool)
  case exclusionConstraint(name: String, definition: String)
}

/// A fact about a target table.
public enum TableFact: Notice, Hashable, Codable {
  /// Whether messages keep the order of the rows with one key.
  public enum Order: String, Sendable, Hashable, Codable {
    /// Rows with one key have one message key, so one partition keeps their order.
    case kept
    /// Kafka keeps the order only within a partition.
    case withinPartition
  }

  case appended
  /// Rows are appended without a primary key, and a unique index of these columns rejects a row that is written twice.
  case appendedOnce(columns: [String])
  /// Each message is a row of its own, by its partition and offset.
  case messagesAreRows
  case partitionMissingInKey(key: [String])
  case upserted(key: [String], Order)
  case keyGenerated(key: [String])
  /// The database fills a part of the key in without making new keys: rows are upserted by the part that is written.
  case keyFilledIn(written: [String], filled: [String])
  /// An update that changes the key: the rows of the old keys are deleted, with every row kept in state.
  case keyUpdatesSeen(key: [String])
  case keyUpdatesPossible(key: [String])
  /// The table was not read.
  case notRead
  case partitionsMissing(columns: [String], isEmpty: Bool, option: String)
  /// It is a partition and takes no other rows than those of its bound.
  /// - Parameters:
  ///   - of: The partitioned table.
  ///   - columns: The columns by which that is partitioned.
  ///   - bound: The values as the database prints them.
  ///   - outside: How many messages have other values; nil where that cannot be known.
  case partition(of: TableName, columns: [String], bound: String, outside: SampleCount?)
  /// A rule that depends on no column.
  case constrained(name: String, definition: String)
  /// The given SQL names a table that does not exist.
  case missing
}

/// How many of the sampled messages break a rule.
public struct SampleCount: Sendable, Hashable, Codable {
  /// Those that do.
  public let count: Int
  /// All.
  public let total: Int

  /// A count.
  /// - Parameters:
  ///   - count: The messages that break the rule.
  ///   - total: All messages.
  public init(_ count: Int, of total: Int) {
    self.count = count
    self.total = total
  }
}
