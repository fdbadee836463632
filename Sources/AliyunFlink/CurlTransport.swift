import CLibCurl
import Dispatch
import Synchronization

/// HTTP over libcurl: one thread drives all transfers, connections are kept and shared, TLS is always verified.
///
/// Proxies come from the environment, as libcurl reads it. The thread starts with the first request.
public final class CurlTransport: HTTPTransport {
  private struct State {
    var added: [Transfer] = []
    var cancelled: [Transfer] = []
    var hasThread = false
    /// Made by the thread, since loading libcurl takes time.
    var multi: CurlMulti?
  }

  private let maximumConnections: Int
  private let state = Mutex(State())

  /// A transport without connections.
  /// - Parameter maximumConnections: Connections to one host at most; further transfers wait.
  public init(maximumConnections: Int = 16) { self.maximumConnections = maximumConnections }

  /// Sends `request` once.
  /// - Throws: ``TransportError``.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let transfer = Transfer(request)
    let result: Result<HTTPResponse, TransportError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.continuation = continuation
        change { state in
          state.added.append(transfer)
          // The handler below may have run before there was anything to cancel.
          if Task.isCancelled { state.cancelled.append(transfer) }
        }
      }
    } onCancel: {
      change { $0.cancelled.append(transfer) }
    }
    return try result.get()
  }

  private func change(_ body: (inout State) -> Void) {
    let (isFirst, multi) = state.withLock { state in
      body(&state)
      defer { state.hasThread = true }
      return (!state.hasThread, state.multi)
    }
    if isFirst {
      DispatchQueue(label: "flink-deploy.http").async { self.drive() }
    } else {
      multi?.wakeUp()
    }
  }

  /// The thread: takes up new and cancelled transfers, lets libcurl work, hands out results, waits.
  private func drive() {
    let multi = CurlMulti(maximumConnections: maximumConnections)
    state.withLock { $0.multi = multi }
    var active: [UnsafeMutableRawPointer: Transfer] = [:]
    while true {
      let (added, cancelled) = state.withLock { state in
        defer { (state.added, state.cancelled) = ([], []) }
        return (state.added, state.cancelled)
      }
      for transfer in added {
        switch multi.add(transfer) {
        case .success(let handle): active[handle] = transfer
        case .failure(let error): transfer.finish(.failure(error))
        }
      }
      for transfer in cancelled {
        guard let handle = active.first(where: { $0.value === transfer })?.key else { continue }
        active[handle] = nil
        transfer.finish(.failure(multi.remove(handle, message: "The request was cancelled")))
      }
      for (handle, code) in multi.perform() {
        active.removeValue(forKey: handle)?.finish(multi.outcome(of: handle, code: code))
      }
      multi.wait()
    }
  }
}
