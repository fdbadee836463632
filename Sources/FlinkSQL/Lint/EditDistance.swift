/// The nearest of some words.
enum EditDistance {
  /// How many words of one kind are worth a search: who has more of them wrong is not helped by it.
  static let mostWords = 20

  /// A longer word is a typing error of nothing: a name in Postgres has at most 63 bytes.
  private static let longest = 64

  /// How many words are compared with one.
  private static let mostCandidates = 1_000

  /// The one of `words` that differs least from `word`, in at most a third of its length; the first by name on a tie.
  ///
  /// Takes time in proportion to the number of `words`, up to a bound, whatever their lengths.
  static func nearest(to word: String, in words: some Sequence<String>) -> String? {
    if word.unicodeScalars.prefix(longest + 1).count > longest { return nil }
    let left = Array(word.lowercased().unicodeScalars)
    var nearest: (distance: Int, word: String)?
    for candidate in words.lazy.filter({ isNear(left.count, $0.unicodeScalars.count) }).prefix(mostCandidates) {
      let limit = nearest?.distance ?? left.count / 3
      guard let distance = between(left, Array(candidate.lowercased().unicodeScalars), atMost: limit) else { continue }
      if let nearest, (nearest.distance, nearest.word) < (distance, candidate) { continue }
      nearest = (distance, candidate)
    }
    return nearest?.word
  }

  /// Whether words of these lengths can differ in no more than a third of the first one.
  private static func isNear(_ length: Int, _ other: Int) -> Bool { abs(length - other) * 3 <= length }

  /// Insertions, deletions and replacements that make `left` to `right` (Levenshtein); nil when they are more than
  /// `limit`.
  private static func between(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int) -> Int? {
    var row = Array(0...right.count)
    for line in left.indices {
      var diagonal = row[0]
      row[0] = line + 1
      var least = row[0]
      for index in right.indices {
        let replaced = diagonal + (left[line] == right[index] ? 0 : 1)
        diagonal = row[index + 1]
        row[index + 1] = min(replaced, row[index] + 1, diagonal + 1)
        least = min(least, row[index + 1])
      }
      // No row after it has a lesser one.
      if least > limit { return nil }
    }
    return row[right.count] <= limit ? row[right.count] : nil
  }
}
