import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import FlinkDeploy

/// Every remote operation of every tool, each failing in every way, once and always.
@Suite("The fault matrix", .timeLimit(.minutes(5)))
struct FaultMatrixTests {
  struct Cell: Sendable, CustomStringConvertible {
    let tool: Tool
    let operation: String
    let kind: Fault.Kind
    let isAlways: Bool
    var description: String { "\(tool) \(operation) \(kind) \(isAlways ? "always" : "once")" }
  }

  enum Tool: CaseIterable {
    case deploy, start, stop, status

    /// What the tool calls on its way, rollback included.
    var operations: [String] {
      switch self {
      case .deploy:
        [
          "ListEngineVersionMetadata", "ListDeploymentTargets", "ValidateSqlStatement", "ListDeploymentDrafts",
          "GetDeploymentsByName", "CreateDeploymentDraft", "DeployDeploymentDraftAsync",
          "GetDeployDeploymentDraftResult",
          "GetDeployment", "UpdateDeployment", "ListJobs", "StartJobWithParams", "GetJob",
        ]
      case .start: ["ListJobs", "StartJobWithParams", "GetJob"]
      case .stop: ["GetJob", "StopJob", "ListSavepoints"]
      case .status: ["GetJob"]
      }
    }
  }

  private static let kinds: [Fault.Kind] = [
    .status(500), .status(503), .statusAfterEffect(500), .throttle(retryAfter: nil), .throttle(retryAfter: 20),
    .dropBeforeEffect, .dropAfterEffect, .silentAfterEffect, .garble, .truncate, .html, .refuse, .nonceUsed,
  ]

  private static let cells: [Cell] = Tool.allCases.flatMap { tool in
    tool.operations.flatMap { operation in
      kinds.flatMap { kind in
        [false, true].map { Cell(tool: tool, operation: operation, kind: kind, isAlways: $0) }
      }
    }
  }

  /// Short where a fault has no end, long enough for a busy machine where it must be survived.
  private static func patience(for cell: Cell) -> [String: String?] {
    ["FLINK_DEPLOY_STEP_TIMEOUT": cell.isAlways ? "1" : "4"]
  }

  @Test("leaves exactly one or none, store and cloud agree, and the answer was true")
  func matrix() async {
    let ledger = Ledger()
    await withDiscardingTaskGroup { group in
      for _ in 0..<24 {
        group.addTask {
          while let cell = ledger.next() {
            if let problem = await Self.outcome(of: cell) {
              ledger.note("\(cell): \(problem)")
            }
          }
        }
      }
    }
    let failed = ledger.problems
    for tool in Tool.allCases {
      let count = Self.cells.count { $0.tool == tool }
      print("fault matrix  \(tool)  \(count) cells, \(count - failed.count { $0.hasPrefix("\(tool) ") }) passed")
    }
    print("fault matrix  \(Self.cells.count) cells, \(Self.cells.count - failed.count) passed")
    #expect(failed.isEmpty, "\(failed.joined(separator: "\n"))")
  }

  /// Hands out cells and keeps what went wrong.
  private final class Ledger: Sendable {
    private let state = Mutex((index: 0, problems: [String]()))

    func next() -> Cell? {
      state.withLock { state in
        defer { state.index += 1 }
        return state.index < cells.count ? cells[state.index] : nil
      }
    }

    func note(_ problem: String) { state.withLock { $0.problems.append(problem) } }

    var problems: [String] { state.withLock { $0.problems } }
  }

  private static func outcome(of cell: Cell) async -> String? {
    do { return try await problem(in: cell) } catch { return "\(error)" }
  }

  /// What is wrong after the cell was played; nil when nothing is.
  private static func problem(in cell: Cell) async throws -> String? {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication(patience(for: cell)) { application in
        let caller = Caller(client: "matrix", hasCancelled: { false }, onProgress: { _, _, _ in })
        let arguments: JSONObject = [
          "topic": "orders", "hologres_table": "orders", "wait_seconds": 20, "start": .bool(cell.tool != .start),
          "sample_messages": ["{\"order_id\":1,\"amount\":9.50,\"status\":\"NEW\"}"], "flink_conf": ["a": "b"],
        ]
        let deploy = GenerateAndDeploy(application: application, caller: caller)
        var ids: JSONObject = [:]
        if cell.tool != .deploy { ids = await deploy.run(arguments).document }
        fixture.emulator.inject(Fault(cell.kind, operation: cell.operation, count: cell.isAlways ? nil : 1))
        let result: ActionResult =
          switch cell.tool {
          case .deploy: await deploy.run(arguments)
          case .start:
            await StartJob(application: application, caller: caller)
              .run(["deployment_id": ids["deployment_id"] ?? "", "wait_seconds": 20])
          case .stop:
            await StopJob(application: application, caller: caller)
              .run(["job_id": ids["job_id"] ?? "", "wait_seconds": 20])
          case .status:
            await GetJobStatus(application: application, caller: caller).run(["job_id": ids["job_id"] ?? ""])
          }
        fixture.emulator.clearFaults()
        return try await verdict(cell, result.document, fixture, application, caller)
      }
    }
  }

  private static func verdict(
    _ cell: Cell, _ answer: JSONObject, _ fixture: Fixture, _ application: Application, _ caller: Caller
  ) async throws -> String? {
    let told = "\(JSON.object(answer).text)"
    let outcome = answer["outcome"]?.string
    if !cell.isAlways, cell.kind != .refuse, outcome != "succeeded" { return "one fault was not survived: \(told)" }
    switch cell.tool {
    case .deploy:
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
