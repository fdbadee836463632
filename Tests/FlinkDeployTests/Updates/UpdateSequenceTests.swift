import AliyunFlinkEmulator
import Deployments
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// Random sequences of updates and returns, from a seed.
@Suite("A sequence of updates", .endsIfStuck)
struct UpdateSequenceTests {
  @Test("leaves the SQL and the settings of the version in force, byte for byte", arguments: 0..<12)
  func sequence(_ seed: UInt64) async throws {
    try await DeployedOrders.with { orders in
      var random = Seeded(seed: seed)
      for step in 1...10 {
        let known = try await orders.recorded().filter { $0.status != .failed }.map(\.number)
        let call = Self.call(&random, known: known)
        // Now and then, a job that is started fails, so that its update goes back.
        let mayFail = Int.random(in: 0..<5, using: &random) == 0
        try await Self.update(orders, call, mayFail: mayFail, step)
      }
      // All numbers from 1 on, each once.
      let numbers = try await orders.recorded().map(\.number)
      #expect(numbers == Array((1...numbers.count).reversed()))
    }
  }

  /// Makes one change, and compares the cloud with the version in force.
  private static func update(
    _ orders: DeployedOrders, _ call: JSONObject, mayFail: Bool, _ step: Int
  ) async throws {
    if mayFail { orders.fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams")) }
    let result = await orders.update(call)
    orders.fixture.emulator.clearFaults()
    let told = "\(step): \(JSON.object(call).text)\n\(JSON.object(result).text)"
    let isBack = mayFail && result["error"]?["rolled_back"] == true
    #expect(isBack || result["outcome"] == "succeeded", "\(told)")
    let versions = try await orders.recorded()
    let current = try #require(versions.first { $0.status == .current }, "\(told)")
    #expect(current.number == versions.first { $0.status != .failed }?.number)
    #expect(result["version"]?.int == current.number, "\(told)")
    #expect(orders.sql == current.spec.sql, "\(told)")
    #expect(orders.draftSQL == current.spec.sql, "\(told)")
    let deployed = DeploymentSpec(document: orders.deployment.object ?? [:])
    #expect(text(current.spec) == text(deployed), "\(told)")
    let running = orders.jobs.filter { $0["status"]?["currentJobStatus"] == "RUNNING" }
    #expect(running.map { DeployedOrders.sql(of: $0) } == [current.spec.sql], "\(told)")
    if !isBack, let number = call["version"]?.int {
      let earlier = versions.first { $0.number == number }
      #expect(text(current.spec) == earlier.map { text($0.spec) }, "\(told)")
    }
  }

  /// A specification as text; the database keeps no order of members.
  private static func text(_ spec: DeploymentSpec) -> String { JSON.object(spec.document).canonicalText }

  private static func call(_ random: inout Seeded, known: [Int]) -> JSONObject {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: ["columns": DeployedOrders.columns]
    case 1: ["columns": DeployedOrders.moreColumns]
    case 2: ["resources": ["parallelism": .int(Int.random(in: 1...4, using: &random))]]
    case 3: ["flink_conf": ["table.exec.state.ttl": .string("\(Int.random(in: 1...3, using: &random)) h")]]
    case 4: ["flink_conf": ["table.exec.state.ttl": .null], "columns": DeployedOrders.moreColumns]
    default: ["version": .int(random.pick(known))]
    }
  }
}
