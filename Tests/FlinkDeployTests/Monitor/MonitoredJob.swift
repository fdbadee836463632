import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport

/// A deployment in the emulator whose job a test breaks and mends, and settings for monitors of it.
struct MonitoredJob: Sendable {
  let fixture: Fixture
  let receiver: LoopbackReceiver
  let deploymentID: String
  /// The settings of a monitor with a channel.
  let environment: [String: String]

  /// Runs `body` with a deployment whose job runs.
  static func with<Value>(_ body: (MonitoredJob) async throws -> Value) async throws -> Value {
    try await Fixture.with { fixture in
      let receiver = try LoopbackReceiver()
      defer { receiver.stop() }
      let environment = fixture.environment.merging(receiver.settings()) { $1 }
        .merging(["FLINK_DEPLOY_LEASE_SECONDS": "3"]) { $1 }
      let deployed = try await Program.run(
        "flink-deploy", ["deploy", "orders", "orders", "--column", "order_id:BIGINT", "--json"],
        environment: environment)
      guard let id = (try? JSON.parse(deployed.output))?["deployment_id"]?.string else {
        throw SandboxError("\(deployed.output) \(deployed.error)")
      }
      return try await body(
        MonitoredJob(fixture: fixture, receiver: receiver, deploymentID: id, environment: environment))
    }
  }

  /// Lets the job end as FAILED; it must run.
  func fail() async throws {
    try await reach("RUNNING")
    fixture.emulator.end(job: newestJob?.id ?? "", as: "FAILED")
    try await reach("FAILED")
  }

  /// Starts the job again, as a person in the console does.
  func mend() async throws {
    _ = fixture.emulator.startByHand(deploymentID)
    try await reach("RUNNING")
  }

  /// Runs a command with the settings of the monitor.
  func run(_ arguments: [String], _ changes: [String: String] = [:]) async throws -> (
    ending: ChildProcess.Ending, output: String, error: String
  ) {
    try await Program.run("flink-deploy", arguments, environment: environment.merging(changes) { $1 })
  }

  /// Starts a monitor that looks every second.
  func startMonitor(_ arguments: [String] = []) throws -> Program {
    let program = try Program(
      "flink-deploy", ["monitor", "--interval", "1"] + arguments, environment: environment)
    program.endInput()
    return program
  }

  /// Waits until a query of the store has a row.
  func wait(for condition: String) async throws {
    while try await fixture.store.query(condition).isEmpty { try await Task.sleep(for: .milliseconds(10)) }
  }

  private var newestJob: (id: String, state: String)? {
    let jobs = fixture.emulator.state["jobs"]?.object?.members.map(\.value) ?? []
    let newest = jobs.max { ($0["startTime"]?.int ?? 0) < ($1["startTime"]?.int ?? 0) }
    return newest.flatMap { job in
      job["jobId"]?.string.map { ($0, job["status"]?["currentJobStatus"]?.string ?? "") }
    }
  }

  private func reach(_ state: String) async throws {
    while newestJob?.state != state { try await Task.sleep(for: .milliseconds(5)) }
  }
}
