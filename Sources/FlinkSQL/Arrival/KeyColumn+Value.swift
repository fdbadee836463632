import PipelineTypes

/// The value of a key column, as far as it is known exactly.
extension KeyColumn {
  /// The value that the column has of a message whose field is `value`, as a text of the database.
  /// - Parameter value: What Flink's reader makes of the field.
  /// - Throws: ``ArrivalObstacle`` when there is none, or it is not the field's own any more.
  func text(of value: FlinkValue) throws(ArrivalObstacle) -> String {
    if value == .null { throw .keyNull(column: name) }
    switch (conversion, value) {
    case (.read, _): return try read(value)
    case (.bit, .boolean(let bit)): return bit ? "1" : "0"
    case (.instant(let unit, let hasUnset), .integer(let number)):
      if hasUnset, number <= 0 { throw .keyNull(column: name) }
      return try timestamp(number, unit)
    case (.local(let unit), .integer(let number)): return try timestamp(number, unit)
    case (.timeOfDay(let unit), .integer(let number)): return try time(number, unit)
    case (.days, .integer(let number)): return try date(Int(number))
    case (.basicDate, .string(let text)): return try date(CalendarText.days(basic: text))
    case (.zonedText(let offset), .string(let text)):
      return try timestamp(CalendarText.instant(text, offset))
    case (.localText, .string(let text)): return try timestamp(CalendarText.local(text))
    default: throw changed
    }
  }

  /// The value that the column has of an instant.
  /// - Parameter milliseconds: Milliseconds since 1970.
  /// - Throws: ``ArrivalObstacle`` when the column does not keep it.
  func text(ofInstant milliseconds: Int64) throws(ArrivalObstacle) -> String { try timestamp((milliseconds, 0)) }

  private var changed: ArrivalObstacle { .keyChanged(column: name) }

  private func read(_ value: FlinkValue) throws(ArrivalObstacle) -> String {
    switch value {
    case .boolean(let bool): return bool ? "true" : "false"
    case .integer(let number): return String(number)
    case .decimal(let text): return try decimal(text)
    case .string(let text): return try kept(text)
    case .bytes(let bytes): return "\\x" + bytes.map(\.hexadecimal).joined()
    case .date(let days): return try date(Int(days))
    case .time(let milliseconds): return CalendarText.time(milliseconds / 1_000)
    case .timestamp(let milliseconds, let nanoseconds): return try timestamp((milliseconds, nanoseconds))
    case .null, .float, .double, .array, .map, .row: throw changed
    }
  }

  private func decimal(_ text: String) throws(ArrivalObstacle) -> String {
    guard let limit else { return text }
    guard let decimals = ExactDecimal(text)?.stripped.scale, decimals <= limit else { throw changed }
    return text
  }

  /// The text where the column keeps it as it is.
  func kept(_ text: String) throws(ArrivalObstacle) -> String {
    if text.hasNullCharacter { throw changed }
    // Columns with a limit cut blanks off, or take texts for equal that differ in them.
    if let limit, text.unicodeScalars.count > limit || text.hasSuffix(" ") { throw changed }
    return text
  }

  private func date(_ days: Int?) throws(ArrivalObstacle) -> String {
    guard let date = days.flatMap(CalendarText.date) else { throw changed }
    return date
  }

  private func time(_ number: Int64, _ unit: EpochUnit) throws(ArrivalObstacle) -> String {
    let (seconds, rest) = number.quotientAndRemainder(dividingBy: Int64(unit.perSecond))
    guard number >= 0, seconds < 86_400, rest == 0 else { throw changed }
    return CalendarText.time(Int(seconds))
  }

  /// A number that counts since 1970; the expressions keep milliseconds.
  private func timestamp(_ number: Int64, _ unit: EpochUnit) throws(ArrivalObstacle) -> String {
    if unit == .seconds {
      let (milliseconds, overflows) = number.multipliedReportingOverflow(by: 1_000)
      if overflows { throw changed }
      return try timestamp((milliseconds, 0))
    }
    let (milliseconds, rest) = number.quotientAndRemainder(dividingBy: Int64(unit.perSecond / 1_000))
    if rest != 0 { throw changed }
    return try timestamp((milliseconds, 0))
  }

  private func timestamp(_ time: (milliseconds: Int64, nanoseconds: Int)?) throws(ArrivalObstacle) -> String {
    guard let time, let text = CalendarText.timestamp(time.milliseconds, time.nanoseconds) else { throw changed }
    // Nine places are written.
    let kept = min(limit ?? 6, 6)
    guard text.suffix(9 - kept).allSatisfy({ $0 == "0" }) else { throw changed }
    let isInstant = if case .timestampLTZ = type { true } else { false }
    return text.dropLast(3) + (isInstant ? "+00" : "")
  }
}

extension UInt8 {
  fileprivate var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}
