/// A time that a message contains.
enum Moment: Equatable {
  /// Days since 1970-01-01.
  case day(Int)
  /// Seconds since 1970-01-01T00:00 in a zone that is not known, and nanoseconds.
  case local(seconds: Int, nanoseconds: Int)
  /// Seconds since 1970-01-01T00:00Z, and nanoseconds.
  case instant(seconds: Int, nanoseconds: Int)

  /// Parses a date, or a date and a time separated by `T` or a blank, with or without `Z` or an offset.
  init?(_ text: String) {
    let form =
      #/
      ([0-9]{4})-([0-9]{2})-([0-9]{2})
      (?:[T\x20]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?
      /#
    guard let match = text.wholeMatch(of: form), let year = Int(match.1), let month = Int(match.2),
      let day = Int(match.3), let days = Moment.days(year, month, day)
    else { return nil }
    guard let hour = match.4.flatMap({ Int($0) }), let minute = match.5.flatMap({ Int($0) }) else {
      self = .day(days)
      return
    }
    let second = match.6.flatMap { Int($0) } ?? 0
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    let nanoseconds = Moment.nanoseconds(match.7 ?? "")
    guard let zone = match.8 else {
      self = .local(seconds: seconds, nanoseconds: nanoseconds)
      return
    }
    self = .instant(seconds: seconds - Moment.offset(zone), nanoseconds: nanoseconds)
  }

  /// Nanoseconds since midnight of `HH:mm:ss[.f]`; nil for anything else.
  static func timeOfDay(_ text: String) -> Int? {
    guard let match = text.wholeMatch(of: /([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?/),
      let hour = Int(match.1), let minute = Int(match.2), let second = Int(match.3), hour < 24, minute < 60, second < 60
    else { return nil }
    return (hour * 3600 + minute * 60 + second) * 1_000_000_000 + nanoseconds(match.4 ?? "")
  }

  private static func nanoseconds(_ fraction: Substring) -> Int {
    Int(fraction + String(repeating: "0", count: 9 - fraction.count)) ?? 0
  }

  private static func offset(_ zone: Substring) -> Int {
    if zone == "Z" { return 0 }
    let (hours, minutes) = (Int(zone.dropFirst().prefix(2)) ?? 0, Int(zone.suffix(2)) ?? 0)
    return (zone.first == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Days since 1970 in the proleptic Gregorian calendar; nil for a day that does not exist.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
    let before = year - 1
    let leapDays = before.floored(4) - before.floored(100) + before.floored(400)
    return year * 365 - 365 + leapDays + lengths.prefix(month - 1).reduce(0, +) + day - 1 - 719_162
  }
}

extension Int {
  /// The quotient, rounded down.
  func floored(_ divisor: Int) -> Int { self / divisor - (self % divisor < 0 ? 1 : 0) }
}
