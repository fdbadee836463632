extension JSONNumber {
  /// How many digits a number may get by being written without an exponent; `1e400` stays as it is.
  private static let mostDigits = 60

  /// The same number in the one spelling that equal numbers share: `2.0`, `2e0` and `20e-1` are `2`, and `0.50` is `0.5`.
  ///
  /// No digit is lost, however large the number is.
  public var canonical: JSONNumber {
    let text = Array(literal.utf8)
    if isInteger, text.first != UInt8(ascii: "-") || text != Array("-0".utf8) { return self }
    let isNegative = text.first == UInt8(ascii: "-")
    let parts = text.drop { $0 == UInt8(ascii: "-") }.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
    let halves = parts[0].split(separator: UInt8(ascii: "."), maxSplits: 1)
    guard let exponent = parts.count == 1 ? 0 : Int(String(decoding: parts[1], as: UTF8.self)),
      abs(exponent) <= JSONNumber.mostDigits
    else { return self }
    let fraction = halves.count == 1 ? [] : Array(halves[1])
    var digits = Array(halves[0]) + fraction
    var scale = fraction.count - exponent
    let zero = UInt8(ascii: "0")
    while scale > 0, digits.last == zero {
      digits.removeLast()
      scale -= 1
    }
    if scale < 0 { digits += Array(repeating: zero, count: -scale) }
    scale = max(scale, 0)
    digits = Array(digits.drop { $0 == zero })
    // One digit stands before the point.
    if digits.count <= scale { digits = Array(repeating: zero, count: scale + 1 - digits.count) + digits }
    guard digits.count <= 2 * JSONNumber.mostDigits else { return self }
    if scale > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - scale) }
    let isZero = digits.allSatisfy { $0 == zero }
    return JSONNumber(literal: (isNegative && !isZero ? "-" : "") + String(decoding: digits, as: UTF8.self))
  }
}
