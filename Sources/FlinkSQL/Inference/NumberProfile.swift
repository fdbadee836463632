import PipelineTypes

/// What the numbers of one field looked like, those in quotes apart: counts and extremes, no values.
struct NumberProfile: Sendable, Equatable {
  /// Numbers without a point or an exponent.
  var integers = 0
  /// Those of them that need more than 64 bits.
  var wideIntegers = 0
  /// Numbers with a point or an exponent, whatever their value.
  var fractions = 0
  /// Those of them with an exponent.
  var exponents = 0
  /// The most characters.
  var longest = 0
  /// The most digits that the values have before the point.
  var integerDigits = 0
  /// The most digits that the values have after the point.
  var scale = 0
  /// The most digits without the zeros at both ends: what a binary fraction has to keep.
  var significantDigits = 0
  var minimum = Double.infinity
  var maximum = -Double.infinity
  /// How near to 0 a number comes that is another one.
  var leastMagnitude = Double.infinity
  /// Integers that are 0 or 1.
  var bits = 0
  var epochs = EpochProfile()

  var count: Int { integers + fractions }

  init() {}

  /// A profile of one number, as JSON or a text writes it.
  init(literal: String) {
    let numeral = NumeralShape(literal)
    longest = literal.utf8.count
    integerDigits = max(0, numeral.point)
    scale = max(0, numeral.digits - numeral.point)
    significantDigits = numeral.digits
    let value = Double(literal) ?? (literal.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity)
    (minimum, maximum) = (value, value)
    if numeral.digits > 0 { leastMagnitude = value.magnitude }
    if numeral.isFraction {
      fractions = 1
      exponents = numeral.hasExponent ? 1 : 0
      if let whole = Int(exactly: value.rounded(.towardZero)) { epochs = EpochProfile(whole, isWhole: scale == 0) }
      return
    }
    integers = 1
    guard let integer = Int(literal) else {
      wideIntegers = 1
      return
    }
    bits = integer == 0 || integer == 1 ? 1 : 0
    epochs = EpochProfile(integer)
  }

  mutating func merge(_ other: NumberProfile) {
    integers += other.integers
    wideIntegers += other.wideIntegers
    fractions += other.fractions
    exponents += other.exponents
    longest = max(longest, other.longest)
    integerDigits = max(integerDigits, other.integerDigits)
    scale = max(scale, other.scale)
    significantDigits = max(significantDigits, other.significantDigits)
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    leastMagnitude = min(leastMagnitude, other.leastMagnitude)
    bits += other.bits
    epochs.merge(other.epochs)
  }

  /// Whether a number is too large for `type`, FLOAT or DOUBLE.
  func overflows(_ type: FlinkType) -> Bool {
    func isEndless(_ value: Double) -> Bool { type == .float ? Float(value).isInfinite : value.isInfinite }
    return count > 0 && (isEndless(minimum) || isEndless(maximum))
  }

  /// Whether a number is so near to 0 that `type`, FLOAT or DOUBLE, has fewer digits for it, or none.
  func underflows(_ type: FlinkType) -> Bool {
    leastMagnitude < (type == .float ? Double(Float.leastNormalMagnitude) : .leastNormalMagnitude)
  }

  /// Whether the extremes lie within `type`, fractions aside.
  func liesWithin(_ type: FlinkType) -> Bool {
    guard let bits = type.integerBits else { return false }
    let bound = Double(sign: .plus, exponent: bits - 1, significand: 1)
    // The greatest BIGINT is 2^63 as a double, so there the integers say themselves whether they fit.
    let isBelow = bits < 64 ? maximum <= bound - 1 : maximum < bound || maximum == bound && wideIntegers == 0
    return count == 0 || minimum >= -bound && isBelow
  }

  /// Whether each integer up to the extremes is a number of `type` too, FLOAT or DOUBLE.
  func isWithinIntegers(of type: FlinkType) -> Bool {
    let bits = type == .float ? Float.significandBitCount : Double.significandBitCount
    let bound = Double(sign: .plus, exponent: bits + 1, significand: 1)
    return minimum > -bound && maximum < bound
  }
}
