extension InferredConversion {
  /// Into columns that are sent as text: the reader makes STRING of whatever stands there.
  func text(_ kind: DatabaseType) throws(Conversion.Impossible) -> Conversion {
    switch kind {
    case .json: return json()
    case .boundedText(let limit) where seen.kinds == [.string]:
      return seen.strings.longest <= limit
        ? read(.exact, .string)
        : read(
          .lossy, .string,
          note: "'\(name)' holds text of \(seen.strings.longest) characters; Hologres refuses more than \(limit)")
    case .boundedText(let limit):
      if let longest = longestText, longest <= limit { break }
      var conversion = sent("'\(name)' is sent as text; Hologres refuses more than \(limit) characters")
      conversion.verdict = .lossy
      return conversion
    case .checkedText:
      return sent("'\(name)' is sent as text; Hologres refuses what is none of the column's type")
    default: break
    }
    if seen.kinds == [.string] { return read(.exact, .string) }
    return reprinted
  }

  /// What is sent as text to a column that is none.
  private func sent(_ note: String) -> Conversion {
    var conversion = reprinted
    conversion.note = conversion.note.map { "\(note); \($0)" } ?? note
    return conversion
  }

  /// The most characters that values such as those seen have as text; nil when that cannot be told.
  private var longestText: Int? {
    let numbers = seen.numbers
    guard seen.kinds.isDisjoint(with: [.object, .array]), numbers.exponents == 0 else { return nil }
    let sign = numbers.minimum < 0 ? 1 : 0
    let point = numbers.fractions > 0 ? 1 : 0
    let literal = sign + max(1, numbers.integerDigits) + point + numbers.scale
    // As long as a binary fraction can be, where it is printed anew.
    let number = numbers.fractions > 0 && context.reader == .tree ? max(literal, 24) : literal
    return max(seen.strings.longest, seen.booleans > 0 ? 5 : 0, numbers.count > 0 ? number : 0)
  }

  private func json() -> Conversion {
    let strings = seen.strings
    guard strings.count > 0 else { return reprinted }
    if seen.kinds == [.string], strings.isOnly(.json) {
      return read(.converted, .string, note: "'\(name)' holds JSON as text; Hologres refuses other text")
    }
    // Bare text is no JSON; the function puts it into quotes.
    let isMixed = seen.kinds != [.string]
    return Conversion(
      isMixed ? .lossy : .converted, from: .string, to: .string, "JSON_STRING(\(column))",
      note: isMixed
        ? "'\(name)' holds text and other values; all become JSON strings"
        : "'\(name)' becomes a JSON string, whatever it holds")
  }

  /// Numbers and containers as text: the readers print some numbers anew.
  private var reprinted: Conversion {
    guard let digits = seen.fractionDigits else { return read(.converted, .string) }
    let isContainer = !seen.kinds.isDisjoint(with: [.object, .array])
    // The newer reader keeps the text of a bare number; inside containers both go through binary fractions.
    guard isContainer || context.reader == .tree else { return read(.converted, .string) }
    return read(
      isContainer && digits <= 15 ? .converted : .lossy, .string,
      note: digits > 15
        ? "'\(name)' holds fractions of \(digits) digits, of which about 15 are kept"
        : "'\(name)' has its fractions printed anew, such as 1.50 as 1.5")
  }
}
