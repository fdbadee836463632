import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import FlinkDeploy

/// Every remote operation of every tool, each failing in every way, once and always.
@Suite("The fault matrix", .endsIfStuck)
struct FaultMatrixTests {
  struct Cell: Sendable, CustomStringConvertible {
    let tool: Tool
    let operation: String
    let kind: Fault.Kind
    let isAlways: Bool
    var description: String { "\(tool) \(operation) \(kind) \(isAlways ? "always" : "once")" }
  }

  enum Tool: CaseIterable {
    case deploy, rollback, start, stop, status
  }

  private static let kinds: [Fault.Kind] = [
    .status(500), .status(503), .statusAfterEffect(500), .throttle(retryAfter: nil), .throttle(retryAfter: 20),
    .dropBeforeEffect, .dropAfterEffect, .silentAfterEffect, .garble, .truncate, .html, .refuse, .nonceUsed,
    .late(30),
  ]

  /// Every operation that a tool was seen to ask for when nothing went wrong, with every fault.
  private static func cells() async throws -> [Cell] {
    var cells: [Cell] = []
    var onTheWayForward: Set<String> = []
    for tool in Tool.allCases {
      var operations = try await operations(of: tool)
      // On its way to the point where it is cancelled, a deploy is a deploy.
      if tool == .deploy { onTheWayForward = operations }
      if tool == .rollback { operations.subtract(onTheWayForward.subtracting(["ListJobs", "GetJob"])) }
      cells += operations.sorted().flatMap { operation in
        kinds.flatMap { kind in
          [false, true].map { Cell(tool: tool, operation: operation, kind: kind, isAlways: $0) }
        }
      }
    }
    return cells
  }

  private static func operations(of tool: Tool) async throws -> Set<String> {
    try await play(tool, nil) { _, before, fixture, _, _ in
      let counts = fixture.emulator.requestCounts
      return Set(counts.keys.filter { counts[$0] != before[$0] })
    }
  }

  /// Short where a fault has no end, long enough for a busy machine where it must be survived.
  private static func patience(for cell: Cell) -> [String: String?] {
    ["FLINK_DEPLOY_STEP_TIMEOUT": cell.isAlways ? "1" : "4"]
  }

  @Test("leaves exactly one or none, store and cloud agree, and the result was true")
  func matrix() async throws {
    let cells = try await Self.cells()
    var failed: [String] = []
    for tool in Tool.allCases {
      failed += await Matrix.problems("fault matrix  \(tool)", cells.filter { $0.tool == tool }, workers: 24) {
        try await Self.outcome(of: $0)
      }
    }
    print("fault matrix  \(cells.count) cells, \(cells.count - failed.count) passed")
    #expect(failed.isEmpty, "\(failed.joined(separator: "\n"))")
    #expect(cells.count > 500, "the tools were seen to ask for too little")
  }

  private static func outcome(of cell: Cell) async throws -> String? {
    try await play(cell.tool, cell) { answer, _, fixture, application, caller in
      fixture.emulator.clearFaults()
      return try await verdict(cell, answer.document, fixture, application, caller)
    }
  }

  /// Calls the tool, with the cell's fault from where it begins.
  private static func play<Value: Sendable>(
    _ tool: Tool, _ cell: Cell?,
    _ look: @escaping @Sendable (ActionResult, [String: Int], Fixture, Application, Caller) async throws -> Value
  ) async throws -> Value {
    // Of a job that never runs a deploy can be taken back.
    let durations = EmulatorConfiguration.Durations(ticket: 20, start: tool == .rollback ? 3_600_000 : 30, stop: 30)
    return try await Fixture.with(durations: durations, sharesStore: true) { fixture in
      try await fixture.withApplication(cell.map(patience) ?? [:]) { application in
        let caller = Caller(client: "matrix", hasCancelled: { false }, onProgress: { _, _, _ in })
        let deploy = GenerateAndDeploy(application: application, caller: caller)
        let arguments = arguments(tool)
        var ids: JSONObject = [:]
        if tool == .start || tool == .stop || tool == .status { ids = await deploy.run(arguments).document }
        let before = fixture.emulator.requestCounts
        if let cell {
          fixture.emulator.inject(Fault(cell.kind, operation: cell.operation, count: cell.isAlways ? nil : 1))
        }
        let answer: ActionResult =
          switch tool {
          case .deploy: await deploy.run(arguments)
          case .rollback: try await cancelledDeploy(arguments, fixture, application)
          case .start:
            await StartJob(application: application, caller: caller)
              .run(["deployment_id": ids["deployment_id"] ?? "", "wait_seconds": 20])
          case .stop:
            await StopJob(application: application, caller: caller)
              .run(["job_id": ids["job_id"] ?? "", "wait_seconds": 20])
          case .status:
            await GetJobStatus(application: application, caller: caller).run(["job_id": ids["job_id"] ?? ""])
          }
        return try await look(answer, before, fixture, application, caller)
      }
    }
  }

  private static func arguments(_ tool: Tool) -> JSONObject {
    [
      "topic": "orders", "hologres_table": "orders", "wait_seconds": 20, "start": .bool(tool != .start),
      "sample_messages": ["{\"order_id\":1,\"amount\":9.50,\"status\":\"NEW\"}"], "flink_conf": ["a": "b"],
    ]
  }

  /// A deploy that is taken back as soon as its job is there, or that has failed before.
  private static func cancelledDeploy(
    _ arguments: JSONObject, _ fixture: Fixture, _ application: Application
  ) async throws -> ActionResult {
    let isOver = Mutex(false)
    let caller = Caller(client: "matrix", hasCancelled: { true }, awaitsRollback: true, onProgress: { _, _, _ in })
    let call = Task {
      let answer = await GenerateAndDeploy(application: application, caller: caller).run(arguments)
      isOver.withLock { $0 = true }
      return answer
    }
    while fixture.cloud.activeJobs == 0, !isOver.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(2)) }
    call.cancel()
    return await call.value
  }

  private static func verdict(
    _ cell: Cell, _ answer: JSONObject, _ fixture: Fixture, _ application: Application, _ caller: Caller
  ) async throws -> String? {
    let told = "\(JSON.object(answer).text)"
    let outcome = answer["outcome"]?.string
    if cell.tool == .rollback {
      if outcome != "failed" { return "it was not taken back: \(told)" }
      if !cell.isAlways, answer["error"]?["rolled_back"] != true { return "one fault was not survived: \(told)" }
    } else if !cell.isAlways, cell.kind != .refuse, outcome != "succeeded" {
      return "one fault was not survived: \(told)"
    }
    switch cell.tool {
    case .deploy, .rollback:
      // A rollback that the fault held up goes on now that it is gone.
      let deadline = ContinuousClock.now + .seconds(30)
      while let open = try await fixture.store.query(
        "select state from flink_operations where outcome is null and workspace_id = $1",
        [PostgresValue(fixture.workspaceID)]
      ).first {
        if ContinuousClock.now > deadline { return "it never ends: \(try open.string("state") ?? ""): \(told)" }
        try await Task.sleep(for: .milliseconds(20))
      }
      let isThere = outcome == "succeeded"
      if fixture.cloud != (isThere ? (1, 1, 1) : (0, 0, 0)) { return "the cloud has \(fixture.cloud): \(told)" }
    case .start, .stop, .status:
      if fixture.cloud.deployments != 1 || fixture.cloud.activeJobs > 1 {
        return "the cloud has \(fixture.cloud): \(told)"
      }
      if outcome == "succeeded", cell.tool == .stop, fixture.cloud.activeJobs != 0 {
        return "it was not stopped: \(told)"
      }
    }
    return try await disagreement(fixture, application, caller).map { "\($0): \(told)" }
  }

  /// What store and cloud say differently, once the cloud answers again.
  private static func disagreement(_ fixture: Fixture, _ application: Application, _ caller: Caller) async throws
    -> String?
  {
    for row in try await fixture.store.query(
      "select id, deployment_id from aliyun_flink_jobs where workspace_id = $1", [PostgresValue(fixture.workspaceID)])
    {
      guard let id = try row.int("id"), try row.string("deployment_id") != nil else { continue }
      let answer = await GetJobStatus(application: application, caller: caller)
        .run([
          "aliyun_job_id": .int(id),
          "wait_for": ["RUNNING", "CANCELLED", "FAILED", "FINISHED", "ROLLED_BACK", "DEPLOYED"], "wait_seconds": 10,
        ])
      let stored = try await fixture.store.query(
        "select status from aliyun_flink_jobs where id = $1", [PostgresValue(id)])
      let status = try stored.first?.string("status")
      if answer.document["status"]?.string != status {
        return "the store says \(status ?? "-"), the tool \(JSON.object(answer.document).text)"
      }
      guard let jobID = answer.document["job_id"]?.string, status != "ROLLED_BACK" else { continue }
      let actual = fixture.emulator.state["jobs"]?[jobID]?["status"]?["currentJobStatus"]?.string
      if actual != status { return "the cloud says \(actual ?? "nothing"), the store \(status ?? "-")" }
    }
    return nil
  }
}
