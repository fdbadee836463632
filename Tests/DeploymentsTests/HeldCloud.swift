import AliyunFlink
import Deployments
import Synchronization

/// A cloud whose calls about a job wait until a test lets them through.
final class HeldCloud: Cloud {
  private struct State {
    var isOpen: [String: Bool] = [:]
    var ids = 0
    var waiting: [Int: (jobID: String, continuation: CheckedContinuation<Void, Never>)] = [:]
    var jobIDs: [String] = []
  }

  private let cloud: any Cloud
  private let state = Mutex(State())
  /// How many calls have come.
  let calls = Tally()

  /// A cloud whose answers are those of `cloud`.
  init(_ cloud: any Cloud) { self.cloud = cloud }

  /// The jobs that calls were about, each once, in order.
  var jobIDs: [String] { state.withLock { $0.jobIDs } }

  /// Lets the calls about a job through, from now on.
  func open(_ jobID: String) {
    let due = state.withLock { state in
      state.isOpen[jobID] = true
      let due = state.waiting.filter { $0.value.jobID == jobID }
      for id in due.keys { state.waiting[id] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in due { continuation.resume() }
  }

  func reply(to call: RemoteCall) async -> RemoteReply {
    switch call {
    case .readFlink(let jobID, _), .readJob(let jobID): await pass(jobID)
    default: break
    }
    return await cloud.reply(to: call)
  }

  private func pass(_ jobID: String) async {
    let id = state.withLock { state in
      if !state.jobIDs.contains(jobID) { state.jobIDs.append(jobID) }
      state.ids += 1
      return state.ids
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let goesOn = state.withLock { state in
          if Task.isCancelled || state.isOpen[jobID] == true { return true }
          state.waiting[id] = (jobID, continuation)
          return false
        }
        if goesOn { continuation.resume() }
        calls.raise()
      }
    } onCancel: {
      let waiter = state.withLock { $0.waiting.removeValue(forKey: id) }
      waiter?.continuation.resume()
    }
  }
}
