import Synchronization

/// A count that tests wait for.
final class Tally: Sendable {
  private struct State {
    var count = 0
    var ids = 0
    var watchers: [Int: (count: Int, continuation: CheckedContinuation<Void, Never>)] = [:]
  }

  private let state = Mutex(State())

  /// Counts one more.
  func raise() {
    let due = state.withLock { state in
      state.count += 1
      let due = state.watchers.filter { $0.value.count <= state.count }
      for id in due.keys { state.watchers[id] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in due { continuation.resume() }
  }

  /// Waits until the count is at least `count`, or the task is cancelled: a test beyond its time limit then fails, and
  /// does not hang.
  func reached(_ count: Int) async {
    let id = state.withLock { state in
      state.ids += 1
      return state.ids
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if Task.isCancelled || state.count >= count { return true }
          state.watchers[id] = (count, continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.watchers.removeValue(forKey: id) }?.continuation.resume()
    }
  }
}
