/// A table in Markdown.
struct MarkdownTable {
  /// The header and the rows.
  private var lines: [String]

  /// A table without rows.
  init(_ header: [String]) {
    lines = ["| \(header.joined(separator: " | ")) |", "|\(header.map { _ in "---" }.joined(separator: "|"))|"]
  }

  /// Adds a row of cells in Markdown.
  mutating func add(_ cells: [String]) { lines.append("| \(cells.joined(separator: " | ")) |") }

  /// The lines.
  var text: String { lines.joined(separator: "\n") }

  /// Plain text as a cell.
  static func cell(_ text: String) -> String {
    var cell = ""
    for character in text.replacing("\n", with: " ") {
      if "|<*".contains(character) { cell.append("\\") }
      cell.append(character)
    }
    return cell
  }

  /// A name as a cell.
  static func code(_ text: String) -> String { "`\(text)`" }
}
