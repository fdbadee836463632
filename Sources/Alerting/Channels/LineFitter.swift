import JSONCoding

/// Cuts a message to the size that a channel takes.
///
/// The first line stays, and so do the IDs of the alerts while there is room for them. Lines are left out from the end,
/// and ` +3` after an ellipsis says how many were.
struct LineFitter {
  private struct Line {
    var text: String
    let isIdentifying: Bool
  }

  private static let ellipsis = "…"
  /// A mark is at most this long, in bytes.
  private static let markRoom = 16

  /// What all lines can cost together.
  private let limit: Int
  /// The cost of a line break.
  private let lineBreak: Int
  /// The cost of a part of a line.
  private let cost: @Sendable (Substring) -> Int

  /// A fitter.
  /// - Parameters:
  ///   - limit: What all lines can cost together, in bytes as the channel counts them.
  ///   - lineBreak: The cost of a line break.
  ///   - cost: The cost of a part of a line.
  init(limit: Int, lineBreak: Int, cost: @escaping @Sendable (Substring) -> Int) {
    self.limit = limit
    self.lineBreak = lineBreak
    self.cost = cost
  }

  /// A fitter that counts the bytes of a JSON string.
  static func json(limit: Int) -> LineFitter {
    LineFitter(limit: limit, lineBreak: 2) { JSON.string(String($0)).serialized.count - 2 }
  }

  /// The title and the lines of a message, cut.
  /// - Parameter ids: The IDs of the alerts, which some of the lines contain.
  func lines(of text: MessageText, ids: [String]) -> [String] {
    if total([text.title] + text.lines) <= limit { return [text.title] + text.lines }
    let title = shortened(text.title, to: limit / 2)
    var lines = text.lines.map { line in
      let isIdentifying = ids.contains { line.contains($0) }
      return Line(text: isIdentifying ? line : shortened(line, to: limit / 4), isIdentifying: isIdentifying)
    }
    drop(from: &lines, limit - cost(title[...]))
    let left = limit - total([title] + lines.filter { !$0.isIdentifying }.map(\.text))
    cutIDs(in: &lines, ids, left)
    return [title] + lines.map(\.text)
  }

  /// Leaves out lines without an ID, from the end, until all cost at most `limit` with their line breaks.
  private func drop(from lines: inout [Line], _ limit: Int) {
    var left = limit - price(lines.map(\.text))
    var dropped: [Int] = []
    for index in lines.indices.reversed() where left < (dropped.isEmpty ? 0 : lineBreak + LineFitter.markRoom) {
      guard !lines[index].isIdentifying else { continue }
      left += price([lines[index].text])
      dropped.append(index)
    }
    for (place, index) in dropped.enumerated() {
      // The mark stands where the first of them was.
      let isFirst = place == dropped.count - 1
      let mark = [Line(text: "\(LineFitter.ellipsis) +\(dropped.count)", isIdentifying: false)]
      lines.replaceSubrange(index...index, with: isFirst ? mark : [])
    }
  }

  /// Leaves out IDs from the end, until the lines with them cost at most `limit` with their line breaks.
  private func cutIDs(in lines: inout [Line], _ ids: [String], _ limit: Int) {
    guard price(lines.filter(\.isIdentifying).map(\.text)) > limit else { return }
    var left = limit - LineFitter.markRoom
    var last: Int?
    for index in lines.indices where lines[index].isIdentifying {
      let part = cut(lines[index].text, ids, to: left - lineBreak)
      left = part == lines[index].text ? left - price([part]) : 0
      if !part.isEmpty { last = index }
      lines[index].text = part
    }
    let missing = ids.count { id in !lines.contains { $0.text.contains(id) } }
    if missing > 0, let last { lines[last].text += " \(LineFitter.ellipsis) +\(missing)" }
    lines.removeAll { $0.text.isEmpty }
  }

  /// The longest beginning of a line that ends with the line or with an ID.
  private func cut(_ line: String, _ ids: [String], to limit: Int) -> String {
    if cost(line[...]) <= limit { return line }
    let ends = ids.compactMap { line.firstRange(of: $0)?.upperBound }.sorted()
    return ends.last { cost(line[..<$0]) <= limit }.map { String(line[..<$0]) } ?? ""
  }

  /// A text of at most `limit`, with an ellipsis where it is cut.
  private func shortened(_ text: String, to limit: Int) -> String {
    if cost(text[...]) <= limit { return text }
    var left = limit - cost(LineFitter.ellipsis[...])
    let part = text.prefix { character in
      left -= cost(String(character)[...])
      return left >= 0
    }
    return part + LineFitter.ellipsis
  }

  private func total(_ lines: [String]) -> Int { price(lines) - lineBreak }

  /// The cost of lines, each with a line break.
  private func price(_ lines: [String]) -> Int { lines.reduce(0) { $0 + lineBreak + cost($1[...]) } }
}
