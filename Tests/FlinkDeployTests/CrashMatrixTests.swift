import AliyunFlinkEmulator
import Deployments
import Foundation
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#endif

/// Processes that end at each of their effects: while the intent is written, just before the effect, just after it.
@Suite("The crash matrix", .endsIfStuck)
struct CrashMatrixTests {
  enum End: Int32, CaseIterable, CustomStringConvertible {
    case kill, terminate, endOfInput
    var description: String { self == .kill ? "kill -9" : self == .terminate ? "SIGTERM" : "end of input" }
  }

  enum Moment: CaseIterable { case whileJournaling, beforeEffect, afterEffect }

  enum Tool: CaseIterable { case deploy, rollback, start, stop }

  struct Cell: Sendable, CustomStringConvertible {
    let tool: Tool
    let phase: Phase
    let moment: Moment
    let end: End
    var description: String { "\(tool) \(phase) \(moment) \(end)" }
  }

  @Test("the next process completes or rolls back: exactly one or none")
  func matrix() async throws {
    let cells = try await Self.cells()
    let problems = await Matrix.problems("crash matrix", cells, workers: 12) { try await Self.problem(in: $0) }
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    #expect(cells.count > 70, "the tools were seen to journal too little")
  }

  /// Every intent that a tool was seen to journal when nothing went wrong, with every moment and every end.
  private static func cells() async throws -> [Cell] {
    var cells: [Cell] = []
    var seen: Set<String> = []
    for tool in Tool.allCases {
      let phases = try await withFixture(tool) { fixture in
        let program = try Program("flink-deploy", ["serve"], environment: fixture.environment)
        let call = try await call(tool, fixture)
        program.send(call)
        if tool == .rollback { try await cancel(program, fixture) }
        try await waitUntilOver(tool, fixture)
        program.endInput()
        _ = await program.wait()
        return try await fixture.store.query(
          "select phase from flink_journal where event = 'intent' and operation_id = (select max(id) from flink_operations)"
        ).map { try $0.requiredString("phase") }
      }
      for phase in Set(phases).sorted() where tool == .start || seen.insert(phase).inserted {
        guard let phase = Phase(rawValue: phase) else { continue }
        cells += Moment.allCases.flatMap { moment in
          End.allCases.map { Cell(tool: tool, phase: phase, moment: moment, end: $0) }
        }
      }
    }
    return cells
  }

  private static func withFixture<Value>(_ tool: Tool, _ body: (Fixture) async throws -> Value) async throws -> Value {
    // A deploy can be taken back as long as its job does not run.
    let durations = EmulatorConfiguration.Durations(ticket: 20, start: tool == .rollback ? 3_600_000 : 30, stop: 30)
    return try await Fixture.with(durations: durations) { fixture in
      // The job to start or stop.
      if tool == .start || tool == .stop {
        let deployed = try await Program.run(
          "flink-deploy",
          ["deploy", "orders", "orders", "--column", "order_id:BIGINT"] + (tool == .start ? ["--no-start"] : []),
          environment: fixture.environment)
        guard deployed.ending == .exited(0) else { throw SandboxError("\(deployed.output) \(deployed.error)") }
      }
      return try await body(fixture)
    }
  }

  private static func problem(in cell: Cell) async throws -> String? {
    try await withFixture(cell.tool) { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LEASE_SECONDS"] = "1"
      let operation = cell.phase.effect ?? ""
      let before = fixture.emulator.requestCounts[operation, default: 0]
      let barrier = cell.moment == .whileJournaling ? try await JournalBarrier(at: cell.phase, fixture) : nil
      if cell.moment != .whileJournaling {
        // The call hangs before or after its effect, so the process ends right there.
        fixture.emulator.inject(
          Fault(cell.moment == .afterEffect ? .silentAfterEffect : .silentBeforeEffect, operation: operation))
      }
      let program = try Program("flink-deploy", ["serve"], environment: environment)
      program.send(try await call(cell.tool, fixture))
      if cell.tool == .rollback { try await cancel(program, fixture) }
      if let barrier {
        try await barrier.waitUntilReached()
      } else {
        while fixture.emulator.requestCounts[operation, default: 0] == before {
          try await Task.sleep(for: .milliseconds(5))
        }
      }
      switch cell.end {
      case .kill: program.child.signal(SIGKILL)
      case .terminate: program.child.signal(SIGTERM)
      case .endOfInput: program.endInput()
      }
      _ = await program.wait()
      if cell.end != .endOfInput { program.endInput() }
      try await barrier?.open()
      while try await isUnderWay(fixture) {
        _ = try await Program.run("flink-deploy", ["recover", "--json"], environment: environment)
      }
      return try await verdict(cell, fixture)
    }
  }

  private static func verdict(_ cell: Cell, _ fixture: Fixture) async throws -> String? {
    let wanted =
      switch cell.tool {
      case .deploy, .start: (1, 1, 1)
      case .rollback: (0, 0, 0)
      case .stop: (1, 1, 0)
      }
    if fixture.cloud != wanted { return "the cloud has \(fixture.cloud)" }
    let jobs = fixture.emulator.state["jobs"]?.object?.members.count ?? 0
    if cell.tool != .rollback, jobs != 1 { return "\(jobs) jobs were started" }
    let row = try await fixture.store.query("select status from aliyun_flink_jobs order by id desc limit 1").first
    let status = try row?.string("status")
    let expected = [Tool.deploy: "RUNNING", .start: "RUNNING", .rollback: "ROLLED_BACK", .stop: "CANCELLED"][cell.tool]
    if status != expected { return "the store says \(status ?? "-")" }
    let savepoints = fixture.emulator.state["savepoints"]?.object?.members.count ?? 0
    return cell.tool == .stop && savepoints != 1 ? "\(savepoints) savepoints were taken" : nil
  }

  // MARK: The session

  /// A handshake and a call that is not waited for.
  private static func call(_ tool: Tool, _ fixture: Fixture) async throws -> String {
    let state = fixture.emulator.state
    let (name, arguments): (String, JSON) =
      switch tool {
      case .deploy, .rollback:
        (
          "generate_and_deploy",
          [
            "topic": "orders", "hologres_table": "orders", "wait_seconds": tool == .rollback ? 600 : 0,
            "flink_conf": ["a": "b"], "sample_messages": ["{\"order_id\":1,\"amount\":9.50,\"status\":\"NEW\"}"],
          ]
        )
      case .start:
        ("start_job", ["deployment_id": .string(state["deployments"]?.object?.keys.first ?? ""), "wait_seconds": 0])
      case .stop: ("stop_job", ["job_id": .string(state["jobs"]?.object?.keys.first ?? ""), "wait_seconds": 0])
      }
    let message: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": ["name": .string(name), "arguments": arguments],
    ]
    return """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"t","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      \(message.text)

      """
  }

  private static func cancel(_ program: Program, _ fixture: Fixture) async throws {
    while fixture.cloud.activeJobs == 0 { try await Task.sleep(for: .milliseconds(5)) }
    program.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}\n")
  }

  private static func isUnderWay(_ fixture: Fixture) async throws -> Bool {
    try await !fixture.store.query("select 1 from flink_operations where outcome is null").isEmpty
  }

  private static func waitUntilOver(_ tool: Tool, _ fixture: Fixture) async throws {
    let count = tool == .start || tool == .stop ? 2 : 1
    while try await fixture.store.query("select 1 from flink_operations where outcome is not null").count < count {
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  @Test("a process adopts the job of its own lost start, also if that job has ended since")
  func adoptsEnded() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LEASE_SECONDS"] = "1"
      fixture.emulator.inject(Fault(.jobFinishes, operation: "StartJobWithParams"))
      fixture.emulator.inject(Fault(.silentAfterEffect, operation: "StartJobWithParams"))
      let program = try Program("flink-deploy", ["serve"], environment: environment)
      program.send(try await Self.call(.deploy, fixture))
      while fixture.emulator.state["jobs"]?.object?.members.first?.value["status"]?["currentJobStatus"] != "FINISHED" {
        try await Task.sleep(for: .milliseconds(5))
      }
      program.child.signal(SIGKILL)
      _ = await program.wait()
      program.endInput()
      let recovered = try await Program.run("flink-deploy", ["recover", "--json"], environment: environment)
      #expect(
        try JSON.parse(recovered.output)["recovered"]?.array?.first?["status"] == "FINISHED", "\(recovered.output)")
      #expect(fixture.emulator.state["jobs"]?.object?.members.count == 1)
    }
  }
}

extension CrashMatrixTests {
  private static let effects: Set = [
    "CreateDeploymentDraft", "DeployDeploymentDraftAsync", "UpdateDeployment", "StartJobWithParams", "StopJob",
    "DeleteDeploymentDraft", "DeleteDeployment",
  ]

  @Test("a process whose lease has expired changes nothing after another process has taken over")
  func fencing() async throws {
    try await Fixture.with { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LEASE_SECONDS"] = "1"
      let barrier = try await JournalBarrier(at: .createDraft, fixture)
      let program = try Program("flink-deploy", ["serve"], environment: environment)
      program.send(try await Self.call(.deploy, fixture))
      try await barrier.waitUntilReached()
      try await Self.suspend(program)
      try await barrier.open()
      let recovered = try await Program.run("flink-deploy", ["recover", "--json"], environment: environment)
      #expect(try JSON.parse(recovered.output)["success"] == true, "\(recovered.output)")
      #expect(fixture.cloud == (1, 1, 1))
      let effects = { fixture.emulator.requestCounts.filter { Self.effects.contains($0.key) } }
      let before = effects()
      program.child.signal(SIGCONT)
      program.send(
        "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"get_job_status\",\"arguments\":{\"aliyun_job_id\":1,\"wait_seconds\":20}}}\n"
      )
      let answer = try await program.messages(upTo: 9).last
      #expect(answer?["result"]?["structuredContent"]?["status"] == "RUNNING", "\(answer?.text ?? "")")
      program.endInput()
      _ = await program.wait()
      #expect(fixture.cloud == (1, 1, 1))
      #expect(effects() == before)
    }
  }
}

extension CrashMatrixTests {
  /// Suspends a program: its threads stop one after the other, when they get a processor.
  private static func suspend(_ program: Program) async throws {
    program.child.signal(SIGSTOP)
    let threads = "/proc/\(program.child.id)/task"
    while try FileManager.default.contentsOfDirectory(atPath: threads).contains(where: { thread in
      let status = try? String(contentsOfFile: "\(threads)/\(thread)/stat", encoding: .utf8)
      return status.map { !$0.contains(") T ") } ?? false
    }) {
      try await Task.sleep(for: .milliseconds(1))
    }
  }
}

/// Holds up each process that writes the intent of one phase to the journal.
private struct JournalBarrier {
  private static let key = 4711

  private let own = Int.random(in: 1...1_000_000_000)
  private let schema: String
  private let store: PostgresClient
  /// One connection: the lock belongs to it.
  private let holder: PostgresClient

  init(at phase: Phase, _ fixture: Fixture) async throws {
    schema = fixture.storeSchema
    store = fixture.store
    holder = fixture.postgres.client(database: "stores", connections: 1)
    try await holder.query("select pg_advisory_lock(\(JournalBarrier.key), \(own))")
    try await store.query(
      """
      create function \(schema).hold_up() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(\(JournalBarrier.key), \(own));
        return new;
      end $$;
      create trigger hold_up before insert on \(schema).flink_journal for each row
        when (new.phase = '\(phase.rawValue)' and new.event = 'intent') execute function \(schema).hold_up()
      """)
  }

  func waitUntilReached() async throws {
    let waiting = "select 1 from pg_locks where locktype = 'advisory' and not granted and objid = \(own)"
    while try await store.query(waiting).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
  }

  func open() async throws {
    try await holder.query("select pg_advisory_unlock_all()")
    try await store.query("drop trigger hold_up on \(schema).flink_journal")
  }
}
