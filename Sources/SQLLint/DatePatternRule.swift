import PipelineTypes

/// Letters in date patterns that the planner accepts and that mean something else (Java's `DateTimeFormatter`).
enum DatePatternRule {
  /// The functions whose second argument is a pattern.
  private static let functions = ["DATE_FORMAT", "TO_TIMESTAMP", "FROM_UNIXTIME", "TO_DATE", "UNIX_TIMESTAMP"]

  static func findings(_ statement: SQLStatement) -> [SQLFinding] {
    let tokens = statement.tokens
    return tokens.indices.dropLast().flatMap { index -> [SQLFinding] in
      guard functions.contains(where: tokens[index].isWord) else { return [] }
      var cursor = TokenCursor(tokens[(index + 1)...].prefix(longest))
      guard let arguments = cursor.takeList(), arguments.count == 2, arguments[1].count == 1,
        arguments[1][0].kind == .string
      else { return [] }
      return findings(arguments[1][0])
    }
  }

  /// Arguments are read so far: calls inside of calls would otherwise take quadratic time.
  private static let longest = 1_000

  private static func findings(_ token: SQLToken) -> [SQLFinding] {
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

  /// The letter that is meant by each run, and what the written one means; nil for runs that are as they are meant.
  private var corrections: [(use: Character, meaning: SQLProblem.PatternMeaning)?] {
    runs.enumerated().map { index, run in
      switch run.letter {
      case "Y" where !has("w"): ("y", .weekBasedYear)
      case "D" where run.text.count == 2 || has("ML"): ("d", .dayOfYear)
      case "h" where !has("aB"), "K" where !has("aB"): ("H", .hourOfHalfDay)
      case "m" where has("yu") && has("d") && !has("ML") && !has("HhKk"): ("M", .minute)
      case "M" where runs[..<index].last { $0.letter != nil }.map({ "HhKk".contains($0.letter ?? " ") }) == true:
        ("m", .month)
      case "S" where has("HhKk") && has("m") && !has("s") && run.text.count == 2: ("s", .fractionOfSecond)
      default: nil
      }
    }
  }

  var problems: [Problem] {
    zip(runs, corrections).compactMap { run, correction in
      correction.map { correction in
        Problem(
          letters: run.text, meaning: correction.meaning,
          use: String(repeating: correction.use, count: run.text.count))
      }
    }
  }

  var corrected: String {
    zip(runs, corrections).map { run, correction in
      correction.map { String(repeating: $0.use, count: run.text.count) } ?? run.text
    }.joined()
  }
}
