import Foundation
import JSONCoding
import Testing

extension Engine {
  /// Many pipelines of one manifest, whose rows really arrive.
  @Suite("A batch")
  struct BatchOnEngineTests {
    private static let names = (0..<10).map { "batch_\($0)" }
    private static let rows = 20

    private static let manifest =
      "version: 1\non_failure: roll_back_all\ndefaults: {resources: {parallelism: 1}}\npipelines:\n"
      + names.map { "  - {topic: \($0), hologres_table: public.\($0)}\n" }.joined()

    @Test("of ten pipelines fills ten tables, and repeated it changes nothing")
    func ten() async throws {
      let engine = try await EngineSandbox()
      for (number, name) in Self.names.enumerated() {
        try await engine.prepare(
          topic: name, (0..<Self.rows).map { "{\"id\":\($0),\"batch\":\(number)}" },
          ddl: "create table \(name) (id bigint primary key, batch int)")
      }
      let path = FileManager.default.temporaryDirectory.appending(path: "batch-\(UUID().uuidString).yaml").path
      defer { try? FileManager.default.removeItem(atPath: path) }
      try Self.manifest.write(toFile: path, atomically: true, encoding: .utf8)
      let applied = try await engine.run(["apply", path])
      #expect(applied["counts"]?["succeeded"] == 10, "\(applied.text)")
      for (number, name) in Self.names.enumerated() {
        try await engine.wait(for: "\(Self.rows)", "select count(*) as value from \(name) where batch = \(number)")
      }
      let again = try await engine.run(["apply", path])
      #expect(again["counts"]?["unchanged"] == 10, "\(again.text)")
      let jobs = (again["results"]?.array ?? []).map { $0["job_id"]?.string ?? "" }
      #expect(jobs == (applied["results"]?.array ?? []).map { $0["job_id"]?.string ?? "" })
      // Their slots are for other tests.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for job in jobs { group.addTask { try await engine.run(["stop", job, "--stop-strategy", "NONE"]) } }
        try await group.waitForAll()
      }
    }
  }
}
