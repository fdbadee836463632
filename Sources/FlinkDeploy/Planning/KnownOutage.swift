import Synchronization

/// What is known of a system that cannot be reached, for all calls: waiting for it costs its timeout once.
final class KnownOutage<Failure: Error>: Sendable {
  private struct Verdict: Sendable {
    let failure: Failure
    let timeout: Duration
    let end: ContinuousClock.Instant
  }

  private let lifetime: Duration
  private let verdict = Mutex<Verdict?>(nil)

  /// No outage.
  /// - Parameter lifetime: How long calls believe that the system cannot be reached.
  init(lifetime: Duration = .seconds(30)) { self.lifetime = lifetime }

  /// The failure of an earlier call that waited as long as this one would; nil if the system may be reached.
  func failure(within timeout: Duration) -> Failure? {
    verdict.withLock { verdict in
      if let end = verdict?.end, end <= .now { verdict = nil }
      return verdict.flatMap { $0.timeout >= timeout ? $0.failure : nil }
    }
  }

  /// Records that a call could not reach the system within `timeout`.
  func begin(_ failure: Failure, within timeout: Duration) {
    verdict.withLock { verdict in
      if let known = verdict, known.end > .now, known.timeout > timeout { return }
      verdict = Verdict(failure: failure, timeout: timeout, end: .now + lifetime)
    }
  }

  /// Records that the system was reached.
  func end() { verdict.withLock { $0 = nil } }
}
