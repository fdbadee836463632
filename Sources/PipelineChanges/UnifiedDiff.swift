/// The difference of two texts in the unified format of `diff -u`.
public struct UnifiedDiff: Sendable, Equatable {
  /// How many lines around a change are shown.
  private static let context = 3

  /// The difference, which `patch` reads; empty for equal texts.
  public let text: String

  /// The difference of two texts, line by line.
  /// - Parameters:
  ///   - old: The first text.
  ///   - new: The second text.
  ///   - names: The names of both in the first two lines.
  public init(from old: String, to new: String, named names: (old: String, new: String)) {
    self.init(from: ScriptLines(old), to: ScriptLines(new), names)
  }

  /// The difference of two scripts, line by line; lines with a literal secret are not shown.
  /// - Parameters:
  ///   - old: The first script.
  ///   - new: The second script.
  ///   - names: The names of both in the first two lines.
  public init(fromSQL old: String, toSQL new: String, named names: (old: String, new: String)) {
    self.init(from: ScriptLines(sql: old), to: ScriptLines(sql: new), names)
  }

  private init(from old: ScriptLines, to new: ScriptLines, _ names: (old: String, new: String)) {
    let steps = UnifiedDiff.steps(from: old, to: new)
    var text = ""
    for hunk in UnifiedDiff.hunks(of: steps) {
      text += UnifiedDiff.header(of: steps[hunk], before: steps[..<hunk.lowerBound])
      for step in steps[hunk] {
        switch step {
        case .kept(let line, _): text += UnifiedDiff.line(" ", old, line)
        case .removed(let line): text += UnifiedDiff.line("-", old, line)
        case .added(let line): text += UnifiedDiff.line("+", new, line)
        }
      }
    }
    self.text = text.isEmpty ? "" : "--- \(names.old)\n+++ \(names.new)\n" + text
  }

  /// The lines that only one of two scripts has; nil for none.
  static func changedLines(from old: ScriptLines, to new: ScriptLines) -> (removed: String?, added: String?) {
    var (removed, added) = ("", "")
    for step in steps(from: old, to: new) {
      switch step {
      case .kept: break
      case .removed(let line): removed += old.shown(line)
      case .added(let line): added += new.shown(line)
      }
    }
    return (removed.isEmpty ? nil : removed, added.isEmpty ? nil : added)
  }

  private static func steps(from old: ScriptLines, to new: ScriptLines) -> [LineScript.Step] {
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    return LineScript(from: old.lines.map(number), to: new.lines.map(number)).steps
  }

  private static func line(_ sign: String, _ script: ScriptLines, _ index: Int) -> String {
    sign + script.shown(index) + (script.isEnded(index) ? "" : "\n\\ No newline at end of file\n")
  }

  /// The ranges of steps around the changes; those that touch are one.
  private static func hunks(of steps: [LineScript.Step]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in steps.indices {
      if case .kept = steps[index] { continue }
      let around = max(0, index - context)..<min(steps.count, index + context + 1)
      if let last = hunks.last, last.upperBound >= around.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<around.upperBound
      } else {
        hunks.append(around)
      }
    }
    return hunks
  }

  private static func header(
    of steps: ArraySlice<LineScript.Step>, before: ArraySlice<LineScript.Step>
  ) -> String {
    func range(_ isCounted: (LineScript.Step) -> Bool) -> String {
      let (start, count) = (before.count(where: isCounted), steps.count(where: isCounted))
      // An empty range stands behind its first number, any other begins there.
      return count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
    }
    let old = range { if case .added = $0 { false } else { true } }
    let new = range { if case .removed = $0 { false } else { true } }
    return "@@ -\(old) +\(new) @@\n"
  }
}
