/// Decides after each failure whether and when to retry: at most three attempts for real failures.
///
/// Throttled calls wait and use none of them up. Pure: the caller passes the jitter.
struct RetrySchedule {
  /// The largest number of attempts that end in a real failure.
  static let maximumTries = 3
  private static let base = Duration.milliseconds(200)
  private static let ceiling = Duration.seconds(5)
  private static let throttleCeiling = Duration.seconds(1)

  private var failures = 0
  private var throttles = 0

  /// The delay before the next attempt; nil when `error` is final.
  /// - Parameters:
  ///   - isRepeatable: Whether a retry is safe even if the last attempt took effect.
  ///   - jitter: 0..<1, uniformly distributed.
  mutating func delay(after error: FlinkAPIError, isRepeatable: Bool, jitter: Double) -> Duration? {
    if error.kind == .throttled {
      throttles += 1
      // Short, since the pacer slows all of the operation's requests down.
      let wait = min(RetrySchedule.backoff(throttles, jitter), RetrySchedule.throttleCeiling)
      return error.retryAfter.map { $0 + wait * 0.2 } ?? wait
    }
    failures += 1
    guard failures < RetrySchedule.maximumTries, error.isRetryable, isRepeatable || error.effect == .none else {
      return nil
    }
    return RetrySchedule.backoff(failures, jitter)
  }

  /// Between half of and all of base x 2^(n-1), at most the ceiling.
  private static func backoff(_ n: Int, _ jitter: Double) -> Duration {
    let full = min(base * (1 << min(n - 1, 10)), ceiling)
    return full / 2 + full / 2 * jitter
  }
}
