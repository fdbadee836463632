/// The kinds of messages that the programs behind the change formats write, by the words that they use.
enum ChangeKinds {
  /// Kinds whose messages hold rows.
  static let debeziumRows: Set = ["c", "r", "u", "d"]
  static let canalRows: Set = ["INSERT", "UPDATE", "DELETE"]
  static let maxwellRows: Set = ["insert", "update", "delete", "bootstrap-insert"]

  /// Kinds whose messages hold no row: Canal's own, and those of TiCDC and DTS, which write the same envelope.
  static let canalControls: Set = [
    "CREATE", "ALTER", "CINDEX", "DINDEX", "ERASE", "QUERY", "RENAME", "TRUNCATE", "GTID", "XACOMMIT", "XAROLLBACK",
    "MHEARTBEAT", "HEARTBEAT", "TRANSACTIONBEGIN", "TRANSACTIONEND", "BEGIN", "COMMIT", "ROLLBACK", "END", "DDL", "DCL",
    "TIDB_WATERMARK",
  ]
  static let maxwellControls: Set = [
    "bootstrap-start", "bootstrap-complete", "database-create", "database-alter", "database-drop", "table-create",
    "table-alter", "table-drop", "heartbeat",
  ]

  /// The words that may be named: any other text could be a value of a row.
  static let all = debeziumRows.union(["t", "m"]).union(canalRows).union(canalControls).union(maxwellRows)
    .union(maxwellControls)
}
