import Synchronization

/// A fact that becomes true once.
final class Latch: Sendable {
  private let value = Mutex(false)

  /// Whether the fact is true.
  var isRaised: Bool { value.withLock { $0 } }

  /// Makes the fact true.
  func raise() { value.withLock { $0 = true } }
}
