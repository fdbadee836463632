/// What a look says about one rule.
enum Sign: Sendable, Equatable {
  /// The trouble is there.
  case trouble(Sighting)
  /// The trouble is gone.
  /// - Parameter reading: Which reading shows that.
  case well(reading: Int)
  /// Neither can be said.
  case unclear
}

/// One reading that shows a trouble.
struct Sighting: Sendable, Equatable {
  /// Which reading: the time of the health reading or of the round.
  ///
  /// Another time is another reading, also if it is an earlier one, since a clock can go back.
  var reading: Int
  /// Since when the trouble is there, in milliseconds since 1970.
  var since: Int
}
