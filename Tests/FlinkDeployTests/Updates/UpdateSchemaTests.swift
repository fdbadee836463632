import AliyunFlinkEmulator
import JSONCoding
import ModelContextProtocol
import TestSupport
import Testing
import ToolSchemas

@testable import FlinkDeploy

/// Results of updates as clients check them.
@Suite("The output schema of update_job", .endsIfStuck)
struct UpdateSchemaTests {
  /// A kind of result.
  enum Kind: CaseIterable {
    case hot, restart, failed, unchanged, drift, incompatible, conflict, inProgress, dryRun, unknownVersion
  }

  @Test("describes each result and each of its members", arguments: Kind.allCases)
  func conforms(_ kind: Kind) async throws {
    let definition = try #require(
      ToolSchemas.documents.compactMap { try? JSON.parse($0) }.first { $0["name"] == "update_job" })
    let schema = try #require(definition["outputSchema"])
    try await DeployedOrders.with { orders in
      let result = JSON.object(try await Self.result(kind, orders))
      #expect(result["outcome"]?.string == Self.outcome(kind), "\(result.text)")
      let violations = JSONSchema(schema).violations(in: result).map(\.description)
      #expect(violations.isEmpty, "\(violations) in \(result.text)")
      let named = Set(schema["properties"]?.object?.keys ?? [])
      let unnamed = (result.object?.keys ?? []).filter { !named.contains($0) }
      #expect(unnamed.isEmpty, "\(result.text)")
    }
  }

  private static func outcome(_ kind: Kind) -> String {
    switch kind {
    case .hot, .restart, .unchanged, .dryRun: "succeeded"
    case .inProgress: "in_progress"
    case .failed, .drift, .incompatible, .conflict, .unknownVersion: "failed"
    }
  }

  private static func result(_ kind: Kind, _ orders: DeployedOrders) async throws -> JSONObject {
    let columns: JSONObject = ["columns": DeployedOrders.moreColumns]
    switch kind {
    case .hot: return await orders.update(["resources": ["parallelism": 2]])
    case .restart: return await orders.update(columns)
    case .failed:
      orders.fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      return await orders.update(columns)
    case .unchanged: return await orders.update(["columns": DeployedOrders.columns])
    case .drift:
      try await orders.edit(configuration: ["a.b": "c"])
      return await orders.update(columns)
    case .incompatible: return await orders.update(["topic": "other"])
    case .conflict:
      orders.fixture.emulator.inject(Fault(.hold, operation: "StopJob"))
      _ = await orders.stop(wait: 0)
      let result = await orders.update(columns)
      orders.fixture.emulator.clearFaults()
      return result
    case .inProgress:
      orders.fixture.emulator.inject(Fault(.hold, operation: "ListJobs"))
      let result = await orders.update(["columns": DeployedOrders.moreColumns, "wait_seconds": 0])
      orders.fixture.emulator.clearFaults()
      return result
    case .dryRun: return await orders.update(["columns": DeployedOrders.moreColumns, "dry_run": true])
    case .unknownVersion: return await orders.update(["version": 9])
    }
  }
}
