/// The nearest of some words.
enum EditDistance {
  /// Insertions, deletions and replacements that make `left` to `right` (Levenshtein).
  static func between(_ left: String, _ right: String) -> Int {
    let target = Array(right)
    var row = Array(0...target.count)
    for (line, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for index in target.indices {
        let replaced = diagonal + (character == target[index] ? 0 : 1)
        diagonal = row[index + 1]
        row[index + 1] = min(replaced, row[index] + 1, diagonal + 1)
      }
    }
    return row[target.count]
  }

  /// A longer word is a typing error of nothing, and takes long to compare.
  private static let longest = 100

  /// The one of `words` that differs least from `word`, in at most a third of its length; the first by name on a tie.
  static func nearest(to word: String, in words: some Sequence<String>) -> String? {
    if word.count > longest { return nil }
    return words.map { ($0, between(word.lowercased(), $0.lowercased())) }
      .filter { $0.1 * 3 <= word.count }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }
}
