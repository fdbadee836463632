import JSONCoding

/// What only results about versions have: whether the state fits, what changed, and the versions.
extension ResultTable {
  /// The maximum width of a value in a change, in columns; JSON output has the whole value.
  private static let valueWidth = 60

  /// The word for a side of a change that has nothing.
  var none: String { TableLabel.noValue.text(voice) }

  /// The verdict, and a line for each reason.
  func compatibility(_ compatibility: JSONObject) -> [Line] {
    [line(.compatibility, ResultTable.text(compatibility["verdict"]).printable)]
      + (compatibility["reasons"]?.array ?? []).map {
        line(.compatibilityReason, ResultTable.text($0).printable)
      }
  }

  /// The line of a change: its name and both sides; only the name for the SQL, which `sql_diff` compares.
  func change(_ change: JSON) -> Line {
    let what = ResultTable.text(change["what"]).printable
    if what == "sql" { return line(.changes, what) }
    let colon = voice.language == .english ? ": " : "："
    return line(.changes, "\(what)\(colon)\(side(change["from"])) -> \(side(change["to"]))")
  }

  private func side(_ value: JSON?) -> String {
    guard let value, !value.isNull else { return none }
    let text = ResultTable.text(value).printable
    let width = ResultTable.valueWidth
    return text.displayWidth > width ? "\(text.prefix(width: width - 1))…" : text
  }

  /// The lines of `sql_diff` without the end of the last one, which the command prints.
  func shown(difference: String) -> String {
    difference.hasSuffix("\n") ? String(difference.dropLast()) : difference
  }

  /// The table of the versions, newest first.
  func versionTable(_ versions: [JSON]) -> String {
    let rows = versions.map { version in
      ["version", "created_at", "status", "summary"].map { ResultTable.text(version[$0]).printable }
    }
    return TextTable([.versionHeader, .time, .statusHeader, .summary], rows, voice).text
  }
}
