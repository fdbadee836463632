import AliyunFlinkEmulator
import JSONCoding
import Sandbox
import Synchronization
import TestSupport
import Testing

import class Foundation.ProcessInfo

extension EngineSandbox {
  /// The platform's job that a result names.
  func job(_ result: JSON) -> JSON? { sandbox.emulator.state["jobs"]?[result["job_id"]?.string ?? ""] }

  /// Waits until the platform has a job in this state, at most a minute.
  func wait(until state: String, _ result: JSON, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await wait("the job is \(state)", sourceLocation) {
      job(result)?["status"]?["currentJobStatus"]?.string == state
    }
  }

  /// Waits until the platform says that Flink has restarted a job.
  func waitForRestart(of result: JSON, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await wait("the job was restarted", sourceLocation) {
      (job(result)?["status"]?["running"]?["observedFlinkJobRestarts"]?.int ?? 0) > 0
    }
  }

  /// The newest exception of a job, once there is one.
  func exception(of result: JSON, sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
    let id = (result["job_id"]?.string ?? "").filter { $0 != "-" }
    let flink = try #require(sandbox.engine)
    let text = Mutex("")
    try await wait("the job has an exception", sourceLocation) {
      let history = try await flink.read("/jobs/\(id)/exceptions")["exceptionHistory"]
      let newest = history?["entries"]?.array?.first?["stacktrace"]?.string ?? ""
      text.withLock { $0 = newest }
      return !newest.isEmpty
    }
    return text.withLock { $0 }
  }

  private func wait(
    _ what: String, _ sourceLocation: SourceLocation, until isTrue: () async throws -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if try await isTrue() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("It took more than a minute until \(what)", sourceLocation: sourceLocation)
  }

  /// The health of a job after it was watched for so long.
  func health(of result: JSON, seconds: Int = 12) async throws -> JSON {
    let status = try await run(["status", result["job_id"]?.string ?? "", "--observe", "\(seconds)"])
    return try #require(status["health"], "\(status.text)")
  }

  /// Runs `flink-sandbox break`.
  func breakTable(_ arguments: [String]) async throws {
    let environment = ProcessInfo.processInfo.environment.merging(sandbox.environment) { $1 }
    let ended = try await Program.run("flink-sandbox", ["break"] + arguments, environment: environment)
    #expect(ended.ending == .exited(0), "\(ended.error)")
  }

  /// The ID of the newest savepoint of a deployment.
  func savepoint(of deploymentID: String) throws -> String {
    let savepoints = sandbox.emulator.state["savepoints"]?.object?.members.map(\.value) ?? []
    let newest = savepoints.filter { $0["deploymentId"]?.string == deploymentID }
      .max { ($0["createdAt"]?.int ?? 0) < ($1["createdAt"]?.int ?? 0) }
    return try #require(newest?["savepointId"]?.string)
  }
}
