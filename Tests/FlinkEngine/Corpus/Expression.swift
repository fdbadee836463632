import FlinkSQL

/// An expression of the SELECT that can be evaluated here: a column, or an instant out of an epoch number.
struct Expression {
  private let column: Int
  private let unit: Int64?

  /// The expression of `text` over these columns, nil when it is of another form.
  init?(_ text: String, _ columns: [String]) {
    let quoted = columns.map { "`\($0.replacing("`", with: "``"))`" }
    if let column = quoted.firstIndex(of: text) {
      self.column = column
      unit = nil
    } else if let column = quoted.firstIndex(where: { text == "TO_TIMESTAMP_LTZ(\($0), 3)" }) {
      self.column = column
      unit = 1
    } else if let column = quoted.firstIndex(where: { text == "TO_TIMESTAMP_LTZ(\($0), 0)" }) {
      self.column = column
      unit = 1000
    } else {
      return nil
    }
  }

  /// Its value over a row of the source.
  func value(_ row: [FlinkValue]) -> FlinkValue {
    guard let unit else { return row[column] }
    guard case .integer(let number) = row[column] else { return .null }
    let (milliseconds, overflows) = number.multipliedReportingOverflow(by: unit)
    // The function knows the years 0 to 9999 only; what lies outside becomes NULL.
    let isKnown = !overflows && (-62_167_219_200_000...253_402_300_799_999).contains(milliseconds)
    return isKnown ? .timestamp(milliseconds: milliseconds, nanoseconds: 0) : .null
  }
}
