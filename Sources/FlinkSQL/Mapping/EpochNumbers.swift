/// What the numbers of a field count, where they are epoch times.
struct EpochNumbers {
  let unit: EpochUnit
  let hasUnset: Bool
  /// The most digits after the point.
  let scale: Int
  /// Whether any has a point or an exponent.
  let hasFractions: Bool

  /// The most places of a second.
  var places: Int { unit.places + scale }

  /// The type that keeps what can be kept: the product with 1000 still has its digits.
  var source: FlinkType { hasFractions ? .decimal(precision: 26, scale: 6) : .bigint }

  /// The instant in a `column` of that type.
  func instant(at column: String, hasUnset: Bool) -> String {
    hasFractions
      ? ConversionSQL.instant(fromFraction: column, unit, hasUnset: hasUnset)
      : ConversionSQL.instant(fromEpoch: column, unit, hasUnset: hasUnset)
  }
}

extension ValueProfile {
  /// What the numbers count, in quotes or not; nil when there is other than numbers, or one that is no epoch time.
  var epoch: EpochNumbers? {
    let numbers = allNumbers
    guard isNumeric, let unit = numbers.epochs.unit(ofAll: numbers.count) else { return nil }
    return EpochNumbers(
      unit: unit, hasUnset: numbers.epochs.unset > 0, scale: numbers.scale, hasFractions: numbers.fractions > 0)
  }
}
