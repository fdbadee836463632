import AliyunFlink
import Deployments
import JSONCoding
import Synchronization

/// A Flink with one job, which answers without metrics at first, as on a machine under load.
final class LateFlink: Cloud {
  /// Flink's ID of the job.
  static let flinkID = "a1"
  private static let vertex = "/jobs/a1/vertices/v/subtasks/metrics"

  /// The state of the API.
  private struct State {
    var paths: [String] = []
    var emptyLists = 0
    var hasJobMetrics = true
    var failures: [String: Int] = [:]
  }

  private let state: Mutex<State>
  private let age: Int

  /// A Flink.
  /// - Parameters:
  ///   - emptyLists: So many lists of metrics are empty at first.
  ///   - hasJobMetrics: Whether it has metrics of the job itself.
  ///   - failures: How often a path fails at first.
  ///   - age: How long the job has been running, in milliseconds.
  init(emptyLists: Int = 0, hasJobMetrics: Bool = true, failures: [String: Int] = [:], age: Int = 60_000) {
    state = Mutex(State(emptyLists: emptyLists, hasJobMetrics: hasJobMetrics, failures: failures))
    self.age = age
  }

  /// The paths that were asked for, in order.
  var paths: [String] { state.withLock { $0.paths } }

  func reply(to call: RemoteCall) async -> RemoteReply {
    guard case .readFlink(_, let path) = call else { return RemoteReply(.done) }
    return state.withLock { state in
      state.paths.append(path)
      if let left = state.failures[path], left > 0 {
        state.failures[path] = left - 1
        return RemoteReply(.failed(FlinkAPIError(.business, code: "990301", cause: .said("on demand"))))
      }
      return RemoteReply(.flink(answer(path, &state)))
    }
  }

  private func answer(_ path: String, _ state: inout State) -> JSON {
    switch path {
    case "/jobs/overview": return ["jobs": [["jid": .string(Self.flinkID), "state": "RUNNING", "start-time": 1]]]
    case "/jobs/a1":
      return [
        "jid": .string(Self.flinkID), "state": "RUNNING", "now": .int(1_000_000 + age),
        "timestamps": ["RUNNING": 1_000_000], "vertices": [["id": "v", "status": "RUNNING", "parallelism": 1]],
      ]
    case "/jobs/a1/checkpoints": return ["counts": ["completed": 1, "failed": 0, "restored": 0]]
    case "/jobs/a1/exceptions?maxExceptions=16": return ["exceptionHistory": ["entries": []]]
    case "/jobs/a1/metrics?get=numRestarts,uptime":
      return state.hasJobMetrics ? [["id": "numRestarts", "value": "0"], ["id": "uptime", "value": "60000"]] : []
    case Self.vertex:
      state.emptyLists -= 1
      return state.emptyLists >= 0 ? [] : [["id": "Source__s[1].numRecordsIn"], ["id": "w[2]__Writer.numRecordsIn"]]
    case let values where values.hasPrefix(Self.vertex):
      return [["id": "Source__s[1].numRecordsIn", "sum": 7], ["id": "w[2]__Writer.numRecordsIn", "sum": 7]]
    default: return ["errors": ["not found"]]
    }
  }
}

/// A clock that counts its waits and does not wait.
final class CountingClock: Clock {
  private let count = Mutex(0)

  /// The number of waits.
  var waits: Int { count.withLock { $0 } }
  var now: ContinuousClock.Instant { .now }
  var minimumResolution: Duration { .zero }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    count.withLock { $0 += 1 }
  }
}
