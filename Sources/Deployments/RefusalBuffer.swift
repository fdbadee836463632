import JSONCoding
import Synchronization

/// Refusals on their way to the audit: refusing must not wait for the database, nor pile up without bound when a client
/// goes wild.
final class RefusalBuffer: Sendable {
  private static let capacity = 1000

  private let pending = Mutex((refusals: [Refusal](), uncounted: 0))
  private let signals: AsyncStream<Void>
  private let signal: AsyncStream<Void>.Continuation

  init() { (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  /// Beyond the capacity they are only counted.
  func add(_ refusal: Refusal) {
    pending.withLock { pending in
      if pending.refusals.count < RefusalBuffer.capacity {
        pending.refusals.append(refusal)
      } else {
        pending.uncounted += 1
      }
    }
    signal.yield()
  }

  /// Hands refusals to `write` in the order in which they came, once in a `pause`, until the task is cancelled.
  func run(pause: Duration, clock: any Clock<Duration>, _ write: ([Refusal]) async -> Void) async {
    for await _ in signals {
      let refusals = take()
      if !refusals.isEmpty { await write(refusals) }
      try? await clock.sleep(for: pause)
    }
  }

  /// Takes back what could not be written.
  func putBack(_ refusals: [Refusal]) {
    pending.withLock { $0.refusals = Array((refusals + $0.refusals).prefix(RefusalBuffer.capacity)) }
  }

  /// Those that are not handed out yet.
  func take() -> [Refusal] {
    pending.withLock { pending in
      defer { pending = ([], 0) }
      if pending.uncounted == 0 { return pending.refusals }
      let rest = Refusal(
        tool: "(all)", client: pending.refusals.last?.client, error: "\(pending.uncounted) more refusals",
        arguments: [:])
      return pending.refusals + [rest]
    }
  }
}
