import JSONCoding
import PipelineTypes

/// Compares a JSON value with what arrives in a column; it knows both ends and no expression.
struct Arrival {
  /// The type of the column.
  let column: DatabaseType
  /// The session time zone.
  let zone: SessionZone
  /// The time that numbers stand for; nil if they are not read as times.
  let time: ReportedTime?
  /// Whether the column reads a local time as the instant.
  let isShifted: Bool

  /// The losses between `value` and the value `written`, as the harness writes it; empty if they are the same.
  func losses(_ value: JSON, _ written: JSON) -> Set<Loss> {
    if value.isNull { return written.isNull ? [] : [.wrong] }
    switch column {
    case .smallint, .integer, .bigint: return integer(value, written)
    case .numeric(let precision, let scale): return decimal(value, written, precision, scale)
    case .wideNumeric: return decimal(value, written, 38, 18)
    case .real, .doublePrecision: return binary(value, written)
    case .boolean: return boolean(value, written)
    case .text, .boundedText, .checkedText, .json:
      return TextArrival(column: column).losses(value, written)
    case .bytea, .roaringbitmap:
      // Base64 may be written with blanks in it.
      let digits = value.string.map { String($0.unicodeScalars.filter { $0 > " " }) }
      return digits == written.string ? [] : [.wrong]
    case .date, .time, .timestamp, .timestamptz:
      return TimeArrival(column: column, zone: zone, time: time, isShifted: isShifted).losses(value, written)
    case .array(let element): return array(element, value, written)
    case .unwritable: return [.wrong]
    }
  }

  private func array(_ element: DatabaseType, _ value: JSON, _ written: JSON) -> Set<Loss> {
    guard let values = value.array, let elements = written.array, values.count == elements.count else {
      return [.wrong]
    }
    let inner = Arrival(column: element, zone: zone, time: time, isShifted: isShifted)
    return zip(values, elements).reduce(into: []) { $0.formUnion(inner.losses($1.0, $1.1)) }
  }

  private func integer(_ value: JSON, _ written: JSON) -> Set<Loss> {
    guard case .number(let result) = written, let result = Numeral(result.literal) else { return [.wrong] }
    if let bool = value.bool ?? value.string.flatMap({ Bool($0.lowercased()) }) {
      return result == Numeral(bool ? "1" : "0") ? [.form] : [.wrong]
    }
    guard let number = NumberText(value) else { return [.wrong] }
    if result == number.numeral { return number.form }
    if result == number.numeral.truncated { return [.truncated] }
    // The reader converts a number with a fraction through a double.
    let double = Double(number.text).map { $0.rounded(.towardZero) }
    let losses: Set<Loss> = number.numeral.isInteger ? [.digits] : [.truncated, .digits]
    return double.flatMap { Int(exactly: $0) }.map { Numeral(String($0)) == result } == true ? losses : [.wrong]
  }

  private func decimal(_ value: JSON, _ written: JSON, _ precision: Int, _ scale: Int) -> Set<Loss> {
    guard let number = NumberText(value) else { return [.wrong] }
    let rounded = number.numeral.rounded(places: scale)
    let fits = rounded.integerDigits <= precision - scale
    guard let result = written.string.flatMap({ Numeral($0) }) else {
      return written.isNull && !fits ? [.null] : [.wrong]
    }
    if !fits || result != rounded { return [.wrong] }
    return rounded == number.numeral ? number.form : [.rounded]
  }

  private func binary(_ value: JSON, _ written: JSON) -> Set<Loss> {
    guard let text = value.numberText, let bits = written.string.flatMap({ UInt64($0, radix: 16) }) else {
      return [.wrong]
    }
    let isSingle = column == .real
    let result = isSingle ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))) : Double(bitPattern: bits)
    guard let number = NumberText(value) else {
      // Words such as NaN, which JSON numbers cannot be.
      return Double(text).map { $0.isNaN ? result.isNaN : $0 == result } == true ? [.form] : [.wrong]
    }
    guard let double = Double(number.text) else { return [.wrong] }
    // Through a double the last bit of a float can differ.
    let nearest = isSingle ? [Double(Float(double)), Float(number.text).map { Double($0) } ?? double] : [double]
    guard nearest.contains(result) else { return [.wrong] }
    let printed = isSingle ? Float(result).description : result.description
    return Numeral(printed) == number.numeral ? number.form : [.digits]
  }

  private func boolean(_ value: JSON, _ written: JSON) -> Set<Loss> {
    guard let result = written.bool else { return [.wrong] }
    if case .bool(let bool) = value { return bool == result ? [] : [.wrong] }
    let text = (value.numberText ?? "").lowercased()
    let meant: Bool? = ["1": true, "true": true, "0": false, "false": false][text]
    if meant == result { return [.form] }
    return result ? [.countsAsTrue] : [.countsAsFalse]
  }
}

/// A number of a message, in quotes or not.
struct NumberText {
  /// Its text, without quotes and blanks.
  let text: String
  /// Its value.
  let numeral: Numeral
  /// The losses if only the quotes are removed.
  let form: Set<Loss>

  /// The number that `value` is; nil for other values.
  init?(_ value: JSON) {
    guard let text = value.numberText, let numeral = Numeral(text) else { return nil }
    (self.text, self.numeral) = (text, numeral)
    let digits = text.drop { $0 == "-" || $0 == "+" }
    let hasZeros = digits.first == "0" && digits.dropFirst().first?.isNumber == true
    form = value.string == nil ? [] : hasZeros ? [.leadingZeros] : [.form]
  }
}

extension JSON {
  /// The text of a number, or a text without blanks at its ends; nil for other values.
  var numberText: String? {
    switch self {
    case .number(let number): number.literal
    case .string(let text): String(text.drop { $0 <= " " }.reversed().drop { $0 <= " " }.reversed())
    default: nil
    }
  }
}
