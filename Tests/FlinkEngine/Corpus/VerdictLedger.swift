import FlinkSQL
import PipelineTypes

/// The losses of all values of each pair of field and column, with the verdict on the pair.
struct VerdictLedger {
  /// A field and a column that it is written to.
  struct Pair: Hashable {
    /// What the field holds.
    let field: String
    /// The type of the column.
    let column: DatabaseType
    /// The generator's verdict.
    let verdict: Verdict
  }

  private struct Entry {
    var values = 0
    var lost = 0
    var altered = 0
  }

  private var entries: [Pair: Entry] = [:]

  /// Adds one value of a pair.
  mutating func note(_ pair: Pair, _ losses: Set<Loss>, isAltered: Bool) {
    var entry = entries[pair, default: Entry()]
    entry.values += 1
    if !losses.isSubset(of: [.form]) { entry.lost += 1 }
    if isAltered, !losses.isEmpty { entry.altered += 1 }
    entries[pair] = entry
  }

  /// Adds a pair that the generator has no conversion for, though the column could hold each value.
  mutating func noteRefused(_ field: String, _ column: DatabaseType) {
    entries[Pair(field: field, column: column, verdict: .impossible), default: Entry()].values += 1
  }

  /// The number of pairs with each verdict.
  var summary: String {
    let counts = Verdict.allCases.map { verdict in
      let ofVerdict = entries.filter { $0.key.verdict == verdict }
      let values = ofVerdict.values.reduce(0) { $0 + $1.values }
      return "\(verdict.rawValue) \(ofVerdict.count) pairs (\(values) values)"
    }
    return counts.joined(separator: ", ")
  }

  /// Verdicts that were too pessimistic, or left to the dry parse: worth a look, but not failures.
  var remarks: [String] {
    let never = lines { $0.verdict == .lossy && $1.lost == 0 }
    let refused = lines { pair, _ in pair.verdict == .impossible }
    let altered = lines { ($0.verdict == .exact || $0.verdict == .widening) && $1.altered > 0 }
    return [
      "lossy, but nothing was lost: \(never)", "no conversion, though each value would fit: \(refused)",
      "exact, and reported only by the dry parse: \(altered)",
    ]
  }

  private func lines(where predicate: (Pair, Entry) -> Bool) -> String {
    let found = entries.filter { predicate($0.key, $0.value) }.sorted { $0.value.values > $1.value.values }
    let shown = found.prefix(12).map {
      "\($0.key.field) into \($0.key.column) (\($0.value.values))".replacing("PipelineTypes.DatabaseType.", with: "")
    }
    return "\(found.count)" + (shown.isEmpty ? "" : ": \(shown.joined(separator: ", "))")
  }
}
