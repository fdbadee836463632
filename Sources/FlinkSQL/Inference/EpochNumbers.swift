import PipelineTypes

/// What the numbers of a field count, where they are epoch times.
struct EpochNumbers: Equatable {
  let unit: EpochUnit
  /// Whether 0 or -1 stand for "not set".
  var hasUnset = false
  /// The most digits after the point.
  var scale = 0
  /// Whether any has a point or an exponent.
  var hasFractions = false

  /// The most places of a second.
  var places: Int { unit.places + scale }

  /// The type that keeps what can be kept: the product with 1000 still has its digits.
  var source: FlinkType { hasFractions ? .decimal(precision: 26, scale: 6) : .bigint }

  init(unit: EpochUnit) { self.unit = unit }

  /// What the numbers of `seen` count, in quotes or not; nil when other values occur, or numbers that are not epoch times.
  init?(_ seen: ValueProfile) {
    let numbers = seen.allNumbers
    guard seen.isNumeric, let unit = numbers.epochs.unit(ofAll: numbers.count) else { return nil }
    self.unit = unit
    (hasUnset, scale, hasFractions) = (numbers.epochs.unset > 0, numbers.scale, numbers.fractions > 0)
  }

  /// What a number called `name` counts, of which no value was seen.
  ///
  /// Only the name and the width say it: most programs write milliseconds into 64 bits and seconds into 32.
  init(of name: String, declared: FlinkType) {
    let lower = name.lowercased()
    if lower.hasSuffix("_us") || lower.hasSuffix("micros") {
      unit = .microseconds
    } else if lower.hasSuffix("_ns") || lower.hasSuffix("nanos") {
      unit = .nanoseconds
    } else {
      unit = lower.hasSuffix("_ms") || lower.hasSuffix("millis") || declared == .bigint ? .milliseconds : .seconds
    }
  }
}
