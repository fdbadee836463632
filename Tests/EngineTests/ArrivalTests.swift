import JSONCoding
import Postgres
import Sandbox
import Testing

extension Engine {
  /// Whether the newest message of a job is in its table.
  @Suite("Arrival")
  struct ArrivalTests {
    private static let quickCheckpoints = ["--checkpoint-interval", "1"]

    /// A demo topic, and its table.
    struct Topic: Sendable, CustomTestStringConvertible {
      let name: String
      let table: String
      let rows: Int
      /// The key of the table.
      let key: [String]
      var testDescription: String { name }
    }

    static let topics = [
      Topic(name: "orders", table: "orders", rows: 200, key: ["order_id"]),
      Topic(name: "clicks", table: "clicks", rows: 300, key: ["event_id"]),
      Topic(name: "sensor_readings", table: "readings", rows: 150, key: ["sensor", "seq"]),
      Topic(name: "members", table: "会员", rows: 60, key: ["会员号"]),
      Topic(name: "stock_changes", table: "stock", rows: 32, key: ["sku"]),
    ]

    @Test(
      "is proven of each demo topic, and disproven when the row is deleted by hand", arguments: topics,
      EngineVersion.allCases)
    func demoTopics(_ topic: Topic, _ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      let demo = try #require(DemoData.topics.first { $0.name == topic.name })
      // Topic and table of its own, since other tests count the rows of the demo's.
      let table = "proof.\"\(topic.table)\""
      try await engine.target.query("create schema if not exists proof")
      try await engine.prepare(
        topic: "proof_\(topic.name)", demo.messages, partitions: demo.partitions,
        ddl: "set search_path = proof; \(demo.ddl.replacing("iot.", with: "proof.")); set search_path = public")
      let job = try await engine.deploy("proof_\(topic.name)", table, Self.quickCheckpoints)
      try await engine.wait(for: "\(topic.rows)", "select count(*) as value from \(table)")
      var proof = try await engine.arrival(of: job, arrived: [true])
      var last = proof
      // The job may commit further messages meanwhile, whose rows are there.
      while last["arrived"] == true {
        proof = last
        try await delete(rowOf: proof, topic, engine, table)
        last = try await engine.arrival(of: job, arrived: [true, false])
      }
      #expect(last["arrived"] == false, "\(last.text)")
      #expect(last["checked"] == true)
      #expect(last["partition"] == proof["partition"])
      #expect(last["offset"] == proof["offset"])
      #expect(last["explanation"]?.string?.contains("has no such row") == true, "\(last.text)")
    }

    /// Deletes the row that a proof names.
    private func delete(rowOf proof: JSON, _ topic: Topic, _ engine: EngineSandbox, _ table: String) async throws {
      let named = proof["explanation"]?.string?.firstMatch(of: /is the row (.*) of proof\./)
      let columns = try #require(named?.1, "\(proof.text)").split(separator: ", ").map { column in
        column.split(separator: " = ", maxSplits: 1).map(String.init)
      }
      #expect(columns.map(\.first) == topic.key)
      let condition = columns.map { "\"\($0[0])\"::text = '\($0[1])'" }.joined(separator: " and ")
      let deleted = try await engine.value(
        "with d as (delete from \(table) where \(condition) returning 1) select count(*) as value from d")
      #expect(deleted == "1")
    }

    @Test("is not found out while the table is locked, within the time of a status", arguments: EngineVersion.allCases)
    func locked(_ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      try await engine.prepare(
        topic: "proof_lock", ["{\"id\":0}"], ddl: "create table proof_lock (id bigint primary key)")
      let job = try await engine.deploy("proof_lock", "public.proof_lock", Self.quickCheckpoints)
      _ = try await engine.arrival(of: job, arrived: [true])
      async let lock: Void = engine.breakTable(["lock-table", "proof_lock", "--seconds", "30"])
      let locks =
        "select count(*) as value from pg_locks where relation = 'proof_lock'::regclass and mode = 'AccessExclusiveLock'"
      try await engine.wait(for: "1", locks)
      let health = try await engine.health(of: job, seconds: 0)
      // The lock outlives the answer.
      try await engine.wait(for: "1", locks)
      #expect(health["arrival"]?["checked"] == false, "\(health.text)")
      #expect(health["arrival"]?["arrived"] == .null)
      #expect(health["arrival"]?["explanation"]?.string?.contains("is locked") == true, "\(health.text)")
      try await lock
    }
  }
}

extension EngineSandbox {
  /// The arrival in the health of a job, once it is one of these, at most a minute: commits follow checkpoints.
  fileprivate func arrival(of job: JSON, arrived: [JSON]) async throws -> JSON {
    let deadline = ContinuousClock.now + .seconds(60)
    var arrival = JSON.null
    while ContinuousClock.now < deadline {
      arrival = try await health(of: job, seconds: 0)["arrival"] ?? .null
      if let answer = arrival["arrived"], arrived.contains(answer) { return arrival }
      try await Task.sleep(for: .milliseconds(200))
    }
    Issue.record("arrival is \(arrival.text)")
    return arrival
  }
}
