import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// Other operations on the same deployment.
@Suite("An update beside other operations", .endsIfStuck)
struct UpdateConflictTests {
  private static let columns: JSONObject = ["columns": DeployedOrders.moreColumns, "wait_seconds": 0]
  private static let other: JSONObject = ["resources": ["parallelism": 2], "wait_seconds": 0]

  private static func expectConflict(
    _ result: JSONObject, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.errorCode == "conflict", "\(JSON.object(result).text)", sourceLocation: sourceLocation)
    #expect(result["error"]?["retryable"] == true, sourceLocation: sourceLocation)
    #expect(result["error"]?["rolled_back"] == .null, sourceLocation: sourceLocation)
  }

  @Test("is made once for the same calls at once, and excludes all others")
  func update() async throws {
    try await DeployedOrders.with { orders in
      // Its first call is answered only once the faults are cleared.
      orders.fixture.emulator.inject(Fault(.hold, operation: "ListJobs"))
      let calls = await withTaskGroup(of: JSONObject.self) { group in
        for _ in 0..<8 { group.addTask { await orders.update(Self.columns) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(calls.allSatisfy { $0["outcome"] == "in_progress" }, "\(calls.map { JSON.object($0).text })")
      #expect(calls.allSatisfy { $0["status"] == "UPDATING" })
      #expect(Set(calls.map { $0["aliyun_job_id"] }).count == 1)
      Self.expectConflict(await orders.update(Self.other))
      Self.expectConflict(await orders.update(["version": 1, "wait_seconds": 0]))
      Self.expectConflict(await orders.stop(wait: 0))
      Self.expectConflict(await orders.start(wait: 0))
      orders.fixture.emulator.clearFaults()
      let ended = await orders.update(["columns": DeployedOrders.moreColumns])
      #expect(ended["outcome"] == "succeeded", "\(JSON.object(ended).text)")
      #expect(ended["version"] == 2)
      #expect(orders.jobStates == ["CANCELLED", "RUNNING"])
      #expect(orders.effects["StopJob"] == 1)
      #expect(orders.effects["UpdateDeploymentDraft"] == 1)
      let versions = try await orders.versions()
      #expect(versions == ["2 CURRENT", "1 PREVIOUS"])
    }
  }

  @Test("is refused while a stop is under way")
  func stop() async throws {
    try await DeployedOrders.with { orders in
      orders.fixture.emulator.inject(Fault(.hold, operation: "StopJob"))
      #expect(await orders.stop(wait: 0)["outcome"] == "in_progress")
      Self.expectConflict(await orders.update(Self.columns))
      orders.fixture.emulator.clearFaults()
      #expect(await orders.stop()["outcome"] == "succeeded")
      let versions = try await orders.versions()
      #expect(versions == ["1 CURRENT"])
      let result = await orders.update(["columns": DeployedOrders.moreColumns])
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
    }
  }

  @Test("is refused while a start is under way")
  func start() async throws {
    try await DeployedOrders.with(["start": false]) { orders in
      orders.fixture.emulator.inject(Fault(.hold, operation: "StartJobWithParams"))
      #expect(await orders.start(wait: 0)["outcome"] == "in_progress")
      Self.expectConflict(await orders.update(Self.columns))
      orders.fixture.emulator.clearFaults()
      #expect(await orders.start()["outcome"] == "succeeded")
      let versions = try await orders.versions()
      #expect(versions == ["1 CURRENT"])
    }
  }

  @Test("returns the first result for the same idempotency key, also after another update")
  func idempotencyKey() async throws {
    try await DeployedOrders.with { orders in
      let keyed: JSONObject = ["columns": DeployedOrders.moreColumns, "idempotency_key": "k"]
      let first = await orders.update(keyed)
      #expect(first["outcome"] == "succeeded", "\(JSON.object(first).text)")
      // A key of its own makes no conflict with the update before.
      let second = await orders.update(["version": 1, "idempotency_key": "l"])
      #expect(second["outcome"] == "succeeded", "\(JSON.object(second).text)")
      let jobs = orders.jobs.count
      let again = await orders.update(keyed)
      #expect(again["aliyun_job_id"] == first["aliyun_job_id"], "\(JSON.object(again).text)")
      #expect(orders.jobs.count == jobs)
      let other = await orders.update(["resources": ["parallelism": 4], "idempotency_key": "k"])
      #expect(other.errorCode == "conflict", "\(JSON.object(other).text)")
      #expect(other["error"]?["retryable"] == false)
    }
  }
}
