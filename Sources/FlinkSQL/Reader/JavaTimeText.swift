/// Dates and times as Java's formatters of Flink's JSON reader take them.
struct JavaTimeText {
  /// How forgiving a formatter is: a strict one refuses 30 February and 24:00, a smart one bends them.
  enum Style { case strict, smart }

  struct Time: Equatable {
    var seconds = 0
    var nanoseconds = 0
    /// Whether it was 24:00, which is 00:00 of the next day.
    var isEndOfDay = false
  }

  private var rest: Substring.UTF8View
  private let style: Style

  private init(_ text: String, _ style: Style) {
    rest = text[...].utf8
    self.style = style
  }

  /// Days since 1970 of `yyyy-MM-dd`.
  static func date(_ text: String) -> Int? {
    var parser = JavaTimeText(text, .strict)
    guard let date = parser.date(), parser.rest.isEmpty else { return nil }
    return date.days
  }

  /// The time of `HH:mm:ss` with up to nine places.
  static func time(_ text: String) -> Time? {
    var parser = JavaTimeText(text, .smart)
    guard let time = parser.time(hasOptionalSeconds: false), parser.rest.isEmpty else { return nil }
    return time
  }

  /// A date with time: milliseconds since 1970, nanoseconds on top, and whether a day was bent into its month.
  struct Timestamp: Equatable {
    var milliseconds: Int64
    var nanoseconds: Int
    var isClamped: Bool
  }

  /// A timestamp under `standard`, with the letter Z at its end where it `isInstant` and without where not.
  static func timestamp(_ text: String, _ standard: TimestampStandard, isInstant: Bool) -> Timestamp? {
    let isISO = standard == .iso8601
    var parser = JavaTimeText(text, isISO && !isInstant ? .strict : .smart)
    guard let date = parser.date() else { return nil }
    // Only the formatter of local ISO times does not mind a small t.
    let isSeparated =
      isISO ? parser.take("T") || !isInstant && parser.take("t") : parser.take(" ")
    guard isSeparated, let time = parser.time(hasOptionalSeconds: isISO) else { return nil }
    if isInstant, !parser.take("Z") { return nil }
    guard parser.rest.isEmpty else { return nil }
    let days = date.days + (time.isEndOfDay ? 1 : 0)
    let milliseconds = Int64(days) * 86_400_000 + Int64(time.seconds) * 1000 + Int64(time.nanoseconds / 1_000_000)
    return Timestamp(
      milliseconds: milliseconds, nanoseconds: time.nanoseconds % 1_000_000, isClamped: date.isClamped)
  }

  private mutating func take(_ character: Character) -> Bool {
    guard let byte = rest.first, byte == character.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func digits(_ counts: ClosedRange<Int>) -> (value: Int, count: Int)? {
    let digits = rest.prefix(counts.upperBound).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if digits.count < counts.lowerBound { return nil }
    rest = rest.dropFirst(digits.count)
    return (digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }, digits.count)
  }

  private mutating func two(upTo limit: Int) -> Int? {
    guard let (value, _) = digits(2...2), value <= limit else { return nil }
    return value
  }

  /// A year has a sign when, and only when, it has more than four digits; a minus may stand before four, too.
  private mutating func year() -> Int? {
    let isNegative = take("-")
    let isPositive = !isNegative && take("+")
    guard let (value, count) = digits(4...10), value <= 999_999_999 else { return nil }
    if isNegative { return value == 0 ? nil : -value }
    return isPositive == (count > 4) ? value : nil
  }

  private mutating func date() -> (days: Int, isClamped: Bool)? {
    guard let year = year(), take("-"), let month = two(upTo: 12), month > 0, take("-"), var day = two(upTo: 31),
      day > 0
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    let isClamped = day > length
    if isClamped {
      if style == .strict { return nil }
      day = length
    }
    return (JavaTimeText.days(year, month, day), isClamped)
  }

  /// Days since 1970 in the calendar that the ISO standard extends to all years, counted in years that begin in March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private mutating func time(hasOptionalSeconds: Bool) -> Time? {
    guard let hour = two(upTo: 24), take(":"), let minute = two(upTo: 59) else { return nil }
    var second = 0
    var nanoseconds = 0
    if take(":") {
      guard let value = two(upTo: 59) else { return nil }
      second = value
      if take("."), let (value, count) = digits(0...9) {
        nanoseconds = (count..<9).reduce(value) { value, _ in value * 10 }
      }
    } else if !hasOptionalSeconds {
      return nil
    }
    if hour == 24 {
      let isMidnight = style == .smart && minute == 0 && second == 0 && nanoseconds == 0
      return isMidnight ? Time(isEndOfDay: true) : nil
    }
    return Time(seconds: (hour * 60 + minute) * 60 + second, nanoseconds: nanoseconds)
  }
}
