/// What was compared, and what was wrong.
struct Tally {
  private(set) var passed = 0
  /// Scripts that the planner or the runtime would not take.
  private(set) var refused = 0
  /// Cases of which the engine says something else.
  private(set) var different = 0
  private(set) var problems: [String] = []
  /// What became of the values of each pair of types.
  var ledger = VerdictLedger()
  /// Messages compared, failures that both sides agree on, rows written.
  private var figures: [String: Int] = [:]

  var cases: Int { passed + refused + different }

  /// Counts a case.
  mutating func count(_ problem: Problem?, of name: String) {
    switch problem {
    case nil: passed += 1
    case .refused(let text):
      refused += 1
      problems.append("\(name): refused: \(text)")
    case .difference(let text):
      different += 1
      problems.append("\(name): \(text)")
    }
  }

  mutating func add(_ figure: String, _ count: Int = 1) { figures[figure, default: 0] += count }

  mutating func takeFigures() -> String {
    defer { figures = [:] }
    return figures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}
