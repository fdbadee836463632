import FlinkSQL

/// What became of all values of each pair of field and column, beside what was said of the pair.
struct VerdictLedger {
  struct Pair: Hashable {
    /// What the field holds.
    let field: String
    let column: DatabaseType
    let verdict: Verdict
  }

  private struct Entry {
    var values = 0
    var lost = 0
    var bent = 0
  }

  private var entries: [Pair: Entry] = [:]

  /// Takes one value of a pair into account.
  mutating func note(_ pair: Pair, _ losses: Set<Loss>, isBent: Bool) {
    var entry = entries[pair, default: Entry()]
    entry.values += 1
    if !losses.isSubset(of: [.form]) { entry.lost += 1 }
    if isBent, !losses.isEmpty { entry.bent += 1 }
    entries[pair] = entry
  }

  /// Notes that the generator found no way though the column could hold each value.
  mutating func noteRefused(_ field: String, _ column: DatabaseType) {
    entries[Pair(field: field, column: column, verdict: .impossible), default: Entry()].values += 1
  }

  /// How many pairs there were of each verdict.
  var summary: String {
    let counts = Verdict.allCases.map { verdict in
      let ofVerdict = entries.filter { $0.key.verdict == verdict }
      let values = ofVerdict.values.reduce(0) { $0 + $1.values }
      return "\(verdict.rawValue) \(ofVerdict.count) pairs (\(values) values)"
    }
    return counts.joined(separator: ", ")
  }

  /// Verdicts that were too dark, or left to the dry parse: worth a look, and no failure.
  var remarks: [String] {
    let never = lines { $0.verdict == .lossy && $1.lost == 0 }
    let refused = lines { pair, _ in pair.verdict == .impossible }
    let bent = lines { ($0.verdict == .exact || $0.verdict == .widening) && $1.bent > 0 }
    return [
      "lossy, and nothing was lost: \(never)", "no way, though each value would fit: \(refused)",
      "exact, and told by the dry parse only: \(bent)",
    ]
  }

  private func lines(where predicate: (Pair, Entry) -> Bool) -> String {
    let found = entries.filter { predicate($0.key, $0.value) }.sorted { $0.value.values > $1.value.values }
    let shown = found.prefix(12).map {
      "\($0.key.field) into \($0.key.column) (\($0.value.values))".replacing("FlinkSQL.DatabaseType.", with: "")
    }
    return "\(found.count)" + (shown.isEmpty ? "" : ": \(shown.joined(separator: ", "))")
  }
}
