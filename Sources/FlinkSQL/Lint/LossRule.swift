/// Settings under which data is lost without a word, or a job stops at what others let pass.
enum LossRule {
  static func findings(_ table: SQLStatement.Table) -> [SQLFinding] {
    table.options.compactMap { option in
      guard let value = option.value, value.text.lowercased() == "true" else { return nil }
      let name = option.key.text
      if name.hasSuffix("ignore-parse-errors") {
        return SQLFinding(
          .warning, at: option.key,
          "With '\(name)' fields and rows that cannot be read are dropped, and nothing tells of it",
          replacement: "'\(name)' = 'false'")
      }
      if name.hasSuffix("fail-on-missing-field") {
        return SQLFinding(
          .warning, at: option.key, "With '\(name)' the job stops at the first message without one of the fields",
          replacement: "'\(name)' = 'false'")
      }
      return nil
    }
  }
}
