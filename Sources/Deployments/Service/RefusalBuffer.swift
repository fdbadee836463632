import JSONCoding
import Synchronization

/// The refusals that are not audited yet.
///
/// A refusal does not wait for the database, and refusals do not fill the memory if a client sends too many.
final class RefusalBuffer: Sendable {
  private static let capacity = 1000

  private let pending = Mutex((refusals: [Refusal](), uncounted: 0))
  private let signals: AsyncStream<Void>
  private let signal: AsyncStream<Void>.Continuation

  /// An empty buffer.
  init() { (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

  /// Adds a refusal; beyond the capacity only its number is kept.
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

  /// Passes refusals to `write` in their order, once in a `pause`, until the task is cancelled.
  func run(pause: Duration, clock: any Clock<Duration>, _ write: ([Refusal]) async -> Void) async {
    for await _ in signals {
      let refusals = take()
      if !refusals.isEmpty { await write(refusals) }
      try? await clock.sleep(for: pause)
    }
  }

  /// Returns refusals that could not be written to the front of the buffer.
  func putBack(_ refusals: [Refusal]) {
    pending.withLock { $0.refusals = Array((refusals + $0.refusals).prefix(RefusalBuffer.capacity)) }
  }

  /// Removes and returns all refusals; one more entry has the number of those beyond the capacity.
  func take() -> [Refusal] {
    pending.withLock { pending in
      defer { pending = ([], 0) }
      if pending.uncounted == 0 { return pending.refusals }
      let rest = Refusal(
        tool: "(all)", client: pending.refusals.last?.client, error: "refusals_not_listed",
        arguments: ["count": .int(pending.uncounted)])
      return pending.refusals + [rest]
    }
  }
}
