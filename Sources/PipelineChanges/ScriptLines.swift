import SQLLint

/// A text as lines, of which some are not shown.
struct ScriptLines {
  /// What replaces a line that is not shown, or a value.
  static let hidden = "******"

  /// The lines, each with its line break.
  let lines: [ArraySlice<UInt8>]
  /// The lines that are not shown, from 1.
  private let hiddenLines: Set<Int>

  /// - Parameters:
  ///   - text: The text.
  ///   - hiddenLines: The lines that are not shown, from 1.
  init(_ text: String, hiding hiddenLines: Set<Int> = []) {
    var rest = Array(text.utf8)[...]
    var lines: [ArraySlice<UInt8>] = []
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
      lines.append(rest[..<end])
      rest = rest[end...]
    }
    self.lines = lines
    self.hiddenLines = hiddenLines
  }

  /// A script, whose literal secrets are not shown.
  init(sql: String) { self.init(sql, hiding: SQLLint.secretLines(in: sql)) }

  /// Whether the line at `index`, from 0, ends with a line break.
  func isEnded(_ index: Int) -> Bool { lines[index].last == UInt8(ascii: "\n") }

  /// The line at `index`, from 0, with its line break.
  func shown(_ index: Int) -> String {
    if hiddenLines.contains(index + 1) { return ScriptLines.hidden + (isEnded(index) ? "\n" : "") }
    return String(decoding: lines[index], as: UTF8.self)
  }
}
