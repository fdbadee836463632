import JSONCoding

extension ActionResult {
  /// Adds statements for tables, and a note that says what they are for, unless the remedy of a failure does.
  mutating func add(_ suggestion: TableSuggestion?) {
    guard let suggestion else { return }
    if case .addColumns(let table, _) = suggestion { add(.plan(.columnsSuggested(table))) }
    add(TableSuggestion.member, .string(suggestion.ddl))
  }
}
