import Synchronization

/// Spaces the requests of each operation, so that many callers wait their turn instead of being throttled.
///
/// The platform allows 100 requests a second for each operation and account. Other processes may use the same account, so
/// the pace follows the answers: a throttled request slows its operation down, each other one speeds it up again.
final class RequestPacer: Sendable {
  private struct Lane {
    var rate = RequestPacer.fullRate
    /// When the next request may leave.
    var next: ContinuousClock.Instant
    /// Until when further refusals belong to the same congestion and do not slow down again.
    var congestionEnd: ContinuousClock.Instant
  }

  // A little below what the platform allows, since its seconds are not ours.
  private static let fullRate = 99.0
  private static let lowestRate = 2.0
  private static let slowing = 0.85
  private static let recovery = 0.5
  private static let congestionLength = Duration.milliseconds(300)

  private let lanes = Mutex<[String: Lane]>([:])

  /// How long a request of `operation` has to wait that wants to leave at `now`; its place is taken.
  func delay(of operation: String, now: ContinuousClock.Instant) -> Duration {
    lanes.withLock { lanes in
      var lane = lanes[operation] ?? Lane(next: now, congestionEnd: now)
      let turn = max(now, lane.next)
      lane.next = turn + .seconds(1 / lane.rate)
      lanes[operation] = lane
      return turn - now
    }
  }

  /// Takes in whether the platform refused a request of `operation` for its rate.
  func note(_ operation: String, isThrottled: Bool, now: ContinuousClock.Instant) {
    lanes.withLock { lanes in
      guard var lane = lanes[operation] else { return }
      if !isThrottled {
        lane.rate = min(RequestPacer.fullRate, lane.rate + RequestPacer.recovery)
      } else if now >= lane.congestionEnd {
        lane.rate = max(RequestPacer.lowestRate, lane.rate * RequestPacer.slowing)
        lane.congestionEnd = now + RequestPacer.congestionLength
      }
      lanes[operation] = lane
    }
  }
}
