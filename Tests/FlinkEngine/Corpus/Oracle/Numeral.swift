/// A decimal number of any size, as its digits.
///
/// The oracle calculates with it instead of binary fractions.
struct Numeral: Equatable {
  /// Without zeros at either end; empty for 0.
  private(set) var digits: [UInt8]
  /// The number is `0.DIGITS` times ten to this power.
  private(set) var exponent: Int
  /// Whether it is less than 0.
  private(set) var isNegative: Bool

  /// Parses digits with an optional sign, point and exponent; nil for anything else.
  init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,9}))?/) else {
      return nil
    }
    let (whole, fraction) = (match.2, match.3 ?? "")
    guard whole.count + fraction.count > 0, let power = Int(match.4 ?? "0") else { return nil }
    self.init(
      digits: (whole + fraction).utf8.map { $0 - 48 }, exponent: whole.count + power, isNegative: match.1 == "-")
  }

  private init(digits: [UInt8], exponent: Int, isNegative: Bool) {
    let zeros = digits.prefix { $0 == 0 }.count
    self.digits = Array(digits.dropFirst(zeros))
    while self.digits.last == 0 { self.digits.removeLast() }
    self.exponent = self.digits.isEmpty ? 0 : exponent - zeros
    self.isNegative = isNegative && !self.digits.isEmpty
  }

  /// Whether it has no fraction.
  var isInteger: Bool { digits.count <= exponent || digits.isEmpty }

  /// How many digits it has before the point.
  var integerDigits: Int { max(0, exponent) }

  /// The number without its fraction.
  var truncated: Numeral {
    Numeral(digits: Array(digits.prefix(integerDigits)), exponent: exponent, isNegative: isNegative)
  }

  /// The number without its fraction, as an integer; nil if that is too large.
  var integer: Int? {
    if integerDigits > 19 { return nil }
    let kept = digits.prefix(integerDigits).map { String($0) }.joined()
    let zeros = String(repeating: "0", count: max(0, integerDigits - digits.count))
    return Int((isNegative ? "-" : "") + (kept.isEmpty ? "0" : kept + zeros))
  }

  /// The number rounded down; nil if that is too large.
  var floor: Int? { integer.map { isNegative && !isInteger ? $0 - 1 : $0 } }

  /// The difference from ``floor``, in billionths.
  var billionthsAboveFloor: Int {
    let leading = [UInt8](repeating: 0, count: max(0, min(9, -exponent)))
    let places = (leading + digits.dropFirst(integerDigits)).prefix(9)
    let billionths = (0..<9).reduce(0) { $0 * 10 + ($1 < places.count ? Int(places[$1]) : 0) }
    return isNegative && billionths > 0 ? 1_000_000_000 - billionths : billionths
  }

  /// The number rounded to `places` decimal places, halves away from zero.
  func rounded(places: Int) -> Numeral {
    let kept = exponent + places
    if kept >= digits.count { return self }
    if kept < 0 { return Numeral(digits: [], exponent: 0, isNegative: false) }
    var result = [0] + digits.prefix(kept)
    if digits[kept] >= 5 {
      var index = result.count - 1
      while result[index] == 9 {
        result[index] = 0
        index -= 1
      }
      result[index] += 1
    }
    return Numeral(digits: result, exponent: exponent + 1, isNegative: isNegative)
  }
}
