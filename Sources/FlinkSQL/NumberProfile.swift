/// What the numbers of one field looked like, those in quotes apart: counts and extremes, no values.
struct NumberProfile: Sendable, Equatable {
  /// Numbers without a point or an exponent.
  var integers = 0
  /// Those of them that need more than 64 bits.
  var wideIntegers = 0
  /// Numbers with a point or an exponent.
  var fractions = 0
  /// Those of them with an exponent.
  var exponents = 0
  /// The most digits before the point.
  var integerDigits = 0
  /// The most digits after the point.
  var scale = 0
  /// The most digits without the zeros at both ends: what a binary fraction has to keep.
  var significantDigits = 0
  var minimum = Double.infinity
  var maximum = -Double.infinity
  /// Integers that are 0 or 1.
  var bits = 0
  var epochs = EpochProfile()

  var count: Int { integers + fractions }

  init() {}

  /// A profile of one number, as JSON or a text writes it.
  init(literal: String) {
    var isFraction = false
    var hasExponent = false
    var significant = 0
    var zerosAtEnd = 0
    for byte in literal.utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: "+") {
      hasExponent = byte | 0x20 == UInt8(ascii: "e")
      if hasExponent { break }
      if byte == UInt8(ascii: ".") {
        isFraction = true
        continue
      }
      let isZero = byte == UInt8(ascii: "0")
      if isFraction { scale += 1 } else if integerDigits > 0 || !isZero { integerDigits += 1 }
      if significant > 0 || !isZero { significant += 1 }
      zerosAtEnd = isZero ? zerosAtEnd + 1 : 0
    }
    significantDigits = significant == 0 ? 0 : significant - zerosAtEnd
    let value = Double(literal) ?? (literal.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity)
    (minimum, maximum) = (value, value)
    if isFraction || hasExponent {
      fractions = 1
      exponents = hasExponent ? 1 : 0
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
    integerDigits = max(integerDigits, other.integerDigits)
    scale = max(scale, other.scale)
    significantDigits = max(significantDigits, other.significantDigits)
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
    bits += other.bits
    epochs.merge(other.epochs)
  }

  /// Whether all were integers that `type` holds; false for what is no integer type.
  func fits(_ type: FlinkType) -> Bool { wideIntegers == 0 && liesWithin(type) }

  /// Whether a number is too large for `type`, FLOAT or DOUBLE.
  func overflows(_ type: FlinkType) -> Bool {
    func isEndless(_ value: Double) -> Bool { type == .float ? Float(value).isInfinite : value.isInfinite }
    return count > 0 && (isEndless(minimum) || isEndless(maximum))
  }

  /// Whether the extremes lie within `type`, what is after the point apart.
  func liesWithin(_ type: FlinkType) -> Bool {
    guard let bits = type.integerBits else { return false }
    let bound = Double(sign: .plus, exponent: bits - 1, significand: 1)
    // The greatest BIGINT is 2^63 as a double, so there the integers say themselves whether they fit.
    let isBelow = bits < 64 ? maximum <= bound - 1 : maximum < bound || maximum == bound && wideIntegers == 0
    return count == 0 || minimum >= -bound && isBelow
  }
}

/// How many integers of a field would be times of this century, in which unit.
///
/// The ranges do not overlap: the years 2000 to 2100.
struct EpochProfile: Sendable, Equatable {
  /// What an epoch time counts.
  enum Unit: CaseIterable { case seconds, milliseconds, microseconds }

  /// 0 and -1, which programs write for "not set".
  var unset = 0
  /// By unit; inside of the profile, since there are many of them and an array is memory of its own.
  private var counts = SIMD3<Int>()

  init() {}

  init(_ value: Int) {
    let years = 946_684_800...4_102_444_800
    if value == 0 || value == -1 { unset = 1 }
    for (index, factor) in [1, 1_000, 1_000_000].enumerated()
    where (years.lowerBound * factor...years.upperBound * factor).contains(value) {
      counts[index] = 1
    }
  }

  mutating func merge(_ other: EpochProfile) {
    unset += other.unset
    counts &+= other.counts
  }

  /// The unit, when all of `total` integers are times in it or not set, and at least one is set.
  func unit(ofAll total: Int) -> Unit? {
    zip(Unit.allCases, counts.indices).first { counts[$1] > 0 && counts[$1] + unset == total }?.0
  }
}
