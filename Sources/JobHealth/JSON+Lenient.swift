import JSONCoding

/// Numbers as Flink writes them: as numbers, as strings, and as `NaN` where there is none.
extension JSON {
  /// The largest number that is taken for a measurement: below the garbage of an unset clock or watermark.
  private static let largest = 9e15

  /// The finite number that this is, or that its text spells.
  var measurement: Double? {
    switch self {
    case .number(let number): JSON.measurement(number.double)
    case .string(let text) where text.utf8.count <= 32: Double(text).flatMap(JSON.measurement)
    default: nil
    }
  }

  /// The whole number nearest to ``measurement``.
  var whole: Int? { measurement.map { Int($0.rounded()) } }

  /// ``whole``, if it is not negative.
  var count: Int? { whole.flatMap { $0 >= 0 ? $0 : nil } }

  /// A point in time in milliseconds; Flink writes 0 and -1 for none.
  var time: Int? { whole.flatMap { $0 > 0 ? $0 : nil } }

  /// `value`, if it can be a measurement.
  static func measurement(_ value: Double) -> Double? { abs(value) <= largest ? value : nil }

  /// A number, or `.null` for nil.
  static func optional(_ value: Double?) -> JSON { value.map { .number(JSONNumber($0)) } ?? .null }
}

extension Sequence<Double> {
  /// The sum as a whole number; nil if it is too large for one.
  var wholeSum: Int? { JSON.measurement(reduce(0, +)).map { Int($0.rounded()) } }
}

extension JSONObject {
  /// Sets the member, unless it is `.null`.
  mutating func set(_ key: String, _ value: JSON) {
    if !value.isNull { self[key] = value }
  }
}
