import PipelineTypes

/// Letters in date patterns that the planner accepts and that mean something else (Java's `DateTimeFormatter`).
enum DatePatternRule {
  /// The functions whose second argument is a pattern.
  private static let functions = ["DATE_FORMAT", "TO_TIMESTAMP", "FROM_UNIXTIME", "TO_DATE", "UNIX_TIMESTAMP"]

  static func findings(_ statement: SQLStatement) -> [SQLFinding] {
    let tokens = statement.tokens
    return tokens.indices.dropLast().flatMap { index -> [SQLFinding] in
      guard functions.contains(where: tokens[index].isWord) else { return [] }
      return pattern(in: tokens[(index + 1)...].prefix(longest)).map(findings) ?? []
    }
  }

  /// Arguments are read so far: calls inside of calls would otherwise take quadratic time.
  private static let longest = 1_000

  /// The literal that is the second of two arguments in the brackets that `tokens` begins with; nil when there is none.
  private static func pattern(in tokens: ArraySlice<SQLToken>) -> SQLToken? {
    guard tokens.first?.isSymbol("(") == true else { return nil }
    var depth = 0
    var comma: Int?
    for index in tokens.indices where tokens[index].kind == .symbol {
      switch tokens[index].text {
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        guard depth == 0 else { continue }
        return comma.flatMap { $0 + 2 == index && tokens[$0 + 1].kind == .string ? tokens[$0 + 1] : nil }
      case "," where depth == 1:
        if comma != nil { return nil }
        comma = index
      default: break
      }
    }
    return nil
  }

  /// No date pattern is so long.
  private static let longestPattern = 200

  private static func findings(_ token: SQLToken) -> [SQLFinding] {
    guard token.text.utf8.count <= longestPattern else { return [] }
    let pattern = DatePattern(token.text)
    return pattern.problems.map { problem in
      SQLFinding(
        .datePattern(letters: problem.letters, problem.meaning, use: problem.use), at: token,
        replacement: SQLText.literal(pattern.corrected))
    }
  }
}

/// A pattern of Java's `DateTimeFormatter`, as runs of one letter and literal text.
private struct DatePattern {
  struct Problem {
    let letters: String
    let meaning: SQLProblem.PatternMeaning
    let use: String
  }

  private var runs: [(text: String, letter: Character?)] = []

  init(_ text: String) {
    var isQuoted = false
    for character in text {
      if character == "'" { isQuoted.toggle() }
      let letter = !isQuoted && character.isASCII && character.isLetter ? character : nil
      if let last = runs.last, last.letter == letter {
        runs[runs.count - 1].text.append(character)
      } else {
        runs.append((String(character), letter))
      }
    }
  }

  private func has(_ letters: String) -> Bool { runs.contains { $0.letter.map(letters.contains) == true } }

  /// Whether the next letter before the run at `index` is one of `letters`.
  private func isAfter(_ letters: String, at index: Int) -> Bool {
    runs[..<index].last { $0.letter != nil }?.letter.map(letters.contains) == true
  }

  /// Whether the run at `index` has no letter before it, and the next letter behind it is one of `letters`.
  private func beginsBefore(_ letters: String, at index: Int) -> Bool {
    runs[..<index].allSatisfy { $0.letter == nil }
      && runs[(index + 1)...].first { $0.letter != nil }?.letter.map(letters.contains) == true
  }

  private static let hours = "HhKk"
  private static let yearsAndDays = "yuYdD"

  /// Whether the run at `index` is a number of the month directly after the hours.
  private func isMonthForMinutes(at index: Int) -> Bool {
    runs[index].letter == "M" && runs[index].text.count <= 2 && isAfter(DatePattern.hours, at: index)
  }

  /// Whether it has a month in its own place.
  private var hasMonth: Bool {
    runs.indices.contains { runs[$0].letter.map("ML".contains) == true && !isMonthForMinutes(at: $0) }
  }

  /// The letter that is meant by each run, and what the written one means; nil for runs that are as they are meant.
  private var corrections: [(use: Character, meaning: SQLProblem.PatternMeaning)?] {
    let hasMonth = hasMonth
    return runs.enumerated().map { index, run in
      switch run.letter {
      case "Y" where !has("w"): ("y", .weekBasedYear)
      case "D" where run.text.count == 2 || has("ML") && !has("d"): ("d", .dayOfYear)
      case "h" where !has("aB"), "K" where !has("aB"): ("H", .hourOfHalfDay)
      case "m" where !hasMonth && isAfter(DatePattern.yearsAndDays, at: index),
        "m" where !hasMonth && beginsBefore(DatePattern.yearsAndDays, at: index):
        ("M", .minute)
      case "M" where isMonthForMinutes(at: index): ("m", .month)
      case "S" where run.text.count == 2 && !has("s") && isAfter("mM", at: index): ("s", .fractionOfSecond)
      default: nil
      }
    }
  }

  /// The runs with the letters that are meant; nil for runs that are as they are meant.
  private var replacements: [String?] {
    zip(runs, corrections).map { run, correction in
      // Java takes no more than two letters of a day of the month.
      correction.map { String(repeating: $0.use, count: $0.use == "d" ? min(run.text.count, 2) : run.text.count) }
    }
  }

  var problems: [Problem] {
    zip(zip(runs, corrections), replacements).compactMap { pair, replacement in
      guard let correction = pair.1, let replacement else { return nil }
      return Problem(letters: pair.0.text, meaning: correction.meaning, use: replacement)
    }
  }

  var corrected: String { zip(runs, replacements).map { $1 ?? $0.text }.joined() }
}
