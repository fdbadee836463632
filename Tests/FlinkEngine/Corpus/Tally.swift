/// Counts of what was compared, and the problems found.
struct Tally {
  /// Cases without a problem.
  private(set) var passed = 0
  /// Scripts that the planner or the runtime rejected.
  private(set) var refused = 0
  /// Cases for which the engine and this project have different results.
  private(set) var different = 0
  /// A description of each problem.
  private(set) var problems: [String] = []
  /// Losses of values, by the pair of field and column.
  var ledger = VerdictLedger()
  /// Messages compared, failures on both sides, rows written.
  private var figures: [String: Int] = [:]

  /// All cases.
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

  /// Adds to the count of a figure.
  mutating func add(_ figure: String, _ count: Int = 1) { figures[figure, default: 0] += count }

  /// Returns the figures as text and resets them.
  mutating func takeFigures() -> String {
    defer { figures = [:] }
    return figures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}
