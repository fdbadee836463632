import JSONCoding
import Sandbox
import Testing

extension Engine.UpdateTests {
  @Test("with nothing but the deployment add new fields that have a column, and show the statement for the others")
  func newFields() async throws {
    let engine = try await EngineSandbox()
    let name = "update_new_fields"
    try await engine.prepare(
      topic: name, (0..<100).map { "{\"id\":\($0),\"name\":\"n\($0)\"}" },
      ddl: "create table \(name) (id bigint primary key, name text, extra text)")
    let id = try await engine.deploy(name, "public.\(name)")["deployment_id"]?.string ?? ""
    try await engine.wait(for: "100", "select count(*) as value from \(name)")
    try Self.produce(100..<150, to: name, on: engine)
    let plan = try await engine.run(["update", id, "--dry-run"])
    #expect(plan["success"] == true, "\(plan.text)")
    #expect(plan["sql_diff"]?.string?.contains("\n+  `extra` STRING") == true, "\(plan.text)")
    #expect(plan["suggested_ddl"]?.string?.contains("ADD COLUMN \"coupon\"") == true, "\(plan.text)")
    let result = try await engine.run(["update", id, "--wait-until", "RUNNING"])
    #expect(result["success"] == true, "\(result.text)")
    #expect(result["version"] == 2)
    try Self.produce(150..<200, to: name, on: engine)
    try await engine.wait(for: "200", "select count(*) as value from \(name)")
    try await engine.wait(for: "50", "select count(*) as value from \(name) where id >= 150 and extra is not null")
  }

  private static func produce(_ ids: Range<Int>, to topic: String, on engine: EngineSandbox) throws {
    let messages = ids.map { "{\"id\":\($0),\"name\":\"n\($0)\",\"extra\":\"e\($0)\",\"coupon\":\"c\"}" }
    try engine.sandbox.produce(messages, to: topic, partitions: 1)
  }
}
