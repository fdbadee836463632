import JSONCoding

extension ResultTable {
  /// The line of an open alert.
  func alert(_ alert: JSON) -> Line {
    func text(_ key: String) -> String { ResultTable.text(alert[key]).printable }
    let line = AlertLine.open(
      severity: text("severity"), message: text("message"), since: text("since"), count: alert["count"]?.int ?? 1,
      id: text("id"))
    return (AlertLabel.alert.text(voice), line.text(voice))
  }
}
