import PipelineTypes

extension DeclaredConversion {
  /// To columns that are sent as text: the reader makes STRING of any value.
  func sent(to kind: DatabaseType) -> Conversion {
    switch kind {
    case .json where declared == .string: return text(.converted, .jsonTextExpected)
    case .json where declared.isBareText:
      // Bare text is not JSON; the function puts it into quotes.
      return Conversion(.converted, from: .string, to: .string, ConversionSQL.jsonString(column)).noting(unchecked)
    case .boundedText(let limit): return text(.converted, .lengthLimited(limit))
    case .checkedText: return text(.converted, .checkedByDatabase)
    default: return text(declared == .string ? .exact : .converted, unchecked)
    }
  }

  /// That nothing enforces the declared type.
  private var unchecked: FieldFact? {
    declared == .string || declared.isNested ? nil : .readAsString(declared: declared.sql)
  }

  /// The text of the value, with a fact where the reader reformats fractions.
  private func text(_ verdict: Verdict, _ fact: FieldFact?) -> Conversion {
    let sent = Conversion(verdict, from: .string, to: .string, column).noting(fact)
    guard let digits = declared.fractionDigits, declared.isNested || context.reader == .tree else { return sent }
    if digits > 15 { return sent.losing(.digitsLost(digits: digits, isSeen: false)) }
    return declared.isNested ? sent.noting(.numbersReformatted) : sent.losing(.numbersReformatted)
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
