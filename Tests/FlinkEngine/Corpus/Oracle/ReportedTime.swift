import FlinkSQL
import JSONCoding

/// The time that the numbers of a field stand for, as a note reports it.
struct ReportedTime {
  /// What the numbers count.
  let meaning: TimeMeaning
  /// Whether 0 and less stand for no time, and become NULL.
  let hasUnset: Bool

  /// The first time that the facts about a field report; nil if its numbers are not read as times.
  init?(in facts: [FieldFact]) {
    for case .timeRead(let meaning, let evidence) in facts {
      self.meaning = meaning
      hasUnset = evidence == .assumed(hasUnset: true)
      return
    }
    return nil
  }

  /// The time that `number` stands for; nil if it is not one.
  func moment(of number: NumberText) -> Moment? {
    guard let whole = number.numeral.floor else { return nil }
    switch meaning {
    case .instant(let unit):
      let (seconds, nanoseconds) = ReportedTime.split(number.numeral, whole, unit)
      return .instant(seconds: seconds, nanoseconds: nanoseconds)
    case .local(let unit):
      let (seconds, nanoseconds) = ReportedTime.split(number.numeral, whole, unit)
      return .local(seconds: seconds, nanoseconds: nanoseconds)
    case .days: return .day(whole)
    case .basicDate:
      guard number.text.count == 8, number.numeral.isInteger else { return nil }
      let digits = number.text
      return Moment("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    case .timeOfDay: return nil
    }
  }

  /// The nanoseconds since midnight that a number stands for; nil if numbers are not times of day.
  func timeOfDay(of value: JSON) -> Int? {
    guard case .timeOfDay(let unit) = meaning, let number = NumberText(value)?.numeral.floor else { return nil }
    return number * unit.nanoseconds
  }

  private static func split(_ numeral: Numeral, _ number: Int, _ unit: EpochUnit) -> (seconds: Int, nanoseconds: Int) {
    let perSecond = 1_000_000_000 / unit.nanoseconds
    let rest = (number % perSecond + perSecond) % perSecond
    return (number.floored(perSecond), rest * unit.nanoseconds + numeral.billionthsAboveFloor / perSecond)
  }
}

extension EpochUnit {
  /// How many nanoseconds each counts; the oracle has a table of its own.
  fileprivate var nanoseconds: Int {
    switch self {
    case .seconds: 1_000_000_000
    case .milliseconds: 1_000_000
    case .microseconds: 1_000
    case .nanoseconds: 1
    }
  }
}
