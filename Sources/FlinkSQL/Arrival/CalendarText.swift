/// Dates and times in ISO 8601, which the database reads whatever its settings are.
enum CalendarText {
  /// The days of the years 1 to 9999, which are written with four digits and without an era.
  private static let days = -719_162...2_932_896

  /// A date; nil outside of the years 1 to 9999.
  /// - Parameter days: Days since 1970-01-01.
  static func date(_ days: Int) -> String? {
    guard CalendarText.days.contains(days) else { return nil }
    // Years that begin in March, so that the day that not every year has comes last.
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month < 10 ? month + 3 : month - 9, 2))-\(padded(day, 2))"
  }

  /// A time of day.
  /// - Parameter seconds: Seconds since midnight.
  static func time(_ seconds: Int) -> String {
    "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }

  /// A date with time, as if its zone were UTC; nil outside of the years 1 to 9999.
  /// - Parameters:
  ///   - milliseconds: Milliseconds since 1970.
  ///   - nanoseconds: The nanoseconds on top of them.
  static func timestamp(_ milliseconds: Int64, _ nanoseconds: Int) -> String? {
    let (day, rest) = milliseconds.flooredQuotient(86_400_000)
    guard let date = date(Int(day)) else { return nil }
    let fraction = padded(Int(rest % 1_000) * 1_000_000 + nanoseconds, 9)
    return "\(date) \(time(Int(rest / 1_000))).\(fraction)"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  /// The quotient that is rounded down, and what remains of 0 or more.
  fileprivate func flooredQuotient(_ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
