/// A table of text for a terminal: columns of equal width under a header.
struct TextTable {
  /// The header.
  let header: [String]
  /// The rows, each with as many cells as the header.
  let rows: [[String]]

  /// A table with a header of labels.
  init(_ header: [TableLabel], _ rows: [[String]], _ voice: Voice) {
    self.header = header.map { $0.text(voice) }
    self.rows = rows
  }

  /// The lines of the table.
  var text: String {
    let all = [header] + rows
    let widths = header.indices.map { index in all.map { $0[index].displayWidth }.max() ?? 0 }
    return all.map { row in
      let line = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
