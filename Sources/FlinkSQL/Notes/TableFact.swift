public import Notices

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
  /// Each message is a row of its own, by its partition and offset.
  case messagesAreRows
  case partitionMissingInKey(key: [String])
  case upserted(key: [String], Order)
  case keyGenerated(key: [String])
  /// An update that changes the key: the rows of the old keys are deleted, with every row kept in state.
  case keyUpdatesSeen(key: [String])
  case keyUpdatesPossible(key: [String])
  /// The table was not read.
  case notRead
  case partitionsMissing(columns: [String], isEmpty: Bool, option: String)
  /// The given SQL names a table that does not exist.
  case missing
}
