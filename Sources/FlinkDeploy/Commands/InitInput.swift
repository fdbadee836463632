/// The answers to `init` in standard input that is not a terminal.
///
/// It has `NAME=value` lines in any order, as a `.env` file, or one answer on each line in the order of the questions.
struct InitInput: Equatable {
  /// The answers by their names.
  private(set) var named: [InitQuestion: String] = [:]
  /// The answers in the order of the questions.
  private(set) var lines: [String] = []

  /// Reads the text of standard input.
  /// - Throws: ``InitProblem`` for a malformed line, and for variables that are not asked for.
  init(_ text: String) throws(InitProblem) {
    var lines = text.fileLines.map(String.init)
    if lines.last == "" { lines.removeLast() }
    guard lines.contains(where: InitInput.isNamed) else {
      self.lines = lines
      return
    }
    let values: [String: String]
    do throws(SettingsError) { values = try DotEnv.parse(text) } catch { throw .malformedInput(error.problem) }
    let unknown = values.keys.filter { InitQuestion(rawValue: $0) == nil }.sorted()
    guard unknown.isEmpty else { throw .unknownVariables(unknown) }
    for (name, value) in values { if let question = InitQuestion(rawValue: name) { named[question] = value } }
  }

  /// Whether the line gives a variable of a question.
  private static func isNamed(_ line: String) -> Bool {
    guard let match = line.prefixMatch(of: /\s*(?:export\s+)?([A-Z_]+)\s*=/) else { return false }
    return InitQuestion(rawValue: String(match.1)) != nil
  }
}
