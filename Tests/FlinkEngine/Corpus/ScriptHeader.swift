import PipelineTypes
import SQLLint

/// The entries in the comment lines before the first statement of a script, such as `-- expect: date_pattern`.
///
/// Other comment lines are free text. The entries are:
///
/// - `expect`: the codes of the lint's findings, in the order of the text.
/// - `topic`: the topic that a call names for the script.
/// - `table`: the table that it names, in the Hologres database `db`.
/// - `columns`: the table's columns with their types, separated by semicolons. Without them the table was not read.
/// - `key`: its primary key.
struct ScriptHeader {
  /// The codes of the findings that the lint must have, in the order of the text.
  let codes: [String]
  /// The lint that knows what the header says.
  let lint: SQLLint

  private static let names: Set<String> = ["expect", "topic", "table", "columns", "key"]

  /// The header of a script.
  /// - Parameters:
  ///   - sql: The script.
  ///   - name: Its name, for errors.
  /// - Throws: If an entry is malformed.
  init(of sql: String, in name: String) throws {
    var entries: [String: String] = [:]
    for line in sql.split(separator: "\n").prefix(while: { $0.hasPrefix("--") }) {
      let parts = line.dropFirst(2).split(separator: ":", maxSplits: 1).map { $0.trimmed }
      if parts.count == 2, ScriptHeader.names.contains(parts[0]) { entries[parts[0]] = parts[1] }
    }
    codes = entries["expect", default: ""].split(separator: ",").map(\.trimmed)
    let table = try entries["table"].map(TableName.init(parsing:))
    let topic = try entries["topic"].map(TopicName.init(parsing:))
    if table == nil, topic != nil || entries["columns"] != nil {
      throw CorpusError(message: "\(name): the header does not name the table")
    }
    var targets: SQLLint.Targets?
    if let table, let columns = entries["columns"] {
      let key = entries["key", default: ""].split(separator: ",").map(\.trimmed)
      targets = SQLLint.Targets(
        [TargetTable(name: table, columns: try ScriptHeader.columns(columns, in: name), primaryKey: key)], in: "db")
    }
    var endpoints: SQLLint.Endpoints?
    if let topic, let table { endpoints = SQLLint.Endpoints(topic: topic, table: table) }
    lint = SQLLint(targets: targets, endpoints: endpoints)
  }

  private static func columns(_ text: String, in name: String) throws -> [TargetTable.Column] {
    try text.split(separator: ";").map { column in
      let parts = column.trimmed.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw CorpusError(message: "\(name): the column '\(column)' has no type") }
      return TargetTable.Column(name: parts[0], databaseType: parts[1], isNullable: true)
    }
  }
}

extension Substring {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
