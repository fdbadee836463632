/// Settings under which data is lost without an error, or a job stops at messages that others let pass.
enum DroppedRowRule {
  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    table.options.compactMap { option in
      guard let value = option.value, value.text.lowercased() == "true" else { return nil }
      let name = option.key.text
      let problem: SQLProblem? =
        if name.hasSuffix("ignore-parse-errors") {
          .rowsDropped(option: name)
        } else if name.hasSuffix("fail-on-missing-field") {
          .missingFieldStopsJob(option: name)
        } else {
          nil
        }
      return problem.map { SQLFinding($0, at: option.key, replacement: "'\(name)' = 'false'") }
    }
  }
}
