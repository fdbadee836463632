import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A deploy whose process ends at each of its effects, just before and just after it took place.
@Suite("The crash matrix", .timeLimit(.minutes(3)))
struct CrashMatrixTests {
  enum End: Int32, CaseIterable, CustomStringConvertible {
    case kill, terminate, endOfInput
    var description: String { self == .kill ? "kill -9" : self == .terminate ? "SIGTERM" : "end of input" }
  }

  struct Step: Sendable, CustomStringConvertible {
    let operation: String
    /// What makes the deploy fail, for the steps of its rollback.
    var failure: Fault?
    let isAfterEffect: Bool
    var description: String { "\(isAfterEffect ? "after" : "before") \(operation)" }
  }

  private static let steps: [Step] = [false, true].flatMap { isAfter in
    [
      Step(operation: "CreateDeploymentDraft", isAfterEffect: isAfter),
      Step(operation: "DeployDeploymentDraftAsync", isAfterEffect: isAfter),
      Step(operation: "UpdateDeployment", isAfterEffect: isAfter),
      Step(operation: "StartJobWithParams", isAfterEffect: isAfter),
      Step(
        operation: "DeleteDeploymentDraft", failure: Fault(.ticketFails, operation: "DeployDeploymentDraftAsync"),
        isAfterEffect: isAfter),
      Step(
        operation: "DeleteDeployment", failure: Fault(.jobFails, operation: "StartJobWithParams"),
        isAfterEffect: isAfter),
    ]
  }

  @Test("is finished or undone by the next process: exactly one or none", arguments: steps, End.allCases)
  func crash(_ step: Step, _ end: End) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LEASE_SECONDS"] = "1"
      if let failure = step.failure { fixture.emulator.inject(failure) }
      // The call hangs before or after its effect, so the process ends right there.
      fixture.emulator.inject(
        Fault(step.isAfterEffect ? .silentAfterEffect : .silentBeforeEffect, operation: step.operation))
      let program = try Program("flink-deploy", ["serve"], environment: environment)
      program.send(Self.session)
      while fixture.emulator.requestCounts[step.operation, default: 0] == 0 {
        try await Task.sleep(for: .milliseconds(5))
      }
      switch end {
      case .kill: program.child.signal(SIGKILL)
      case .terminate: program.child.signal(SIGTERM)
      case .endOfInput: program.endInput()
      }
      _ = await program.wait()
      if end != .endOfInput { program.endInput() }
      let running = "select 1 from flink_operations where outcome is null and workspace_id = $1"
      while try await !fixture.store.query(running, [PostgresValue(fixture.workspaceID)]).isEmpty {
        _ = try await Program.run("flink-deploy", ["recover", "--json"], environment: environment)
      }
      #expect(fixture.cloud == (step.failure == nil ? (1, 1, 1) : (0, 0, 0)))
      let rows = try await fixture.store.query(
        "select status, job_id from aliyun_flink_jobs where workspace_id = $1", [PostgresValue(fixture.workspaceID)])
      #expect(rows.count == 1)
      #expect(try rows.first?.string("status") == (step.failure == nil ? "RUNNING" : "ROLLED_BACK"))
      let jobs = fixture.emulator.state["jobs"]?.object?.keys ?? []
      if step.failure == nil { #expect(try jobs == [rows.first?.string("job_id")]) }
    }
  }

  @Test("adopts the job that its own lost start has made, also when that has ended since")
  func adoptsEnded() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LEASE_SECONDS"] = "1"
      fixture.emulator.inject(Fault(.jobFinishes, operation: "StartJobWithParams"))
      fixture.emulator.inject(Fault(.silentAfterEffect, operation: "StartJobWithParams"))
      let program = try Program("flink-deploy", ["serve"], environment: environment)
      program.send(Self.session)
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

  /// A handshake and a deploy that is not waited for.
  private static let session: String = {
    let deploy: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": "tools/call",
      "params": [
        "name": "generate_and_deploy",
        "arguments": [
          "topic": "orders", "hologres_table": "orders", "wait_seconds": 0, "flink_conf": ["a": "b"],
          "sample_messages": ["{\"order_id\":1,\"amount\":9.50,\"status\":\"NEW\"}"],
        ],
      ],
    ]
    return """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"t","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      \(deploy.text)

      """
  }()
}
