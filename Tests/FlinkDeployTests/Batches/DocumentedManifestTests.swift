import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The manifests of the documentation", .endsIfStuck)
struct DocumentedManifestTests {
  /// The tables that they fill.
  private static let tables = [
    "create table orders (order_id bigint primary key, amount numeric(18,2))",
    "create table orders_us (order_id bigint primary key, amount numeric(18,2))",
    "create table clicks (event_id text primary key, user_id bigint, page text)",
    "create schema iot", "create table iot.readings (seq bigint primary key, sensor text, temperature float8)",
  ]

  private static let manifests: [String] = {
    guard let page = try? SourceCases.text("Sources/FlinkDeploy/Documentation.docc/Batches.md") else { return [] }
    return page.matches(of: /```yaml\n((?:[^`]|`[^`])*?)```/).map { String($0.1) }
  }()

  @Test("are applied, and applied again without an effect", arguments: manifests)
  func applied(_ text: String) async throws {
    try await ManifestFolder.with(text, tables: Self.tables) { folder in
      let plan = try await folder.apply(["--dry-run"])
      #expect(plan.exit == .exited(0), "\(plan.result.shown)")
      let applied = try await folder.apply()
      #expect(applied.exit == .exited(0), "\(applied.result.shown)")
      #expect(applied.result.results("status") == Array(repeating: "RUNNING", count: 3), "\(applied.result.shown)")
      #expect(folder.fixture.cloud == (3, 3, 3))
      let again = try await folder.apply()
      #expect(again.result["counts"]?["unchanged"] == 3, "\(again.result.shown)")
      let exported = try await folder.run(["export"])
      #expect(exported.ending == .exited(0))
      try folder.write(exported.output)
      let read = try await folder.apply(["--dry-run"])
      #expect(read.result.results("action") == Array(repeating: "unchanged", count: 3), "\(read.result.shown)")
    }
  }

  @Test("are two")
  func count() { #expect(Self.manifests.count == 2) }
}
