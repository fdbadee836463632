/// The attempts of a channel that count against its pace.
struct PaceWindow: Sendable, Equatable {
  /// A limit: this many attempts within this time.
  private struct Limit: Sendable, Equatable {
    let count: Int
    /// In milliseconds.
    let span: Int
  }

  private let limits: [Limit]
  /// The times of the newest attempts, in milliseconds since 1970, oldest first.
  private var times: [Int]

  /// A window.
  /// - Parameters:
  ///   - pace: The pace of the channel.
  ///   - times: When it was attempted before, in milliseconds since 1970.
  init(_ pace: ChannelPace, times: [Int]) {
    // A twentieth more, since requests arrive later than they leave, and not all by the same time.
    limits = [(pace.perMinute, 63_000), (pace.perSecond, 1_050)].compactMap { count, span in
      count.map { Limit(count: max(1, $0), span: span) }
    }
    self.times = times.sorted()
    trim()
  }

  /// When the channel can be attempted next, in milliseconds since 1970; `now` if it can be at once.
  mutating func nextTime(now: Int) -> Int {
    settle(now)
    return limits.map { limit in
      times.count < limit.count ? now : max(now, times[times.count - limit.count] + limit.span)
    }.max() ?? now
  }

  /// Counts an attempt.
  /// - Parameter now: The time in milliseconds since 1970.
  mutating func add(_ now: Int) {
    settle(now)
    times.append(now)
    trim()
  }

  /// Moves times that are not past yet to `now`: the clock was set back.
  private mutating func settle(_ now: Int) {
    if let last = times.last, last > now { times = times.map { min($0, now) } }
  }

  private mutating func trim() {
    let needed = limits.map(\.count).max() ?? 0
    if times.count > needed { times.removeFirst(times.count - needed) }
  }
}
