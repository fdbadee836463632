import Synchronization

/// Ends the sleep of one task early.
final class Bell: Sendable {
  private struct State {
    var hasRung = false
    var sleeper: Task<Void, Never>?
  }

  private let state = Mutex(State())

  /// Ends the present sleep, or else the next one.
  func ring() {
    let sleeper = state.withLock { state in
      state.hasRung = true
      return state.sleeper
    }
    sleeper?.cancel()
  }

  /// Sleeps until the time has passed, the bell rings, or the task is cancelled.
  /// - Returns: Whether the bell rang.
  @discardableResult
  func sleep(_ duration: Duration, clock: any Clock<Duration>) async -> Bool {
    let sleeper = Task { _ = try? await clock.sleep(for: duration) }
    let hasRung = state.withLock { state in
      state.sleeper = sleeper
      return state.hasRung
    }
    if hasRung { sleeper.cancel() }
    await withTaskCancellationHandler {
      await sleeper.value
    } onCancel: {
      sleeper.cancel()
    }
    return state.withLock { state in
      defer { state = State() }
      return state.hasRung
    }
  }
}
