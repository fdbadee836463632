/// What is to be known about a field on its way, one sentence each.
enum ConversionNote {
  /// What tells how local times and instants become each other.
  static let sessionZone = "by the session's time zone (table.local-time-zone)"

  static func cutting(_ name: String, places: Int) -> String {
    "'\(name)' loses what is after \(places) places of a second"
  }

  static func quoted(_ name: String) -> String { "'\(name)' holds numbers in quotes; other text stops the job" }

  static func cuttingSecond(_ name: String) -> String { "'\(name)' loses what is after the second" }

  static func cuttingTimeOfDay(_ name: String) -> String { "'\(name)' loses its time of day" }

  static func cuttingTimeOfDayByZone(_ name: String) -> String { "\(cuttingTimeOfDay(name)), \(sessionZone)" }

  static func changingZone(_ name: String) -> String {
    "'\(name)' changes between local time and instant, \(sessionZone)"
  }

  static func cuttingFraction(_ name: String) -> String { "'\(name)' loses what is after the point" }

  static func becomingBinary(_ name: String, digits: Int) -> String {
    "'\(name)' goes into a binary fraction, which keeps about \(digits) digits"
  }

  static func reprinting(_ name: String) -> String { "'\(name)' has its fractions printed anew, such as 1.50 as 1.5" }

  static func fitting(_ name: String, _ type: FlinkType) -> String {
    "'\(name)' must fit into \(type.sql); a larger value stops the job"
  }

  static func bounded(_ name: String, _ limit: Int) -> String {
    "'\(name)' is sent as text; Hologres refuses more than \(limit) characters"
  }

  static func checked(_ name: String) -> String {
    "'\(name)' is sent as text; Hologres refuses what is none of the column's type"
  }

  /// About a number that is a time.
  /// - Parameters:
  ///   - meaning: What it counts.
  ///   - isDeclared: Whether a schema says so.
  static func counting(_ name: String, _ meaning: String, isDeclared: Bool = false) -> String {
    "'\(name)' is \(isDeclared ? "declared as" : "taken for") \(meaning); what is outside of the years 0 to 9999 becomes NULL"
  }

  /// Several things about one field, in one sentence.
  static func joined(_ notes: String?...) -> String { notes.compactMap { $0 }.joined(separator: "; ") }

  /// About a number that is taken for an instant.
  static func epoch(_ name: String, _ unit: EpochUnit, hasUnset: Bool) -> String {
    "'\(name)' is taken for an epoch time in \(unit); what is "
      + (hasUnset ? "0 or less, or after the year 9999," : "outside of the years 0 to 9999") + " becomes NULL"
  }
}
