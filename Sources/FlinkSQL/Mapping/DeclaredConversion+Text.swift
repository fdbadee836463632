extension DeclaredConversion {
  /// Into columns that are sent as text: the reader makes STRING of whatever stands there.
  func sent(to kind: DatabaseType) -> Conversion {
    switch kind {
    case .json where declared == .string:
      return text(.converted, "'\(name)' must hold JSON as text; Hologres refuses other text")
    case .json where declared.isBareText:
      // Bare text is no JSON; the function puts it into quotes.
      return Conversion(.converted, from: .string, to: .string, "JSON_STRING(\(column))", note: unchecked)
    case .boundedText(let limit):
      return text(.converted, ConversionNote.bounded(name, limit))
    case .checkedText: return text(.converted, ConversionNote.checked(name))
    default: return text(declared == .string ? .exact : .converted, unchecked)
    }
  }

  /// That nothing holds the messages to the declared type.
  private var unchecked: String? {
    declared == .string || declared.isNested
      ? nil : "'\(name)' is read as STRING, which takes any value, not as \(declared.sql)"
  }

  /// The text of the value, with a note where the reader prints fractions anew.
  private func text(_ verdict: Verdict, _ note: String? = nil) -> Conversion {
    let way = Conversion(verdict, from: .string, to: .string, column, note: note)
    guard let digits = declared.fractionDigits, declared.isNested || context.reader == .tree else { return way }
    if digits > 15 {
      return way.losing("'\(name)' can hold fractions of \(digits) digits, of which about 15 are kept")
    }
    let printed = ConversionNote.reprinting(name)
    return declared.isNested ? way.telling(printed) : way.losing(printed)
  }
}

extension FlinkType {
  /// Whether JSON has its values in quotes.
  fileprivate var isBareText: Bool {
    switch self {
    case .bytes, .date, .time, .timestamp, .timestampLTZ: true
    default: false
    }
  }

  /// The most digits of a number with a fraction in it; nil when it holds none.
  fileprivate var fractionDigits: Int? {
    switch self {
    case .float: 6
    case .double: 15
    case .decimal(let precision, let scale): scale > 0 ? precision : nil
    case .array(let element): element.fractionDigits
    case .map(_, let value): value.fractionDigits
    case .row(let fields): fields.compactMap { $0.type.fractionDigits }.max()
    default: nil
    }
  }
}
