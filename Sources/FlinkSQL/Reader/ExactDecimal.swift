/// A decimal number of any length: `digits` times ten to the power of `-scale`.
struct ExactDecimal: Equatable {
  private(set) var isNegative = false
  /// The digits 0...9 without leading zeros; none for zero.
  private(set) var digits: [UInt8] = []
  private(set) var scale = 0

  /// The number that `text` writes in Java's grammar for decimals, which has `1.`, `.5`, `+1`, `1e2` and the decimal
  /// digits of every script; nil when it is none or its exponent is too large.
  init?(_ text: String) {
    var rest = text.unicodeScalars[...]
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest.removeFirst()
    }
    var hasDigits = false
    var hasPoint = false
    while let scalar = rest.first, scalar != "e", scalar != "E" {
      rest.removeFirst()
      if scalar == "." {
        if hasPoint { return nil }
        hasPoint = true
      } else if let digit = JavaText.digit(scalar) {
        hasDigits = true
        if digit > 0 || !digits.isEmpty { digits.append(UInt8(digit)) }
        if hasPoint { scale += 1 }
      } else {
        return nil
      }
    }
    if !hasDigits { return nil }
    if rest.popFirst() != nil {
      let range = -Int64(Int32.max)...Int64(Int32.max)
      guard let exponent = JavaText.integer(String(rest), in: range) else { return nil }
      scale -= Int(exponent)
    }
    if !(Int(Int32.min)...Int(Int32.max)).contains(scale) { return nil }
    if digits.isEmpty { isNegative = false }
  }

  /// Without zeros at the end.
  var stripped: ExactDecimal {
    var result = self
    if digits.isEmpty {
      result.scale = 0
      return result
    }
    while result.digits.last == 0 {
      result.digits.removeLast()
      result.scale -= 1
    }
    return result
  }

  /// Whether both are the same number, however written.
  func isEqual(to other: ExactDecimal) -> Bool { stripped == other.stripped }

  /// The text of the number in DECIMAL(precision, scale), halves rounded away from zero; nil when it has too many digits.
  func text(precision: Int, scale places: Int) -> String? {
    var rounded = digits
    if scale <= places {
      if digits.isEmpty { return ExactDecimal.plain([], places, isNegative: false) }
      if digits.count + places - scale > precision { return nil }
      rounded += [UInt8](repeating: 0, count: places - scale)
    } else {
      let dropped = scale - places
      let roundsUp = dropped <= digits.count && digits[digits.count - dropped] >= 5
      rounded.removeLast(min(dropped, rounded.count))
      if roundsUp { ExactDecimal.increment(&rounded) }
    }
    return rounded.count > precision ? nil : ExactDecimal.plain(rounded, places, isNegative: isNegative)
  }

  private static func increment(_ digits: inout [UInt8]) {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
  }

  private static func plain(_ digits: [UInt8], _ scale: Int, isNegative: Bool) -> String {
    let padded = [UInt8](repeating: 0, count: max(0, scale + 1 - digits.count)) + digits
    let text = padded.map { String($0) }.joined()
    let sign = isNegative && !digits.isEmpty ? "-" : ""
    return scale == 0 ? sign + text : "\(sign)\(text.dropLast(scale)).\(text.suffix(scale))"
  }

  /// The whole part, cut toward zero, as a 64-bit number; nil when the number lies outside of `range`.
  func integer(in range: ClosedRange<Int64>) -> Int64? {
    let whole = scale <= 0 ? digits.count - scale : max(0, digits.count - scale)
    if digits.isEmpty || whole <= 0 { return range.contains(0) ? 0 : nil }
    if whole > 19 { return nil }
    let kept = scale <= 0 ? digits + [UInt8](repeating: 0, count: -scale) : Array(digits.prefix(whole))
    guard let value = Int64((isNegative ? "-" : "") + kept.map { String($0) }.joined()), range.contains(value) else {
      return nil
    }
    // The bounds hold for the number itself, not for what is left of it.
    let hasRest = scale > 0 && digits.suffix(from: whole).contains { $0 > 0 }
    return hasRest && (value == range.upperBound && !isNegative || value == range.lowerBound && isNegative)
      ? nil : value
  }

  /// The number as Java's `BigDecimal` prints it, with an exponent when that is shorter.
  var javaText: String {
    let sign = isNegative ? "-" : ""
    let digits = digits.isEmpty ? [0] : digits
    let exponent = digits.count - 1 - scale
    if scale >= 0, exponent >= -6 { return ExactDecimal.plain(self.digits, scale, isNegative: isNegative) }
    let text = digits.map { String($0) }.joined()
    let fraction = text.count > 1 ? ".\(text.dropFirst())" : ""
    let suffix = exponent == 0 ? "" : "E\(exponent > 0 ? "+" : "")\(exponent)"
    return "\(sign)\(text.prefix(1))\(fraction)\(suffix)"
  }
}
