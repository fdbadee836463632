import Synchronization

/// The latest snapshot of one operation that this process drives, and the tasks that wait for the next one.
final class OperationMonitor: Sendable {
  private struct State {
    /// The latest snapshot.
    var latest: OperationSnapshot
    var subscribers: [Int: AsyncStream<OperationSnapshot>.Continuation] = [:]
    var nextSubscriber = 0
    var isCancelRequested = false
    var isClosed = false
    var leaseEnd: ContinuousClock.Instant
    var sleeper: Task<Void, Never>?
  }

  private let state: Mutex<State>

  /// - Parameter leaseEnd: The time until which no other process takes the operation over.
  init(_ snapshot: OperationSnapshot, leaseEnd: ContinuousClock.Instant) {
    state = Mutex(State(latest: snapshot, leaseEnd: leaseEnd))
  }

  /// The time until which no other process takes the operation over.
  var leaseEnd: ContinuousClock.Instant { state.withLock { $0.leaseEnd } }

  /// Records that the lease was renewed.
  func renewed(until end: ContinuousClock.Instant) { state.withLock { $0.leaseEnd = max($0.leaseEnd, end) } }

  var latest: OperationSnapshot { state.withLock { $0.latest } }

  /// Whether a caller has cancelled the operation.
  var isCancelRequested: Bool { state.withLock { $0.isCancelRequested } }

  /// The current snapshot and each later one, and the continuation that ends them; a slow reader misses some.
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

  /// Whether no more snapshots follow: the operation is over, or another process drives it.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Ends the streams of snapshots.
  func close() {
    let subscribers = state.withLock { state in
      state.isClosed = true
      return Array(state.subscribers.values)
    }
    for subscriber in subscribers { subscriber.finish() }
  }

  /// Sets the latest snapshot and sends it to the waiting tasks.
  func publish(_ snapshot: OperationSnapshot) {
    let subscribers = state.withLock { state in
      state.latest = snapshot
      return Array(state.subscribers.values)
    }
    for subscriber in subscribers { subscriber.yield(snapshot) }
  }

  /// Shows that the operation pauses, because the journal cannot be written; the next snapshot ends that.
  func pause(_ obstacle: StoreError) {
    let latest = latest
    if latest.obstacle != obstacle { publish(latest.pausing(obstacle)) }
  }

  /// Cancels the operation: ends its sleep, so that the driver sees the request.
  func requestCancel() {
    let sleeper = state.withLock { state in
      state.isCancelRequested = true
      return state.sleeper
    }
    sleeper?.cancel()
  }

  /// Sleeps until the time has passed, a caller cancels the operation, or the task is cancelled.
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
