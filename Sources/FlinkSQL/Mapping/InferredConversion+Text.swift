import PipelineTypes

extension InferredConversion {
  /// To columns that are sent as text: the reader makes STRING of any value.
  func text(_ kind: DatabaseType) -> Conversion {
    switch kind {
    case .json: return json()
    case .boundedText(let limit) where seen.kinds == [.string]:
      let longest = seen.strings.longest
      let read = read(.exact, .string)
      return longest <= limit ? read : read.losing(.lengthExceeded(longest: longest, limit: limit))
    case .boundedText(let limit):
      if let longest = longestText, longest <= limit { break }
      return reformatted.noting(mixture).losing(.lengthLimited(limit))
    case .checkedText: return reformatted.noting(mixture, .checkedByDatabase)
    default: break
    }
    if seen.kinds == [.string] { return read(.exact, .string) }
    return reformatted.noting(mixture)
  }

  /// That values of several kinds can no longer be distinguished.
  private var mixture: FieldFact? {
    guard seen.kinds.count > 1 else { return nil }
    return .kindsMixed(seen.otherKinds + (seen.strings.count > 0 ? [.text] : []))
  }

  /// The most characters that values such as those seen have as text; nil when that is not known.
  private var longestText: Int? {
    let numbers = seen.numbers
    guard seen.kinds.isDisjoint(with: [.object, .array]), numbers.exponents == 0 else { return nil }
    // As long as a binary fraction can be, where it is reformatted.
    let isReformatted = numbers.fractions > 0 && context.reader == .tree
    return max(seen.strings.longest, seen.booleans > 0 ? 5 : 0, numbers.longest, isReformatted ? 24 : 0)
  }

  private func json() -> Conversion {
    let strings = seen.strings
    guard strings.count > 0 else { return reformatted }
    // A placeholder does not make JSON strings of the others.
    let isJSON = strings[.json] > 0 && strings[.json] + strings.placeholders == strings.count
    if seen.kinds == [.string], isJSON { return read(.converted, .string, .jsonTextExpected) }
    // Bare text is not JSON; the function puts it into quotes.
    let quoted = Conversion(.converted, from: .string, to: .string, ConversionSQL.jsonString(column))
    if seen.kinds == [.string] { return quoted.noting(.jsonStringWritten) }
    return quoted.losing(.jsonStringsMixed).noting(reformatting?.fact)
  }

  /// Numbers and containers as text.
  private var reformatted: Conversion {
    let printed = read(.converted, .string)
    guard let reformatting else { return printed }
    return reformatting.isLossy ? printed.losing(reformatting.fact) : printed.noting(reformatting.fact)
  }

  /// What the reader changes in the numbers of a value that it makes text of; nil when it changes none.
  private var reformatting: (fact: FieldFact, isLossy: Bool)? {
    guard let digits = seen.fractionDigits else { return nil }
    let isContainer = !seen.kinds.isDisjoint(with: [.object, .array])
    // The newer reader keeps the text of a bare number; inside containers both go through binary fractions.
    guard isContainer || context.reader == .tree else { return nil }
    if seen.exceedsDoubles { return (.magnitudeLost, true) }
    if digits > 15 { return (.digitsLost(digits: digits, isSeen: true), true) }
    return (.numbersReformatted, !isContainer)
  }
}
