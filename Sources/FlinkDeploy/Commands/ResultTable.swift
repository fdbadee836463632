import JSONCoding

/// The table of a result for people.
struct ResultTable {
  /// The language.
  let voice: Voice

  /// A table in the language of `voice`.
  init(_ voice: Voice) { self.voice = voice }

  /// One line per member, long texts below them, without members that have no value.
  func text(_ document: JSONObject) -> String {
    let rows = document.members.flatMap { lines($0.key, $0.value) }
    let width = rows.map { $0.label.displayWidth }.max() ?? 0
    let table = rows.map { $0.label.padded(to: width + 2) + $0.text }
    let blocks = document.members.compactMap { block($0.key, $0.value) }.map { "\n\($0)" }
    return (table + blocks).joined(separator: "\n")
  }

  /// A line of the table.
  typealias Line = (label: String, text: String)

  /// A line with a label of the catalogue.
  func line(_ label: TableLabel, _ text: String) -> Line { (label.text(voice), text) }

  /// The lines of a member.
  private func lines(_ key: String, _ value: JSON) -> [Line] {
    switch (key, value) {
    // `outcome` shows success, and the others are blocks.
    case ("success", _), ("flink_sql", _), ("columns", _), ("versions", _), (TableSuggestion.member, _), (_, .null),
      (_, .array([])):
      []
    case ("results", _): []
    case ("findings", .array(let findings)): findings.compactMap(finding)
    case ("warnings", .array(let warnings)): warnings.map { line(.warning, ResultTable.text($0["message"])) }
    case ("additional_dependencies", .array(let files)): files.map { line(.dependency, ResultTable.text($0)) }
    case ("recovered", .array(let operations)): operations.map(recovered)
    case ("dry_parse", let report): dryParse(report)
    case ("health", .object(let health)): HealthBlock(health, voice).lines.map { line($0.label, $0.text) }
    case ("alerts", .array(let alerts)): alerts.map(alert)
    case ("compatibility", .object(let compatibility)): self.compatibility(compatibility)
    case ("changes", .array(let changes)): changes.map(change)
    case ("sql_diff", .string(let difference)): difference.isEmpty ? [line(.sqlDifference, none)] : []
    case ("counts", .object(let counts)), ("plan", .object(let counts)): [batchLine(key, counts)]
    case ("error", .object(let error)): self.error(error)
    default: [(TableLabel(rawValue: key)?.text(voice) ?? key, ResultTable.text(value).printable)]
    }
  }

  /// The block of a member below the lines; nil if it has none.
  private func block(_ key: String, _ value: JSON) -> String? {
    switch (key, value) {
    case ("flink_sql", .string(let sql)): sql
    case ("sql_diff", .string(let difference)): difference.isEmpty ? nil : shown(difference: difference)
    case ("columns", .array(let columns)): columnTable(columns)
    case (TableSuggestion.member, .string(let statements)): statements
    case ("versions", .array(let versions)): versions.isEmpty ? nil : versionTable(versions)
    case ("results", .array(let results)): results.isEmpty ? nil : batchTable(results)
    default: nil
    }
  }

  private func error(_ error: JSONObject) -> [Line] {
    let members: [(String, TableLabel)] = [
      ("code", .errorCode), ("message", .error), ("remedy", .remedy), ("request_id", .requestID),
      ("rolled_back", .rolledBack),
    ]
    return members.compactMap { key, label in
      error[key].flatMap { $0.isNull ? nil : line(label, ResultTable.text($0)) }
    }
  }

  /// The line of a finding in given SQL; nil for an error, which the message of the result contains.
  private func finding(_ finding: JSON) -> Line? {
    guard finding["severity"] == "warning" else { return nil }
    let text = TerminalText.finding(
      place: "\(ResultTable.text(finding["line"])):\(ResultTable.text(finding["column"]))",
      message: ResultTable.text(finding["message"]), replacement: finding["replacement"]?.string)
    return line(.warning, text.text(voice))
  }

  private func recovered(_ operation: JSON) -> Line {
    let text = TerminalText.recovered(
      record: ResultTable.text(operation["aliyun_job_id"]), status: ResultTable.text(operation["status"]),
      message: ResultTable.text(operation["message"]))
    return line(.recovered, text.text(voice))
  }

  private func dryParse(_ report: JSON) -> [Line] {
    func text(_ value: JSON?) -> String { ResultTable.text(value) }
    let summary = TerminalText.failedMessages(failed: text(report["failed"]), total: text(report["messages"]))
    let failures = (report["failures"]?.array ?? []).map { failure in
      let place: TerminalText.Place =
        failure["partition"].map { TerminalText.Place.offset(text(failure["offset"]), partition: text($0)) }
        ?? .message(text(failure["message"]))
      let line = TerminalText.failure(count: text(failure["count"]), place: place, reason: text(failure["reason"]))
      return self.line(.wouldFail, line.text(voice))
    }
    let changes = (report["altered"]?.array ?? []).map { change in
      let line = TerminalText.becomes(
        field: text(change["field"]), value: text(change["value"]), result: text(change["becomes"]))
      return self.line(.wouldChange, line.text(voice))
    }
    func more(_ label: TableLabel, _ key: String, _ text: (String) -> TerminalText) -> [Line] {
      report[key].map { [line(label, text(ResultTable.text($0)).text(voice))] } ?? []
    }
    return [line(.dryParse, summary.text(voice))]
      + failures + more(.wouldFail, "failures_besides", TerminalText.moreReasons)
      + changes + more(.wouldChange, "altered_besides", TerminalText.moreFields)
  }

  private func columnTable(_ columns: [JSON]) -> String {
    // Only refused columns have a reason, and only columns of several tables name their table.
    func has(_ label: TableLabel) -> [TableLabel] { columns.contains { $0[label.rawValue] != nil } ? [label] : [] }
    let labels: [TableLabel] =
      has(.table) + [.column, .type, .field, .sourceType, .verdict] + has(.reason)
    let rows = columns.map { column in labels.map { column[$0.rawValue]?.string ?? "" } }
    return TextTable(labels, rows, voice).text
  }

  /// A string as it is, any other value as JSON; nothing for nil.
  static func text(_ value: JSON?) -> String { value.map { $0.string ?? $0.text } ?? "" }
}
