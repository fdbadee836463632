import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Processes that end at each effect of an update: just before it, just after it.
@Suite("The crash matrix of updates", .endsIfStuck)
struct UpdateCrashTests {
  enum Way: CaseIterable { case restart, hot, back }

  enum Moment: CaseIterable { case beforeEffect, afterEffect }

  enum End: CaseIterable, CustomStringConvertible {
    case kill, terminate, endOfInput
    var description: String { self == .kill ? "kill -9" : self == .terminate ? "SIGTERM" : "end of input" }
  }

  struct Cell: Sendable, CustomStringConvertible {
    let way: Way
    let phase: Phase
    let moment: Moment
    let end: End
    var description: String { "\(way) \(phase) \(moment) \(end)" }
  }

  @Test("the same call after it completes the update once, and a way back goes on", arguments: Way.allCases)
  func matrix(_ way: Way) async throws {
    let phases = try await Self.phases(way)
    let cells = phases.flatMap { phase in
      Moment.allCases.flatMap { moment in
        End.allCases.map { Cell(way: way, phase: phase, moment: moment, end: $0) }
      }
    }
    let problems = await Matrix.problems("update crash matrix  \(way)", cells, workers: 12) {
      try await Self.problem(in: $0)
    }
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    #expect(phases.count >= (way == .hot ? 2 : 4), "the update was seen to journal too little: \(phases)")
  }

  /// The intents that an update was seen to journal when nothing else went wrong; for the way back, those of it.
  private static func phases(_ way: Way) async throws -> [Phase] {
    try await withSession(way) { session in
      let program = try session.serve()
      program.send(session.call(wait: 30))
      _ = try await program.messages(upTo: 1)
      program.endInput()
      _ = await program.wait()
      let rows = try await session.fixture.store.query(
        """
        select j.phase from flink_journal j join flink_operations o on o.id = j.operation_id
        where o.workspace_id = $1 and o.kind = 'update' and j.event = 'intent' order by j.id
        """, [PostgresValue(session.fixture.workspaceID)])
      let all = try rows.compactMap { Phase(rawValue: try $0.requiredString("phase")) }
      let counts = Dictionary(all.map { ($0, 1) }, uniquingKeysWith: +)
      return Set(all).filter { way != .back || counts[$0] == 2 }.sorted { $0.rawValue < $1.rawValue }
    }
  }

  private static func problem(in cell: Cell) async throws -> String? {
    try await withSession(cell.way) { session in
      let emulator = session.fixture.emulator
      let operation = cell.phase.effect ?? ""
      // On the way back, each operation comes for the second time.
      let skip = cell.way == .back ? 1 : 0
      let reached = emulator.requestCounts[operation, default: 0] + skip + 1
      emulator.inject(
        Fault(
          cell.moment == .afterEffect ? .silentAfterEffect : .silentBeforeEffect, operation: operation, skip: skip))
      let program = try session.serve()
      program.send(session.call(wait: 0))
      while emulator.requestCounts[operation, default: 0] < reached { try await Task.sleep(for: .milliseconds(5)) }
      switch cell.end {
      case .kill: program.child.signal(SIGKILL)
      case .terminate: program.child.signal(SIGTERM)
      case .endOfInput: program.endInput()
      }
      _ = await program.wait()
      if cell.end != .endOfInput { program.endInput() }
      guard cell.way == .back else {
        let next = try session.serve()
        next.send(session.call(wait: 60))
        let answer = try await next.messages(upTo: 1).last?["result"]?["structuredContent"]
        next.endInput()
        _ = await next.wait()
        if answer?["outcome"] != "succeeded" { return "the same call: \(answer?.text ?? "-")" }
        return try await session.verdict(cell.way)
      }
      // The same call could begin another update once this one has gone back.
      while try await session.isUnderWay() {
        _ = try await Program.run("flink-deploy", ["recover", "--json"], environment: session.environment)
      }
      return try await session.verdict(cell.way)
    }
  }

  private static func withSession<Value>(
    _ way: Way, _ body: (UpdateCrashSession) async throws -> Value
  ) async throws -> Value {
    try await Fixture.with(sharesStore: true) { fixture in
      let deployed = try await Program.run(
        "flink-deploy",
        ["deploy", "orders", "orders", "--column", "order_id:BIGINT", "--column", "status:STRING", "--json"],
        environment: fixture.environment)
      guard deployed.ending == .exited(0) else { throw SandboxError("\(deployed.output) \(deployed.error)") }
      if way == .back { fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams")) }
      let id = try JSON.parse(deployed.output)["deployment_id"]?.string ?? ""
      return try await body(UpdateCrashSession(fixture: fixture, deploymentID: id, changesSQL: way != .hot))
    }
  }
}

/// A deployment that processes update one after the other.
private struct UpdateCrashSession {
  let fixture: Fixture
  let deploymentID: String
  /// Whether the update changes the SQL too, which the running job cannot take.
  let changesSQL: Bool

  /// The settings of a process whose operations another one takes over after a second.
  var environment: [String: String] { fixture.environment.merging(["FLINK_DEPLOY_LEASE_SECONDS": "1"]) { $1 } }

  func serve() throws -> Program { try Program("flink-deploy", ["serve"], environment: environment) }

  /// A handshake and the update.
  func call(wait seconds: Int) -> String {
    var arguments: JSONObject = [
      "deployment_id": .string(deploymentID), "resources": ["parallelism": 2], "wait_until": "RUNNING",
      "wait_seconds": .int(seconds),
    ]
    if changesSQL {
      arguments["columns"] = [
        ["name": "order_id", "type": "BIGINT"], ["name": "amount", "type": "DECIMAL(18, 2)"],
        ["name": "status", "type": "STRING"],
      ]
    }
    let message: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": "tools/call",
      "params": ["name": "update_job", "arguments": .object(arguments)],
    ]
    return """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"t","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      \(message.text)

      """
  }

  func isUnderWay() async throws -> Bool {
    try await !fixture.store.query(
      "select 1 from flink_operations where outcome is null and workspace_id = $1",
      [PostgresValue(fixture.workspaceID)]
    ).isEmpty
  }

  /// What is wrong once the update is over; nil when nothing is.
  func verdict(_ way: UpdateCrashTests.Way) async throws -> String? {
    let state = fixture.emulator.state
    let deployment = state["deployments"]?[deploymentID]
    let jobs = (state["jobs"]?.object?.members ?? []).map(\.value)
      .sorted { ($0["startTime"]?.int ?? 0) < ($1["startTime"]?.int ?? 0) }
    let states = jobs.map { $0["status"]?["currentJobStatus"]?.string ?? "" }
    let wanted =
      switch way {
      case .restart: ["CANCELLED", "RUNNING"]
      case .hot: ["RUNNING"]
      case .back: ["CANCELLED", "FAILED", "RUNNING"]
      }
    if states != wanted { return "the jobs are \(states)" }
    let parallelism = deployment?["streamingResourceSetting"]?["basicResourceSetting"]?["parallelism"]
    if parallelism != (way == .back ? 1 : 2) { return "the deployment has parallelism \(parallelism?.text ?? "-")" }
    let running = jobs.last?["streamingResourceSetting"]?["basicResourceSetting"]?["parallelism"]
    if running != parallelism { return "the job has parallelism \(running?.text ?? "-")" }
    if jobs.last?["artifact"] != deployment?["artifact"] { return "the job has other SQL than the deployment" }
    let savepoints = state["savepoints"]?.object?.keys ?? []
    if savepoints.count != (way == .hot ? 0 : 1) { return "\(savepoints.count) savepoints were taken" }
    for job in jobs.dropFirst() where job["restoreStrategy"]?["savepointId"]?.string != savepoints.first {
      return "a job started from \(job["restoreStrategy"]?.text ?? "-")"
    }
    let versions = try await fixture.store.query(
      "select version, status from aliyun_flink_job_versions where deployment_id = $1 order by version",
      [PostgresValue(deploymentID)]
    ).map { "\(try $0.requiredInt("version")) \(try $0.requiredString("status"))" }
    let expected = way == .back ? ["1 CURRENT", "2 FAILED"] : ["1 PREVIOUS", "2 CURRENT"]
    return versions == expected ? nil : "the versions are \(versions)"
  }
}
