import JSONCoding
import PipelineTypes

extension DatabaseType {
  /// Whether the column could hold the value without loss, whether or not the generator has a conversion for it.
  func canHold(_ value: JSON) -> Bool {
    if value.isNull { return true }
    let numeral = NumberText(value)?.numeral
    switch self {
    case .smallint: return numeral?.isWithin(-32_768...32_767) ?? (value.bool != nil)
    case .integer: return numeral?.isWithin(-2_147_483_648...2_147_483_647) ?? (value.bool != nil)
    case .bigint: return numeral?.isWithin(.min ... .max) ?? (value.bool != nil)
    case .numeric(let precision, let scale):
      return numeral.map { $0.rounded(places: scale) == $0 && $0.integerDigits <= precision - scale } ?? false
    case .wideNumeric, .real, .doublePrecision: return numeral != nil
    case .boolean: return value.bool != nil || ["0", "1", "true", "false"].contains(value.numberText)
    case .boundedText(let limit): return (value.numberText ?? "").unicodeScalars.count <= limit
    case .text, .json, .checkedText: return true
    case .date: return value.string.flatMap(Moment.init).map { if case .day = $0 { true } else { false } } ?? false
    case .time: return value.string.flatMap(Moment.timeOfDay) != nil
    case .timestamp, .timestamptz: return value.string.flatMap(Moment.init) != nil
    case .array(let element): return value.array?.allSatisfy(element.canHold) ?? false
    case .bytea, .roaringbitmap, .unwritable: return false
    }
  }
}

extension Numeral {
  fileprivate func isWithin(_ range: ClosedRange<Int>) -> Bool { isInteger && integer.map(range.contains) == true }
}
