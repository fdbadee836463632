import FoundationEssentials

/// Times for receivers.
enum Timestamp {
  /// A time as RFC 3339 in UTC, without fractions of a second.
  /// - Parameter milliseconds: The time in milliseconds since 1970.
  static func text(_ milliseconds: Int) -> String {
    Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
  }
}
