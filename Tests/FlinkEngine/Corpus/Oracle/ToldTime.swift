import JSONCoding

/// What numbers stand for that are taken for times, as the warnings say it.
enum ToldTime: Equatable {
  case instant(EpochUnit)
  case local(EpochUnit)
  case midnight(EpochUnit)
  case days
  /// The digits of a date, such as 20240501.
  case basicDate

  /// What a number counts.
  enum EpochUnit: String {
    case seconds, milliseconds, microseconds, nanoseconds

    /// How many make a second.
    var perSecond: Int {
      switch self {
      case .seconds: 1
      case .milliseconds: 1_000
      case .microseconds: 1_000_000
      case .nanoseconds: 1_000_000_000
      }
    }
  }

  /// What the first of the warnings says that tells of times; nil when none does.
  init?(toldIn warnings: [String]) {
    guard let told = warnings.lazy.compactMap(ToldTime.init(toldIn:)).first else { return nil }
    self = told
  }

  private init?(toldIn warning: String) {
    if let match = warning.firstMatch(of: /(?:taken for|declared as) ([a-z]+) since 1970 in local time/) {
      guard let unit = EpochUnit(rawValue: String(match.1)) else { return nil }
      self = .local(unit)
    } else if let match = warning.firstMatch(of: /declared as ([a-z]+) since midnight/) {
      guard let unit = EpochUnit(rawValue: String(match.1)) else { return nil }
      self = .midnight(unit)
    } else if let match = warning.firstMatch(of: /taken for an epoch time in ([a-z]+)/) {
      guard let unit = EpochUnit(rawValue: String(match.1)) else { return nil }
      self = .instant(unit)
    } else if warning.contains("declared as milliseconds since 1970") {
      self = .instant(.milliseconds)
    } else if warning.contains("days since 1970-01-01") {
      self = .days
    } else if warning.contains("taken for dates such as 20240501") {
      self = .basicDate
    } else {
      return nil
    }
  }

  /// The time that `number` stands for; nil where it is none.
  func moment(of number: NumberText) -> Moment? {
    guard let whole = number.numeral.floor else { return nil }
    switch self {
    case .instant(let unit):
      let (seconds, nanoseconds) = ToldTime.split(number.numeral, whole, unit)
      return .instant(seconds: seconds, nanoseconds: nanoseconds)
    case .local(let unit):
      let (seconds, nanoseconds) = ToldTime.split(number.numeral, whole, unit)
      return .local(seconds: seconds, nanoseconds: nanoseconds)
    case .days: return .day(whole)
    case .basicDate:
      guard number.text.count == 8, number.numeral.isInteger else { return nil }
      let digits = number.text
      return Moment("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    case .midnight: return nil
    }
  }

  /// The nanoseconds since midnight that a number stands for.
  func timeOfDay(of value: JSON) -> Int? {
    guard case .midnight(let unit) = self, let number = NumberText(value)?.numeral.floor else { return nil }
    return number * (1_000_000_000 / unit.perSecond)
  }

  private static func split(_ numeral: Numeral, _ number: Int, _ unit: EpochUnit) -> (seconds: Int, nanoseconds: Int) {
    let rest = (number % unit.perSecond + unit.perSecond) % unit.perSecond
    let nanoseconds = (rest * (1_000_000_000 / unit.perSecond)) + numeral.billionthsAboveFloor / unit.perSecond
    return (number.floored(unit.perSecond), nanoseconds)
  }
}
