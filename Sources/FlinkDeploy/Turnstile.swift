/// Lets few through at a time, in the order in which they came.
actor Turnstile {
  private let limit: Int
  private var inside = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// - Parameter limit: How many may be inside at once.
  init(limit: Int) { self.limit = limit }

  /// Runs `body` when there is room.
  nonisolated func pass<Value: Sendable>(_ body: () async -> Value) async -> Value {
    await enter()
    let value = await body()
    await leave()
    return value
  }

  /// Waits until there is room; to be paired with ``leave()``.
  func enter() async {
    if inside < limit {
      inside += 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  /// Makes room for the next.
  func leave() {
    if waiting.isEmpty { inside -= 1 } else { waiting.removeFirst().resume() }
  }
}
