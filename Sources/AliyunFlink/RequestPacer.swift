import Synchronization

/// Spaces the requests of each operation, so that many callers wait their turn and are not throttled.
///
/// Alibaba Cloud allows 100 requests a second for each operation and account. Processes that share a metadata database
/// divide that limit. Other users of the account show up as throttled requests: each slows its operation down, and each
/// other request speeds the operation up again.
final class RequestPacer: Sendable {
  /// A place in the queue of one operation.
  struct Turn: Sendable {
    fileprivate let operation: String
    fileprivate let number: Int
  }

  /// The queue of one operation: turn number n leaves at `base + (n - baseTurn) / rate`.
  ///
  /// A new rate therefore also moves the turns that are waiting.
  private struct Lane {
    private(set) var rate: Double
    private var base: ContinuousClock.Instant
    private var baseTurn = 0.0
    private var given = 0
    /// The time until which further throttled requests belong to the same congestion and do not slow down again.
    var congestionEnd: ContinuousClock.Instant

    init(rate: Double, now: ContinuousClock.Instant) {
      self.rate = rate
      base = now
      congestionEnd = now
    }

    func time(of turn: Int) -> ContinuousClock.Instant { base + .seconds((Double(turn) - baseTurn) / rate) }

    mutating func nextTurn(now: ContinuousClock.Instant) -> Int {
      // Unused turns of the last moment are kept. Otherwise operations that follow one another would never reach the
      // full rate.
      if time(of: given) < now - RequestPacer.saved { (base, baseTurn) = (now - RequestPacer.saved, Double(given)) }
      defer { given += 1 }
      return given
    }

    mutating func change(rate newRate: Double, now: ContinuousClock.Instant) {
      (base, baseTurn) = (now, baseTurn + (now - base) / .seconds(1) * rate)
      rate = newRate
    }
  }

  // Below the limit: with the saved turns, no second has more than 98 requests, wherever the server's seconds begin, and
  // two more may arrive late from the second before.
  private static let fullRate = 95.0
  private static let lowestRate = 2.0
  private static let saved = Duration.milliseconds(30)
  private static let slowing = 0.85
  private static let recovery = 0.5
  private static let congestionLength = Duration.milliseconds(300)

  private let state = Mutex((rate: RequestPacer.fullRate, lanes: [String: Lane]()))

  /// Limits the rate to `share`, 0...1, of the account's limit from now on.
  func keep(toShare share: Double, now: ContinuousClock.Instant) {
    state.withLock { state in
      let rate = max(RequestPacer.lowestRate, RequestPacer.fullRate * share)
      if rate == state.rate { return }
      // In proportion, so that the slowdown learned from other users of the account stays.
      let factor = rate / state.rate
      state.lanes = state.lanes.mapValues { lane in
        var lane = lane
        lane.change(rate: lane.rate * factor, now: now)
        return lane
      }
      state.rate = rate
    }
  }

  /// A place in the queue of `operation` for a request that is ready at `now`.
  func turn(of operation: String, now: ContinuousClock.Instant) -> Turn {
    state.withLock { state in
      let number = state.lanes[operation, default: Lane(rate: state.rate, now: now)].nextTurn(now: now)
      return Turn(operation: operation, number: number)
    }
  }

  /// The time until `turn` at the current rate; zero when it has come.
  func delay(until turn: Turn, now: ContinuousClock.Instant) -> Duration {
    state.withLock { max(.zero, ($0.lanes[turn.operation]?.time(of: turn.number) ?? now) - now) }
  }

  /// Records whether a request of `operation` was throttled.
  func note(_ operation: String, isThrottled: Bool, now: ContinuousClock.Instant) {
    state.withLock { state in
      guard var lane = state.lanes[operation] else { return }
      if !isThrottled {
        let rate = min(state.rate, lane.rate + RequestPacer.recovery)
        if rate != lane.rate { lane.change(rate: rate, now: now) }
      } else if now >= lane.congestionEnd {
        lane.change(rate: max(RequestPacer.lowestRate, lane.rate * RequestPacer.slowing), now: now)
        lane.congestionEnd = now + RequestPacer.congestionLength
      }
      state.lanes[operation] = lane
    }
  }
}
