import Synchronization

/// Counts up from one, from any thread.
final class Counter: Sendable {
  private let count = Mutex(0.0)

  /// The next number.
  func next() -> Double {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
