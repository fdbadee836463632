/// The nearest of some words.
package enum EditDistance {
  /// How many words of one kind are worth a search: who has more of them wrong is not helped by it.
  package static let mostWords = 20

  /// A longer word is a typing error of nothing: a name in Postgres has at most 63 bytes.
  private static let longest = 64

  /// How many words are compared with one.
  private static let mostCandidates = 1_000

  /// Who differs in more has not slipped.
  package static let mostErrors = 3

  /// The one of `words` that differs least from `word`, in few characters; the first by name on a tie.
  ///
  /// Takes time in proportion to the number of `words`, up to a bound, whatever their lengths.
  package static func nearest(to word: String, in words: some Sequence<String>, atMost errors: Int = mostErrors)
    -> String?
  {
    if word.unicodeScalars.prefix(longest + 1).count > longest { return nil }
    let left = Array(word.lowercased().unicodeScalars)
    // A third of the word, since short words are near to all others.
    let bound = min(errors, left.count / 3)
    var nearest: (distance: Int, word: String)?
    for candidate in words.lazy.filter({ abs($0.unicodeScalars.count - left.count) <= bound }).prefix(mostCandidates) {
      let right = Array(candidate.lowercased().unicodeScalars)
      guard let distance = between(left, right, atMost: nearest?.distance ?? bound) else { continue }
      if let nearest, (nearest.distance, nearest.word) < (distance, candidate) { continue }
      nearest = (distance, candidate)
    }
    return nearest?.word
  }

  /// Insertions, deletions, replacements and swaps of neighbours that make `left` to `right` (Damerau and Levenshtein,
  /// with no piece changed twice); nil when they are more than `limit`.
  private static func between(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int) -> Int? {
    // Names of one kind begin alike.
    let common = zip(left, right).prefix { $0 == $1 }.count
    let (left, right) = (Array(left.dropFirst(common)), Array(right.dropFirst(common)))
    var (before, row) = ([Int](), Array(0...right.count))
    for line in left.indices {
      var next = [line + 1]
      for index in right.indices {
        var distance = min(row[index] + (left[line] == right[index] ? 0 : 1), row[index + 1] + 1, next[index] + 1)
        if line > 0, index > 0, left[line] == right[index - 1], left[line - 1] == right[index] {
          distance = min(distance, before[index - 1] + 1)
        }
        next.append(distance)
      }
      // A swap reaches back over one row.
      if min(next.min() ?? 0, row.min() ?? 0) > limit { return nil }
      (before, row) = (row, next)
    }
    return row[right.count] <= limit ? row[right.count] : nil
  }
}
