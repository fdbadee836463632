import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

/// Every remote operation of every way of an update, each failing in every way, once and always.
@Suite("The fault matrix of updates", .endsIfStuck)
struct UpdateFaultMatrixTests {
  /// The ways of an update.
  enum Way: CaseIterable {
    /// Stop with a savepoint, start from it.
    case restart
    /// Without a stop.
    case hot
    /// Back to the version before, once the new job has failed to start.
    case back
    /// From version 2 to version 1, on request.
    case version

    /// The number of the version in force before.
    var base: Int { self == .version ? 2 : 1 }
    /// The parallelism of that version, and of the new one.
    var parallelism: (before: Int, after: Int) { self == .version ? (2, 1) : (1, 2) }
    /// The faults; a return on request takes the way of a restart, where each fault is tried.
    var kinds: [Fault.Kind] {
      self == .version
        ? [.statusAfterEffect(500), .dropBeforeEffect, .silentAfterEffect, .garble, .refuse]
        : UpdateFaultMatrixTests.kinds
    }
  }

  struct Cell: Sendable, CustomStringConvertible {
    let way: Way
    let operation: String
    let kind: Fault.Kind
    let isAlways: Bool
    var description: String { "\(way) \(operation) \(kind) \(isAlways ? "always" : "once")" }
  }

  private static let kinds: [Fault.Kind] = [
    .status(500), .status(503), .statusAfterEffect(500), .throttle(retryAfter: nil), .throttle(retryAfter: 20),
    .dropBeforeEffect, .dropAfterEffect, .silentAfterEffect, .garble, .truncate, .html, .refuse, .nonceUsed,
    .late(30),
  ]
  /// The last call before the way back begins.
  private static let lastForward = "GetLatestJobStartLog"

  @Test("leaves the new version or the one before, with one job, and the result was true", arguments: Way.allCases)
  func matrix(_ way: Way) async throws {
    let operations = try await Self.play(way, nil) { _, before, orders in
      let counts = orders.fixture.emulator.requestCounts
      return counts.keys.filter { counts[$0] != before[$0] }.sorted()
    }
    let cells = operations.flatMap { operation in
      way.kinds.flatMap { kind in
        [false, true].map { Cell(way: way, operation: operation, kind: kind, isAlways: $0) }
      }
    }
    let problems = await Matrix.problems("update fault matrix  \(way)", cells, workers: 24) { cell in
      try await Self.play(cell.way, cell) { answer, _, orders in
        orders.fixture.emulator.clearFaults()
        return try await Self.problem(cell, answer, orders)
      }
    }
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    #expect(operations.count >= (way == .hot ? 4 : 8), "the update was seen to ask for too little: \(operations)")
  }

  /// Updates a deployment whose job runs, with the cell's fault from where its way begins.
  private static func play<Value: Sendable>(
    _ way: Way, _ cell: Cell?,
    _ look: @escaping @Sendable (JSONObject, [String: Int], DeployedOrders) async throws -> Value
  ) async throws -> Value {
    // Short where a fault has no end, long enough for a busy machine where it must be survived.
    let patience = ["FLINK_DEPLOY_STEP_TIMEOUT": cell?.isAlways == true ? "1" : "4"]
    return try await DeployedOrders.with(["start": .bool(way != .version)], settings: patience) { orders in
      let emulator = orders.fixture.emulator
      var arguments: JSONObject = ["resources": ["parallelism": 2], "wait_seconds": 60]
      if way != .hot { arguments["columns"] = DeployedOrders.moreColumns }
      if way == .version {
        _ = await orders.update(arguments)
        _ = await orders.start()
        arguments = ["version": 1, "wait_seconds": 60]
      }
      let before = emulator.requestCounts
      guard way == .back else {
        if let cell { emulator.inject(cell.fault) }
        return try await look(await orders.update(arguments), before, orders)
      }
      emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      if cell?.operation == lastForward, let cell {
        emulator.inject(cell.fault)
        return try await look(await orders.update(arguments), before, orders)
      }
      // The answer waits, so that the fault begins with the way back.
      emulator.inject(Fault(.hold, operation: lastForward))
      let call = Task { [arguments] in await orders.update(arguments) }
      while emulator.requestCounts[lastForward] == before[lastForward] { try await Task.sleep(for: .milliseconds(2)) }
      var onTheWay = emulator.requestCounts
      onTheWay[lastForward] = before[lastForward]
      emulator.clearFaults()
      if let cell { emulator.inject(cell.fault) }
      return try await look(await call.value, onTheWay, orders)
    }
  }

  private static func problem(
    _ cell: Cell, _ answer: JSONObject, _ orders: DeployedOrders
  ) async throws -> String? {
    let told = JSON.object(answer).text
    let outcome = answer["outcome"]?.string
    let isBack = answer["error"]?["rolled_back"]?.bool
    if !cell.isAlways, cell.kind != .refuse {
      if cell.way == .back, isBack != true { return "one fault was not survived on the way back: \(told)" }
      if cell.way != .back, outcome != "succeeded" { return "one fault was not survived: \(told)" }
    }
    if cell.way == .back, outcome == "succeeded" { return "it succeeded with a job that fails: \(told)" }
    // An update that the fault held up goes on now that it is gone.
    let deadline = ContinuousClock.now + .seconds(30)
    while let open = try await orders.fixture.store.query(
      "select state from flink_operations where outcome is null and workspace_id = $1",
      [PostgresValue(orders.fixture.workspaceID)]
    ).first {
      if ContinuousClock.now > deadline { return "it never ends: \(try open.string("state") ?? ""): \(told)" }
      try await Task.sleep(for: .milliseconds(20))
    }
    return try await disagreement(cell, answer, orders).map { "\($0): \(told)" }
  }

  /// What is wrong with the store and the cloud once nothing fails any more.
  private static func disagreement(
    _ cell: Cell, _ answer: JSONObject, _ orders: DeployedOrders
  ) async throws -> String? {
    let versions = try await orders.recorded()
    let current = versions.filter { $0.status == .current }
    guard let version = current.first, current.count == 1 else { return "\(current.count) versions are in force" }
    let isNew = version.number > cell.way.base
    switch answer["outcome"]?.string {
    case "succeeded" where !isNew: return "it succeeded and the version before is in force"
    case "failed" where isNew: return "it failed and the new version is in force"
    default: break
    }
    if versions.count > cell.way.base + 1 { return "\(versions.count) versions were recorded" }
    if orders.sql != version.spec.sql { return "the deployment has other SQL than version \(version.number)" }
    if orders.draftSQL != orders.sql { return "the draft has other SQL than the deployment" }
    let wanted = isNew ? cell.way.parallelism.after : cell.way.parallelism.before
    if orders.parallelism != wanted { return "the deployment has parallelism \(orders.parallelism ?? 0)" }
    let active = orders.jobs.filter { ["STARTING", "RUNNING"].contains($0["status"]?["currentJobStatus"]?.string) }
    guard let job = active.first, active.count == 1 else { return "the jobs are \(orders.jobStates)" }
    if DeployedOrders.sql(of: job) != orders.sql { return "the job has other SQL than the deployment" }
    let parallelism = job["streamingResourceSetting"]?["basicResourceSetting"]?["parallelism"]?.int
    if parallelism != orders.parallelism { return "the job has parallelism \(parallelism ?? 0)" }
    for later in orders.jobs.dropFirst() where later["restoreStrategy"]?["kind"] == "NONE" {
      return "a job started without state"
    }
    if !cell.isAlways, [.restart, .version].contains(cell.way), cell.kind != .refuse, orders.jobs.count != 2 {
      return "\(orders.jobs.count) jobs were started"
    }
    return try await untruth(answer, job, version.number, orders)
  }

  /// What the tools and the store say otherwise than the cloud.
  private static func untruth(
    _ answer: JSONObject, _ job: JSON, _ version: Int, _ orders: DeployedOrders
  ) async throws -> String? {
    let state = job["status"]?["currentJobStatus"]?.string
    let isOver = answer["outcome"] == "succeeded" || answer["error"]?["rolled_back"] == true
    if isOver, answer["status"]?.string != state { return "the job is \(state ?? "-")" }
    if isOver, answer["job_id"] != job["jobId"] { return "job \(job["jobId"]?.text ?? "-") runs" }
    if isOver, answer["version"]?.int != version { return "version \(version) is in force" }
    let status = await orders.status()
    if status["status"]?.string != state || status["job_id"] != job["jobId"] || status["version"]?.int != version {
      return "the status is \(JSON.object(status).text)"
    }
    let row = try await orders.fixture.store.query(
      """
      select status, job_id from aliyun_flink_jobs where workspace_id = $1 and job_id is not null
      order by id desc limit 1
      """, [PostgresValue(orders.fixture.workspaceID)]
    ).first
    let stored = (try row?.string("status"), try row?.string("job_id"))
    return stored == (state, job["jobId"]?.string) ? nil : "the store says \(stored)"
  }
}

extension UpdateFaultMatrixTests.Cell {
  fileprivate var fault: Fault { Fault(kind, operation: operation, count: isAlways ? nil : 1) }
}
