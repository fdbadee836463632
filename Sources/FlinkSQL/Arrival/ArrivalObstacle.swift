public import Notices

/// Why a message cannot show whether it has arrived in a table.
public enum ArrivalObstacle: Error, Notice, Hashable {
  // Of a table, whatever the message is
  /// The table was not read when the SQL was generated, so that its key is not known.
  case tableNotRead
  /// The table has no primary key of which each column is written.
  case keyMissing
  /// The database fills in these columns of the key.
  case keyFilledIn(columns: [String])
  /// The column of the key takes values for equal that differ.
  case keyInexact(column: String)
  /// Only Flink knows what its expression makes of values for the column of the key.
  case keyConverted(column: String)

  // Of a message
  /// It changes no row.
  case noRow
  /// It deletes its row.
  case deletion
  /// Flink cannot read it.
  case unreadable
  /// It has no value for the column of the key, so that it is not written.
  case keyNull(column: String)
  /// The value for the column of the key is cut, rounded or changed in another way.
  case keyChanged(column: String)
  /// A later message deletes its row.
  case deletedLater
}
