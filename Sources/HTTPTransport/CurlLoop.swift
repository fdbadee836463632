import Dispatch
import Synchronization

/// The thread that libcurl runs on, and the requests of other threads to it.
final class CurlLoop: Sendable {
  private struct State {
    var added: [Transfer] = []
    var cancelled: [Transfer] = []
    var isStopped = false
    var hasThread = false
    /// Made by the thread, since loading libcurl takes time.
    var multi: CurlMulti?
  }

  private let maximumConnections: Int
  private let state = Mutex(State())

  /// A loop whose thread starts with the first transfer.
  init(maximumConnections: Int) { self.maximumConnections = maximumConnections }

  /// Adds a transfer.
  func add(_ transfer: Transfer, isCancelled: Bool) {
    let isFirst = state.withLock { state in
      state.added.append(transfer)
      if isCancelled { state.cancelled.append(transfer) }
      defer { state.hasThread = true }
      return !state.hasThread
    }
    if isFirst {
      DispatchQueue(label: "flink-deploy.http").async { self.run() }
    } else {
      wakeUp()
    }
  }

  /// Cancels a transfer.
  func cancel(_ transfer: Transfer) {
    state.withLock { $0.cancelled.append(transfer) }
    wakeUp()
  }

  /// Ends the thread; no transfer is left at this point, since a transfer's task keeps the transport alive.
  func stop() {
    state.withLock { $0.isStopped = true }
    wakeUp()
  }

  private func wakeUp() { state.withLock { $0.multi }?.wakeUp() }

  /// The thread's loop: adds new transfers, removes cancelled ones, runs libcurl, delivers results, waits.
  private func run() {
    let multi = CurlMulti(maximumConnections: maximumConnections)
    state.withLock { $0.multi = multi }
    defer { state.withLock { $0.multi = nil } }
    var active: [UnsafeMutableRawPointer: Transfer] = [:]
    while true {
      let (added, cancelled, isStopped) = state.withLock { state in
        defer { (state.added, state.cancelled) = ([], []) }
        return (state.added, state.cancelled, state.isStopped)
      }
      if isStopped { return }
      for transfer in added {
        switch multi.add(transfer) {
        case .success(let handle): active[handle] = transfer
        case .failure(let error): transfer.finish(.failure(error))
        }
      }
      for transfer in cancelled {
        guard let handle = active.first(where: { $0.value === transfer })?.key else { continue }
        active[handle] = nil
        transfer.finish(.failure(multi.remove(handle, cause: .cancelled)))
      }
      for (handle, code) in multi.perform() {
        active.removeValue(forKey: handle)?.finish(multi.outcome(of: handle, code: code))
      }
      multi.wait()
    }
  }
}
