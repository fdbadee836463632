import Synchronization

/// Spaces the requests of each operation, so that many callers wait their turn instead of being throttled.
///
/// The platform allows 100 requests a second for each operation and account. Processes on the same store know of each
/// other and take their share; whoever else uses the account is felt: a throttled request slows its operation down, each
/// other one speeds it up again.
final class RequestPacer: Sendable {
  private struct Lane {
    var rate: Double
    /// When the next request may leave.
    var next: ContinuousClock.Instant
    /// Until when further refusals belong to the same congestion and do not slow down again.
    var congestionEnd: ContinuousClock.Instant
  }

  // A little below what the platform allows, since its seconds are not ours.
  private static let fullRate = 99.0
  private static let lowestRate = 2.0
  private static let saved = Duration.milliseconds(250)
  private static let slowing = 0.85
  private static let recovery = 0.5
  private static let congestionLength = Duration.milliseconds(300)

  private let state = Mutex((rate: RequestPacer.fullRate, lanes: [String: Lane]()))

  /// Takes one share of so many from now on.
  func share(among processes: Int) {
    state.withLock { state in
      let rate = max(RequestPacer.lowestRate, RequestPacer.fullRate / Double(max(1, processes)))
      if rate == state.rate { return }
      state.rate = rate
      for name in state.lanes.keys { state.lanes[name]?.rate = rate }
    }
  }

  /// How long a request of `operation` has to wait that wants to leave at `now`; its place is taken.
  func delay(of operation: String, now: ContinuousClock.Instant) -> Duration {
    state.withLock { state in
      var lane = state.lanes[operation] ?? Lane(rate: state.rate, next: now, congestionEnd: now)
      // Turns of the last moment that nobody took are not lost, or operations that follow one another would never keep
      // the full pace.
      lane.next = max(now - RequestPacer.saved, lane.next) + .seconds(1 / lane.rate)
      state.lanes[operation] = lane
      return max(.zero, lane.next - .seconds(1 / lane.rate) - now)
    }
  }

  /// Takes in whether the platform refused a request of `operation` for its rate.
  func note(_ operation: String, isThrottled: Bool, now: ContinuousClock.Instant) {
    state.withLock { state in
      guard var lane = state.lanes[operation] else { return }
      if !isThrottled {
        lane.rate = min(state.rate, lane.rate + RequestPacer.recovery)
      } else if now >= lane.congestionEnd {
        lane.rate = max(RequestPacer.lowestRate, lane.rate * RequestPacer.slowing)
        lane.congestionEnd = now + RequestPacer.congestionLength
      }
      state.lanes[operation] = lane
    }
  }
}
