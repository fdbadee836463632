/// A trouble that is not confirmed yet.
struct Suspicion: Sendable, Equatable {
  /// After so long without a sighting, in milliseconds, a suspicion is over.
  private static let longest = 15 * 60_000

  /// The rule.
  let rule: AlertRule
  /// Since when the trouble is there, in milliseconds since 1970.
  private(set) var since: Int
  /// How many readings in a row have shown it.
  private(set) var sightings: Int
  /// The newest reading that counted.
  private(set) var reading: Int
  /// Whether it has been there for long enough.
  private(set) var isLong = false

  /// A trouble that is seen for the first time.
  init(_ rule: AlertRule) {
    self.rule = rule
    since = 0
    sightings = 0
    reading = 0
  }

  /// Adds a sighting; one of the same reading does not count.
  /// - Parameters:
  ///   - sighting: What was seen.
  ///   - setting: The setting of the rule.
  /// - Returns: Whether the trouble is confirmed.
  mutating func add(_ sighting: Sighting, _ setting: RuleSetting) -> Bool {
    let isOver = sightings > 0 && abs(sighting.reading - reading) > Self.longest
    if sightings == 0 || isOver {
      (since, sightings) = (sighting.since, 1)
    } else {
      since = min(since, sighting.since)
      if sighting.reading != reading { sightings += 1 }
    }
    reading = sighting.reading
    isLong = sighting.reading - since >= setting.seconds * 1000
    return isLong && sightings >= setting.readings
  }
}
