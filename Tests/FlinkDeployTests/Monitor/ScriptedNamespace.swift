import Deployments
import JSONCoding
import Synchronization

@testable import AliyunFlink

/// Alibaba Cloud as a test scripts it: deployments and their jobs.
final class ScriptedNamespace: Cloud {
  /// A deployment.
  private struct Entry {
    let id: String
    let name: String
    let isOwn: Bool
    let isStreaming: Bool
    /// The newest job first.
    var jobs: [Run] = [] {
      didSet { summary = ScriptedNamespace.summary(self) }
    }
    /// What a list says of it; made once, since a list has many that stay as they are.
    private(set) var summary: DeploymentSummary?

    init(id: String, name: String, isOwn: Bool, isStreaming: Bool) {
      (self.id, self.name, self.isOwn, self.isStreaming) = (id, name, isOwn, isStreaming)
    }
  }

  /// A job.
  private struct Run {
    let id: String
    var state: JobState
    var failure: String?
    let start: Int
    var end: Int?
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var order: [String] = []
    var jobs = 0
    /// Answers of all calls; nil for what is scripted.
    var fault: (code: String, calls: Int?)?
    /// Whether the list is empty although there are deployments.
    var isListEmpty = false
    var calls: [String] = []
    /// Happens after the next list of jobs.
    var next: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Int

  /// A namespace without deployments.
  /// - Parameter now: The time in milliseconds since 1970.
  init(now: @escaping @Sendable () -> Int) { self.now = now }

  // MARK: What happens

  /// Adds a deployment whose job runs.
  func add(_ id: String, name: String? = nil, isOwn: Bool = true, isStreaming: Bool = true) {
    state.withLock { state in
      state.entries[id] = Entry(id: id, name: name ?? id, isOwn: isOwn, isStreaming: isStreaming)
      state.order.append(id)
    }
    start(id)
  }

  /// Starts another job, which runs.
  func start(_ id: String) {
    let now = now()
    state.withLock { state in
      state.jobs += 1
      state.entries[id]?.jobs.insert(
        Run(id: "j-\(id)-\(state.jobs)", state: .running, failure: nil, start: now), at: 0)
    }
  }

  /// Ends the newest job.
  func end(_ id: String, _ end: JobState, failure: String? = nil) {
    let now = now()
    state.withLock { state in
      guard state.entries[id]?.jobs.isEmpty == false else { return }
      state.entries[id]?.jobs[0].state = end
      state.entries[id]?.jobs[0].failure = failure
      state.entries[id]?.jobs[0].end = now
    }
  }

  /// Deletes a deployment.
  func delete(_ id: String) {
    state.withLock { state in
      state.entries[id] = nil
      state.order.removeAll { $0 == id }
    }
  }

  /// Makes calls fail with this code: all of them, or so many; nil ends that.
  func fail(_ code: String?, calls: Int? = nil) { state.withLock { $0.fault = code.map { ($0, calls) } } }

  /// Makes the list empty, or the true one again.
  func emptyList(_ isEmpty: Bool) { state.withLock { $0.isListEmpty = isEmpty } }

  /// Lets something happen after the next list of jobs is read.
  func afterJobs(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.next = action } }

  /// The newest job of a deployment.
  func job(of id: String) -> String { state.withLock { $0.entries[id]?.jobs.first?.id } ?? "" }

  /// The names of the calls since the last question.
  func takeCalls() -> [String] {
    state.withLock { state in
      defer { state.calls = [] }
      return state.calls
    }
  }

  // MARK: Answers

  func reply(to call: RemoteCall) async -> RemoteReply {
    let reply = scriptedReply(to: call)
    if case .listJobs = call {
      let action = state.withLock { state in
        defer { state.next = nil }
        return state.next
      }
      action?()
    }
    return reply
  }

  private func scriptedReply(to call: RemoteCall) -> RemoteReply {
    state.withLock { state in
      state.calls.append("\(call)".prefix { $0 != "(" }.description)
      if let fault = state.fault {
        state.fault = fault.calls.flatMap { $0 <= 1 ? nil : (fault.code, $0 - 1) } ?? (fault.calls == nil ? fault : nil)
        let kind: FlinkAPIError.Kind = fault.code == FlinkAPIError.notFoundCode ? .business : .transport
        return RemoteReply(.failed(FlinkAPIError(kind, code: fault.code, cause: .noReasonGiven)))
      }
      return RemoteReply(ScriptedNamespace.answer(call, state))
    }
  }

  private static func answer(_ call: RemoteCall, _ state: State) -> RemoteAnswer {
    switch call {
    case .listAllDeployments(let page):
      let ids = state.isListEmpty ? [] : state.order.dropFirst((page - 1) * pageSize).prefix(pageSize)
      return .summaries(ids.compactMap { state.entries[$0]?.summary })
    case .readDeployment(let id):
      guard let entry = state.entries[id], let deployment = try? Deployment(document(entry)) else {
        return notFound
      }
      return .deployment(deployment)
    case .listJobs(let id):
      guard let entry = state.entries[id] else { return notFound }
      return .jobs(entry.jobs.compactMap { job($0, id) })
    case .readJob(let id):
      let found = state.entries.lazy.compactMap { deployment, entry in
        entry.jobs.first { $0.id == id }.flatMap { job($0, deployment) }
      }.first
      return found.map { .job($0) } ?? notFound
    default: return .done
    }
  }

  private static var notFound: RemoteAnswer {
    .failed(FlinkAPIError(.business, code: FlinkAPIError.notFoundCode, cause: .noReasonGiven))
  }

  private static func summary(_ entry: Entry) -> DeploymentSummary? { try? DeploymentSummary(document(entry)) }

  private static func document(_ entry: Entry) -> JSON {
    let counts = JobState.allCases.map { state in
      (state.rawValue.lowercased(), JSON.int(entry.jobs.count { $0.state == state }))
    }
    return [
      "deploymentId": .string(entry.id), "name": .string(entry.name), "jobSummary": .object(JSONObject(counts)),
      "executionMode": .string(entry.isStreaming ? "STREAMING" : "BATCH"),
      "labels": entry.isOwn ? ["flink-deploy/operation": "m"] : [:],
      "flinkConf": ["execution.checkpointing.interval": "180s"],
    ]
  }

  private static func job(_ run: Run, _ deployment: String) -> Job? {
    var status: JSONObject = ["currentJobStatus": .string(run.state.rawValue)]
    if let failure = run.failure { status["failure"] = ["reason": "JOB_FAILED", "message": .string(failure)] }
    return try? Job([
      "jobId": .string(run.id), "deploymentId": .string(deployment), "status": .object(status),
      "startTime": .int(run.start), "endTime": .optional(run.end),
    ])
  }
}
