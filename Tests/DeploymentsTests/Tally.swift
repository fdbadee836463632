import Synchronization

/// A count that tests wait for.
final class Tally: Sendable {
  private struct State {
    var count = 0
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  /// Counts one more.
  func raise() {
    let due = state.withLock { state in
      state.count += 1
      let due = state.watchers.filter { $0.count <= state.count }
      state.watchers.removeAll { $0.count <= state.count }
      return due
    }
    for watcher in due { watcher.continuation.resume() }
  }

  /// Waits until the count is at least `count`.
  func reached(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isReached = state.withLock { state in
        if state.count >= count { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isReached { continuation.resume() }
    }
  }
}
