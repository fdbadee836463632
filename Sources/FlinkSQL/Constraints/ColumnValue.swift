import PipelineTypes

/// A value of a column, as rules of the database compare it.
enum ColumnValue: Hashable {
  case null
  /// A number without zeros at its ends.
  case number(String)
  case text(String)
  case boolean(Bool)
  case days(Int)
  /// Milliseconds since 1970 and nanoseconds on top, of a local time as if it were UTC.
  case time(Int64, Int)
  /// A value of a type that is only compared with equal ones.
  case other(FlinkValue)
  /// What a constant default writes, the same in each row.
  case filledIn

  /// What `column` keeps of `value`.
  init(_ value: FlinkValue, in column: TargetTable.Column) {
    switch value {
    case .null: self = .null
    case .boolean(let bool): self = .boolean(bool)
    case .integer(let number): self = ColumnValue(numeral: String(number)) ?? .other(value)
    case .decimal(let text): self = ColumnValue(numeral: text) ?? .other(value)
    case .double(let number): self = ColumnValue(numeral: JavaText.text(number)) ?? .other(value)
    case .float(let number): self = ColumnValue(numeral: JavaText.text(number)) ?? .other(value)
    case .string(let text): self = .text(column.stored(text))
    case .date(let days): self = .days(Int(days))
    case .timestamp(let milliseconds, let nanoseconds):
      let places = column.kind.places ?? 9
      let unit = (min(places, 3)..<3).reduce(Int64(1)) { unit, _ in unit * 10 }
      let part = (min(max(places - 3, 0), 6)..<6).reduce(1) { unit, _ in unit * 10 }
      let rest = ((milliseconds % unit) + unit) % unit
      self = .time(milliseconds - rest, nanoseconds - nanoseconds % part)
    default: self = .other(value)
    }
  }

  /// The value of a literal that Postgres prints for a column; nil where its type is not understood.
  init?(literal: String, in column: TargetTable.Column) {
    switch column.kind {
    case .smallint, .integer, .bigint, .numeric, .wideNumeric, .real, .doublePrecision:
      guard let number = ColumnValue(numeral: literal) else { return nil }
      self = number
    case .boolean: self = .boolean(literal == "true" || literal == "t")
    case .date:
      guard let days = JavaTimeText.date(literal) else { return nil }
      self = .days(days)
    case .timestamp:
      guard let time = JavaTimeText.timestamp(literal, .sql, isInstant: false) else { return nil }
      self = .time(time.milliseconds, time.nanoseconds)
    case .timestamptz:
      guard let time = ColumnValue.instant(literal) else { return nil }
      self = time
    case .text, .boundedText, .checkedText: self = .text(column.stored(literal))
    default: return nil
    }
  }

  /// The number that `numeral` is; nil for other text.
  init?(numeral: String) {
    guard let number = ExactDecimal(numeral)?.stripped else { return nil }
    self = .number(number.digits.isEmpty ? "0" : number.javaText)
  }

  /// The instant of a text such as `2024-05-01 00:00:00+08`.
  private static func instant(_ text: String) -> ColumnValue? {
    guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }),
      let time = JavaTimeText.timestamp(String(text[..<sign]), .sql, isInstant: false)
    else { return nil }
    let parts = text[sign...].dropFirst().split(separator: ":").map { Int64($0) ?? 0 } + [0, 0]
    let offset = ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000
    return .time(time.milliseconds + (text[sign] == "+" ? -offset : offset), time.nanoseconds)
  }

  /// Below 0, 0 or above 0 as `self` is less than, equal to or greater than `other`; nil where that is not known.
  func compared(to other: ColumnValue) -> Int? {
    if self == other { return self == .null ? nil : 0 }
    switch (self, other) {
    case (.number(let left), .number(let right)):
      guard let left = Double(left), let right = Double(right), left != right else { return nil }
      return left < right ? -1 : 1
    case (.days(let left), .days(let right)): return left < right ? -1 : 1
    case (.time(let left, let leftPart), .time(let right, let rightPart)):
      return (left, leftPart) < (right, rightPart) ? -1 : 1
    case (.days(let days), .time(let time, let part)):
      return (Int64(days) * 86_400_000, 0) < (time, part) ? -1 : (Int64(days) * 86_400_000, 0) == (time, part) ? 0 : 1
    case (.time, .days): return other.compared(to: self).map { -$0 }
    case (.boolean(let left), .boolean): return left ? 1 : -1
    // Every collation orders texts of so many digits alike.
    case (.text(let left), .text(let right)):
      guard left.utf8.count == right.utf8.count, left.isDigits, right.isDigits else { return nil }
      return left < right ? -1 : 1
    default: return nil
    }
  }
}

extension TargetTable.Column {
  /// What it keeps of `text`, as far as it matters for which texts are equal.
  fileprivate func stored(_ text: String) -> String {
    var stored = text.withoutNullCharacters
    if let byteLimit, stored.utf8.count > byteLimit {
      var kept = String.UnicodeScalarView()
      var count = 0
      for scalar in stored.unicodeScalars {
        count += UTF8.width(scalar)
        if count > byteLimit { break }
        kept.append(scalar)
      }
      stored = String(kept)
    }
    if ignoresBlanks { stored = String(stored.reversed().drop { $0 == " " }.reversed()) }
    return ignoresCase ? stored.lowercased() : stored
  }
}

extension String {
  fileprivate var isDigits: Bool {
    !isEmpty && utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
