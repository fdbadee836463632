import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// What a dry run says of the time without a job.
@Suite("A dry run of an update", .endsIfStuck)
struct UpdateDurationTests {
  private static func plan(_ orders: DeployedOrders, _ arguments: JSONObject) async -> JSONObject {
    var arguments = arguments
    arguments["dry_run"] = true
    return await orders.update(arguments)
  }

  private static let columns: JSONObject = ["columns": DeployedOrders.moreColumns]

  @Test("says whether the job stops")
  func stops() async throws {
    try await DeployedOrders.with { orders in
      let restart = await Self.plan(orders, Self.columns)
      #expect(restart["stops_job"] == true, "\(JSON.object(restart).text)")
      let hot = await Self.plan(orders, ["resources": ["parallelism": 2]])
      #expect(hot["stops_job"] == false, "\(JSON.object(hot).text)")
      let unchanged = await Self.plan(orders, ["columns": DeployedOrders.columns])
      #expect(unchanged["stops_job"] == false, "\(JSON.object(unchanged).text)")
      _ = await orders.stop()
      let stopped = await Self.plan(orders, Self.columns)
      #expect(stopped["stops_job"] == false, "\(JSON.object(stopped).text)")
    }
  }

  @Test("says how long the last stop and the last start took, by the clock of Alibaba Cloud")
  func durations() async throws {
    let durations = (ticket: 20, start: 400, stop: 600)
    try await DeployedOrders.with(
      durations: .init(ticket: durations.ticket, start: durations.start, stop: durations.stop)
    ) { orders in
      let first = await Self.plan(orders, Self.columns)
      #expect(first["last_stop_seconds"] == .null, "\(JSON.object(first).text)")
      let start = try #require(first["last_start_seconds"]?.double)
      #expect(start >= 0.4)
      _ = await orders.stop()
      let second = await Self.plan(orders, Self.columns)
      let stop = try #require(second["last_stop_seconds"]?.double, "\(JSON.object(second).text)")
      #expect(stop >= 0.6)
      #expect(second["last_start_seconds"]?.double == start)
    }
  }

  @Test("counts the stop and the start of an update, and not a start that failed")
  func updates() async throws {
    try await DeployedOrders.with { orders in
      let updated = await orders.update(Self.columns)
      #expect(updated["version"] == 2, "\(JSON.object(updated).text)")
      let plan = await Self.plan(orders, ["columns": DeployedOrders.columns])
      #expect(plan["last_stop_seconds"]?.double != nil, "\(JSON.object(plan).text)")
      _ = await orders.stop()
      let before = await Self.plan(orders, ["columns": DeployedOrders.columns])
      orders.fixture.emulator.inject(.init(.jobFails, operation: "StartJobWithParams"))
      let failed = await orders.start()
      #expect(failed["outcome"] == "failed", "\(JSON.object(failed).text)")
      let after = await Self.plan(orders, ["columns": DeployedOrders.columns])
      #expect(after["last_start_seconds"] == before["last_start_seconds"])
      #expect(after["last_stop_seconds"] == before["last_stop_seconds"])
    }
  }
}
