/// Where the digits of a literal stand: its value is 0.DIGITS times ten to the power of `point`.
struct NumeralShape {
  /// How many there are without the zeros at both ends.
  private(set) var digits = 0
  private(set) var point = 0
  /// Whether it has a point or an exponent.
  private(set) var isFraction = false
  private(set) var hasExponent = false

  init(_ literal: String) {
    var zerosAtEnd = 0
    let mantissa = literal.utf8.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    for byte in mantissa where byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+") {
      if byte == UInt8(ascii: ".") {
        isFraction = true
        continue
      }
      let isZero = byte == UInt8(ascii: "0")
      if digits > 0 || !isZero {
        digits += 1
        zerosAtEnd = isZero ? zerosAtEnd + 1 : 0
        if !isFraction { point += 1 }
      } else if isFraction {
        point -= 1
      }
    }
    if mantissa.endIndex < literal.endIndex {
      (isFraction, hasExponent) = (true, true)
      point += NumeralShape.exponent(literal[mantissa.endIndex...].dropFirst())
    }
    digits -= zerosAtEnd
    if digits == 0 { point = 0 }
  }

  /// The exponent that `text` writes; of one that no type can have no more than its sign counts.
  private static func exponent(_ text: Substring) -> Int {
    let limit = 1_000_000
    return Int(text).map { max(-limit, min($0, limit)) } ?? (text.utf8.first == UInt8(ascii: "-") ? -limit : limit)
  }
}
