/// Spreads the API calls of the monitor, so that a large namespace does not take the rate limit of other programs.
struct CallPace: Sendable {
  /// The calls that can be made at once after a pause.
  private static let burst = 40.0

  /// The calls that can be made now; negative while earlier ones are not worked off.
  private var free = CallPace.burst
  /// When ``free`` was true, in milliseconds since 1970.
  private var time: Int

  /// A pace that nothing was spent of.
  /// - Parameter now: The time in milliseconds since 1970.
  init(now: Int) { time = now }

  /// Spends calls.
  /// - Parameters:
  ///   - calls: The number of calls; negative for calls that were spent and not made.
  ///   - now: The time in milliseconds since 1970.
  /// - Returns: How long to wait before they are made, in milliseconds.
  mutating func spend(_ calls: Int, now: Int) -> Int {
    // A clock that was set back earns nothing.
    let earned = Double(max(0, now - time)) / 1000 * RoundPlanner.callsPerSecond
    free = min(CallPace.burst, free + earned) - Double(calls)
    time = now
    return free >= 0 ? 0 : Int((-free / RoundPlanner.callsPerSecond * 1000).rounded(.up))
  }
}
