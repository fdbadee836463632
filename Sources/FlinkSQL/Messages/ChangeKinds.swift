/// The kinds of changes that the programs behind the change formats write, those too that the formats stop at.
enum ChangeKinds {
  static let debezium: Set = ["c", "r", "u", "d", "t", "m"]
  static let canal: Set = [
    "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "CINDEX", "DINDEX", "ERASE", "QUERY", "RENAME", "TRUNCATE",
  ]
  static let maxwell: Set = [
    "insert", "update", "delete", "bootstrap-start", "bootstrap-insert", "bootstrap-complete", "database-create",
    "database-alter", "database-drop", "table-create", "table-alter", "table-drop",
  ]
  static let all = debezium.union(canal).union(maxwell)
}
