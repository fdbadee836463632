/// Limits how many tasks do something at the same time; tasks wait in the order in which they come.
actor Semaphore {
  private let permits: Int
  private var taken = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// A semaphore.
  /// - Parameter permits: How many tasks can hold a permit at the same time.
  init(permits: Int) { self.permits = permits }

  /// Runs `body` with a permit, and waits for the permit first.
  nonisolated func withPermit<Value: Sendable>(_ body: () async -> Value) async -> Value {
    await acquire()
    let value = await body()
    await release()
    return value
  }

  /// Takes a permit, and waits for it first; paired with ``release()``.
  func acquire() async {
    if taken < permits {
      taken += 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  /// Gives a permit back, to the task that has waited longest.
  func release() {
    if waiting.isEmpty { taken -= 1 } else { waiting.removeFirst().resume() }
  }
}
