import Deployments
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// Random sequences of updates and returns, from a seed.
@Suite("A sequence of updates", .timeLimit(.minutes(3)))
struct UpdateSequenceTests {
  @Test("leaves the SQL and the settings of the version in force, byte for byte", arguments: 0..<12)
  func sequence(_ seed: UInt64) async throws {
    try await DeployedOrders.with { orders in
      var random = Seeded(seed: seed)
      for step in 1...10 {
        let call = Self.call(&random)
        let result = await orders.update(call)
        let told = "\(step): \(JSON.object(call).text)\n\(JSON.object(result).text)"
        #expect(result["outcome"] == "succeeded", "\(told)")
        let versions = try await orders.recorded()
        let current = try #require(versions.first { $0.status == .current }, "\(told)")
        #expect(current.number == versions.first?.number)
        #expect(result["version"]?.int == current.number, "\(told)")
        #expect(orders.sql == current.spec.sql, "\(told)")
        #expect(orders.draftSQL == current.spec.sql, "\(told)")
        let deployed = DeploymentSpec(document: orders.deployment.object ?? [:])
        #expect(Self.text(current.spec) == Self.text(deployed), "\(told)")
        let running = orders.jobs.filter { $0["status"]?["currentJobStatus"] == "RUNNING" }
        #expect(running.map { DeployedOrders.sql(of: $0) } == [current.spec.sql], "\(told)")
        if let number = call["version"]?.int {
          let earlier = versions.first { $0.number == number }
          #expect(Self.text(current.spec) == earlier.map { Self.text($0.spec) }, "\(told)")
        }
      }
      // All numbers from 1 on, each once.
      let numbers = try await orders.recorded().map(\.number)
      #expect(numbers == Array((1...numbers.count).reversed()))
    }
  }

  /// A specification as text; the database keeps no order of members.
  private static func text(_ spec: DeploymentSpec) -> String { JSON.object(spec.document).canonicalText }

  private static func call(_ random: inout Seeded) -> JSONObject {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: ["columns": DeployedOrders.columns]
    case 1: ["columns": DeployedOrders.moreColumns]
    case 2: ["resources": ["parallelism": .int(Int.random(in: 1...4, using: &random))]]
    case 3: ["flink_conf": ["table.exec.state.ttl": .string("\(Int.random(in: 1...3, using: &random)) h")]]
    case 4: ["flink_conf": ["table.exec.state.ttl": .null], "columns": DeployedOrders.moreColumns]
    default: ["version": 1]
    }
  }
}
