extension InferredConversion {
  /// Into columns that are sent as text: the reader makes STRING of whatever stands there.
  func text(_ kind: DatabaseType) throws(Conversion.Impossible) -> Conversion {
    switch kind {
    case .json: return json()
    case .boundedText(let limit) where seen.kinds == [.string]:
      let longest = seen.strings.longest
      return longest <= limit
        ? read(.exact, .string)
        : read(.exact, .string)
          .losing("'\(name)' holds text of \(longest) characters; Hologres refuses more than \(limit)")
    case .boundedText(let limit):
      if let longest = longestText, longest <= limit { break }
      return reprinted.telling(mixture).losing(ConversionNote.bounded(name, limit))
    case .checkedText: return reprinted.telling(mixture).telling(ConversionNote.checked(name))
    default: break
    }
    if seen.kinds == [.string] { return read(.exact, .string) }
    return reprinted.telling(mixture)
  }

  /// That values of several kinds can no longer be told apart.
  private var mixture: String? {
    guard seen.kinds.count > 1 else { return nil }
    let kinds = seen.otherKinds + (seen.strings.count > 0 ? ["text"] : [])
    return "'\(name)' holds \(InferredConversion.list(kinds)), all of which are written as text"
  }

  /// The most characters that values such as those seen have as text; nil when that cannot be told.
  private var longestText: Int? {
    let numbers = seen.numbers
    guard seen.kinds.isDisjoint(with: [.object, .array]), numbers.exponents == 0 else { return nil }
    // As long as a binary fraction can be, where it is printed anew.
    let isReprinted = numbers.fractions > 0 && context.reader == .tree
    return max(seen.strings.longest, seen.booleans > 0 ? 5 : 0, numbers.longest, isReprinted ? 24 : 0)
  }

  private func json() -> Conversion {
    let strings = seen.strings
    guard strings.count > 0 else { return reprinted }
    if seen.kinds == [.string], strings.isOnly(.json) {
      return read(.converted, .string, note: "'\(name)' holds JSON as text; Hologres refuses other text")
    }
    // Bare text is no JSON; the function puts it into quotes.
    let quoted = Conversion(.converted, from: .string, to: .string, "JSON_STRING(\(column))")
    guard seen.kinds != [.string] else { return quoted.telling("'\(name)' becomes a JSON string, whatever it holds") }
    let mixed = quoted.losing("'\(name)' holds text and other values; all become JSON strings")
    return mixed.telling(reprinting?.note)
  }

  /// Numbers and containers as text.
  private var reprinted: Conversion {
    let printed = read(.converted, .string)
    guard let reprinting else { return printed }
    return reprinting.isLossy ? printed.losing(reprinting.note) : printed.telling(reprinting.note)
  }

  /// What the reader changes in the numbers of what it makes text of; nil when it changes none.
  private var reprinting: (note: String, isLossy: Bool)? {
    guard let digits = seen.fractionDigits else { return nil }
    let isContainer = !seen.kinds.isDisjoint(with: [.object, .array])
    // The newer reader keeps the text of a bare number; inside containers both go through binary fractions.
    guard isContainer || context.reader == .tree else { return nil }
    if seen.exceedsDoubles {
      return ("'\(name)' has its fractions printed anew; those too large or too near to 0 for DOUBLE lose digits", true)
    }
    if digits > 15 { return ("'\(name)' holds fractions of \(digits) digits, of which about 15 are kept", true) }
    return (ConversionNote.reprinting(name), !isContainer)
  }
}
