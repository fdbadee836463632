import Deployments
import Synchronization

/// The progress of a batch, as its callers see it.
struct BatchSnapshot: Sendable {
  /// The items, in the order of the call.
  var items: [StoredBatch.Item]
  /// The steps of all items that are done, in items.
  var done: Double
  /// What one of the items is doing; nil for nothing.
  var message: BatchText?
  /// Whether nothing is left to do.
  var isOver: Bool
}

/// Hands the progress of a batch from its driver to all who wait for it.
final class BatchMonitor: Sendable {
  private struct State {
    var snapshot: BatchSnapshot
    var shares: [Int: Double] = [:]
    var isClosed = false
    var nextSubscriber = 0
    var subscribers: [Int: AsyncStream<BatchSnapshot>.Continuation] = [:]
  }

  private let names: [String]
  private let state: Mutex<State>

  /// A monitor of a batch whose deployments have these names.
  init(_ items: [StoredBatch.Item], names: [String]) {
    self.names = names
    state = Mutex(State(snapshot: BatchSnapshot(items: items, done: 0, message: nil, isOver: false)))
  }

  /// The latest snapshot.
  var latest: BatchSnapshot { state.withLock { $0.snapshot } }

  /// Whether no more snapshots follow.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Shows what an item is doing.
  /// - Parameter share: How much of it is done, 0...1.
  func report(_ place: Int, share: Double, _ message: String) {
    change { state in
      state.shares[place] = max(state.shares[place] ?? 0, min(1, share))
      state.snapshot.message = .progress(
        done: state.snapshot.items.count { $0.stage.isEnd }, total: names.count, name: names[place], message: message)
    }
  }

  /// Shows the items as they stand.
  func publish(_ items: [StoredBatch.Item], isOver: Bool) {
    change { state in
      state.snapshot.items = items
      state.snapshot.isOver = isOver
    }
  }

  /// Ends the streams of snapshots.
  func close() {
    let subscribers = state.withLock { state in
      state.isClosed = true
      return Array(state.subscribers.values)
    }
    for subscriber in subscribers { subscriber.finish() }
  }

  /// The latest snapshot and those that follow, and what ends them.
  func snapshots() -> (AsyncStream<BatchSnapshot>, AsyncStream<BatchSnapshot>.Continuation) {
    let (stream, continuation) = AsyncStream.makeStream(of: BatchSnapshot.self, bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state in
      state.nextSubscriber += 1
      state.subscribers[state.nextSubscriber] = continuation
      continuation.yield(state.snapshot)
      if state.isClosed { continuation.finish() }
      return state.nextSubscriber
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
    }
    return (stream, continuation)
  }

  private func change(_ body: (inout State) -> Void) {
    let (snapshot, subscribers) = state.withLock { state in
      body(&state)
      let items = state.snapshot.items
      state.snapshot.done = items.indices.reduce(0) {
        $0 + (items[$1].stage.isEnd ? 1 : 0.95 * (state.shares[$1] ?? 0))
      }
      return (state.snapshot, Array(state.subscribers.values))
    }
    for subscriber in subscribers { subscriber.yield(snapshot) }
  }
}

extension BatchItem.Stage {
  /// Whether the item has its result.
  var isEnd: Bool { self != .waiting && self != .running && self != .returning }
}
