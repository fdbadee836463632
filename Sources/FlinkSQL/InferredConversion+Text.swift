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
    case .checkedText:
      return read(
        .converted, .string, note: "'\(name)' is sent as text; Hologres refuses what is none of the column's type")
    default: break
    }
    if seen.kinds == [.string] { return read(.exact, .string) }
    return reprinted
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
      note: isMixed ? "'\(name)' holds text and other values; all become JSON strings" : nil)
  }

  /// Numbers and containers as text: the readers print some numbers anew.
  private var reprinted: Conversion {
    guard let digits = seen.fractionDigits else { return read(.converted, .string) }
    let isContainer = !seen.kinds.isDisjoint(with: [.object, .array])
    // Flink 1.20 keeps the text of a bare number; inside containers both readers go through binary fractions.
    guard isContainer || context.engine.family == .vvr8 else { return read(.converted, .string) }
    return read(
      isContainer && digits <= 15 ? .converted : .lossy, .string,
      note: digits > 15
        ? "'\(name)' holds fractions of \(digits) digits, of which about 15 are kept"
        : "Fractions in '\(name)' are printed anew, such as 1.50 as 1.5")
  }
}
