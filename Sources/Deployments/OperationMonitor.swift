import Synchronization

/// The latest snapshot of one operation that this process drives, and those who wait for the next.
final class OperationMonitor: Sendable {
  private struct State {
    var latest: OperationSnapshot
    var subscribers: [Int: AsyncStream<OperationSnapshot>.Continuation] = [:]
    var nextSubscriber = 0
    var isCancelRequested = false
    var isClosed = false
    var leaseEnd: ContinuousClock.Instant
    var sleeper: Task<Void, Never>?
  }

  private let state: Mutex<State>

  /// - Parameter leaseEnd: Until when no other process takes the operation over.
  init(_ snapshot: OperationSnapshot, leaseEnd: ContinuousClock.Instant) {
    state = Mutex(State(latest: snapshot, leaseEnd: leaseEnd))
  }

  /// Until when no other process takes the operation over.
  var leaseEnd: ContinuousClock.Instant { state.withLock { $0.leaseEnd } }

  func renewed(until end: ContinuousClock.Instant) { state.withLock { $0.leaseEnd = max($0.leaseEnd, end) } }

  var latest: OperationSnapshot { state.withLock { $0.latest } }

  /// Whether the caller has taken the operation back.
  var isCancelRequested: Bool { state.withLock { $0.isCancelRequested } }

  /// The present snapshot and each later one, and what ends them; a slow reader misses those in between.
  func snapshots() -> (AsyncStream<OperationSnapshot>, AsyncStream<OperationSnapshot>.Continuation) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: OperationSnapshot.self, bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state in
      state.nextSubscriber += 1
      state.subscribers[state.nextSubscriber] = continuation
      continuation.yield(state.latest)
      if state.isClosed { continuation.finish() }
      return state.nextSubscriber
    }
    continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
    }
    return (stream, continuation)
  }

  /// Whether nothing more will be published here: the operation is over, or another process drives it.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  func close() {
    let subscribers = state.withLock { state in
      state.isClosed = true
      return Array(state.subscribers.values)
    }
    for subscriber in subscribers { subscriber.finish() }
  }

  func publish(_ snapshot: OperationSnapshot) {
    let subscribers = state.withLock { state in
      state.latest = snapshot
      return Array(state.subscribers.values)
    }
    for subscriber in subscribers { subscriber.yield(snapshot) }
  }

  func requestCancel() {
    let sleeper = state.withLock { state in
      state.isCancelRequested = true
      return state.sleeper
    }
    sleeper?.cancel()
  }

  /// Sleeps, but not on after the operation was taken back or the task was cancelled.
  func sleep(_ duration: Duration, clock: any Clock<Duration>) async {
    let sleeper = Task { _ = try? await clock.sleep(for: duration) }
    let isCancelled = state.withLock { state in
      state.sleeper = sleeper
      return state.isCancelRequested && !state.latest.status.isRollingBack
    }
    if isCancelled { sleeper.cancel() }
    await withTaskCancellationHandler {
      await sleeper.value
    } onCancel: {
      sleeper.cancel()
    }
    state.withLock { $0.sleeper = nil }
  }
}

extension OperationStatus {
  fileprivate var isRollingBack: Bool { self == .rollingBack }
}
