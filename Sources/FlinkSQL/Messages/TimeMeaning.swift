/// What a number stands for that is a time.
public enum TimeMeaning: Sendable, Hashable, Codable {
  /// An instant, counted since 1970 in UTC.
  case instant(EpochUnit)
  /// A local time, counted since 1970 as if its zone were UTC.
  case local(EpochUnit)
  /// A time of day, counted since midnight.
  case timeOfDay(EpochUnit)
  /// Days since 1970-01-01.
  case days
  /// The digits of a date, such as 20240501.
  case basicDate
}
