import AliyunFlinkEmulator
import JSONCoding
import Sandbox
import Testing

extension Engine {
  /// Updates of a job that has read 100 messages, with messages meanwhile and after them.
  @Suite("Updates")
  struct UpdateTests {
    /// A change that uses all state.
    struct Change: Sendable, CustomTestStringConvertible {
      let name: String
      /// The fields that are read first.
      let fields: [String]
      /// The flags of the update.
      let update: [String]
      var testDescription: String { name }
    }

    private static let changes = [
      Change(name: "column_added", fields: ["id", "name"], update: UpdatedTopic.columns("id", "name", "extra")),
      Change(name: "column_removed", fields: ["id", "name", "extra"], update: UpdatedTopic.columns("id", "name")),
      Change(name: "watermark_added", fields: ["id", "name"], update: ["--event-time", "kafka_timestamp"]),
      Change(name: "state_ttl", fields: ["id", "name"], update: ["--conf", "table.exec.state.ttl=1 h"]),
    ]

    @Test(
      "that use all state lose and repeat no message, there and back again", arguments: changes,
      EngineVersion.allCases)
    func keepsAll(_ change: Change, _ version: EngineVersion) async throws {
      let topic = try await UpdatedTopic("update_\(change.name)", change.fields, on: version)
      let first = topic.sql
      async let updated = topic.update(change.update)
      try topic.produce(100..<150)
      let result = try await updated
      #expect(result["success"] == true, "\(result.text)")
      #expect(result["compatibility"]?["verdict"] == "FULL", "\(result.text)")
      #expect(result["savepoint_id"]?.string != nil)
      #expect(result["outage_seconds"]?.double != nil)
      #expect(result["version"] == 2)
      try topic.produce(150..<200)
      try await topic.expect(writes: 200, rows: 200)
      async let returned = topic.rollback()
      try topic.produce(200..<250)
      let back = try await returned
      #expect(back["success"] == true, "\(back.text)")
      #expect(back["version"] == 3)
      #expect(topic.sql == first)
      try topic.produce(250..<300)
      try await topic.expect(writes: 300, rows: 300)
    }

    @Test("that add a column fill it from then on")
    func addedColumn() async throws {
      let topic = try await UpdatedTopic("update_added", ["id", "name"])
      let result = try await topic.update(UpdatedTopic.columns("id", "name", "extra"))
      #expect(result["success"] == true, "\(result.text)")
      try topic.produce(100..<150)
      try await topic.expect(writes: 150, rows: 150)
      #expect(try await topic.count("where extra is not null and id >= 100") == "50")
      #expect(try await topic.count("where extra is null and id < 100") == "100")
    }

    @Test("of the filter, by given SQL, filter from then on")
    func filter() async throws {
      let topic = try await UpdatedTopic("update_filter", ["id", "name"])
      let script = topic.sql.replacing("WHERE `id` IS NOT NULL", with: "WHERE `id` IS NOT NULL AND MOD(`id`, 2) = 0")
      #expect(script != topic.sql)
      let result = try await topic.update(["--sql-file", "-"], input: script)
      #expect(result["success"] == true, "\(result.text)")
      #expect(result["compatibility"]?["verdict"] == "FULL", "\(result.text)")
      #expect(topic.sql == script)
      try topic.produce(100..<150)
      try await topic.expect(writes: 125, rows: 125)
    }

    @Test("that add a table with the same columns leave it without the earlier messages")
    func furtherTable() async throws {
      let topic = try await UpdatedTopic("update_further", ["id", "name"])
      let result = try await topic.update(["--more-table", "public.update_further_copy"])
      #expect(result["success"] == true, "\(result.text)")
      #expect(result["compatibility"]?["verdict"] == "PARTIAL", "\(result.text)")
      try topic.produce(100..<150)
      try await topic.expect(writes: 150, rows: 150)
      try await topic.engine.wait(for: "50", "select count(*) as value from update_further_copy")
    }

    @Test("that add a table with other columns need the committed offsets in place of the state")
    func narrowTable() async throws {
      let topic = try await UpdatedTopic("update_narrow", ["id", "name"], ["--checkpoint-interval", "1"])
      let update = ["--more-table", "public.update_narrow_ids"]
      let refused = try await topic.update(update)
      #expect(refused["error"]?["code"] == "incompatible_state", "\(refused.text)")
      #expect(refused["compatibility"]?["verdict"] == "INCOMPATIBLE")
      try await topic.waitForCommit(of: 100)
      let result = try await topic.update(update + ["--state", "OFFSETS"])
      #expect(result["success"] == true, "\(result.text)")
      #expect(result["savepoint_id"]?.string != nil)
      try topic.produce(100..<150)
      try await topic.expect(writes: 150, rows: 150)
      try await topic.engine.wait(for: "50", "select count(*) as value from update_narrow_ids")
    }

    @Test("that discard the state read all messages again")
    func discard() async throws {
      let topic = try await UpdatedTopic("update_discard", ["id", "name"])
      let result = try await topic.update(UpdatedTopic.columns("id", "name", "extra") + ["--state", "DISCARD"])
      #expect(result["success"] == true, "\(result.text)")
      try await topic.expect(writes: 200, rows: 100)
      #expect(try await topic.count("where extra is not null") == "100")
    }

    @Test("to an earlier version with its own state read what came after it again")
    func stateOfVersion() async throws {
      let topic = try await UpdatedTopic("update_earlier", ["id", "name"])
      let updated = try await topic.update(UpdatedTopic.columns("id", "name", "extra"))
      #expect(updated["success"] == true, "\(updated.text)")
      try topic.produce(100..<150)
      try await topic.expect(writes: 150, rows: 150)
      let result = try await topic.rollback(["--to", "1", "--with-state-of-version"])
      #expect(result["success"] == true, "\(result.text)")
      try await topic.expect(writes: 200, rows: 150)
    }

    @Test("of the parallelism reach the running job, and lose no message")
    func parallelism() async throws {
      let topic = try await UpdatedTopic(
        "update_parallelism", ["id", "name"], ["--checkpoint-interval", "1"], partitions: 2)
      async let updated = topic.update(["--parallelism", "2"])
      try topic.produce(100..<150)
      let result = try await updated
      #expect(result["success"] == true, "\(result.text)")
      #expect(result["job_id"] == topic.job["job_id"])
      #expect(result["outage_seconds"] == .null)
      #expect(result["savepoint_id"] == .null)
      #expect(result.updateWarnings.contains("may_repeat_messages"))
      let setting = topic.engine.job(result)?["streamingResourceSetting"]
      #expect(setting?["basicResourceSetting"]?["parallelism"] == 2)
      try topic.produce(150..<200)
      try await topic.engine.wait(for: "200", "select count(*) as value from update_parallelism")
    }

    @Test(
      "of the parallelism restart a job whose Flink cannot take them, and lose and repeat no message",
      arguments: [(1, 2), (2, 1), (1, 3)])
    func parallelismByRestart(_ from: Int, _ to: Int) async throws {
      let topic = try await UpdatedTopic(
        "update_parallelism_\(from)_\(to)", ["id", "name"], ["--parallelism", "\(from)"], on: .flink1_17, partitions: 2)
      async let updated = topic.update(["--parallelism", "\(to)"])
      try topic.produce(100..<150)
      let result = try await updated
      #expect(result["success"] == true, "\(result.text)")
      #expect(result["compatibility"]?["verdict"] == "FULL", "\(result.text)")
      #expect(result["savepoint_id"]?.string != nil)
      #expect(result.updateWarnings.contains("hot_update_refused"))
      #expect(!result.updateWarnings.contains("may_repeat_messages"))
      try topic.produce(150..<200)
      try await topic.expect(writes: 200, rows: 200)
    }

    @Test("to an older engine are refused, and the job runs on")
    func olderEngine() async throws {
      let topic = try await UpdatedTopic("update_engine", ["id", "name"])
      let result = try await topic.update(["--engine-version", "vvr-8.0.11-flink-1.17"])
      #expect(result["error"]?["code"] == "incompatible_state", "\(result.text)")
      #expect(result["error"]?["rolled_back"] == .null)
      try topic.produce(100..<150)
      try await topic.expect(writes: 150, rows: 150)
      #expect(topic.jobStates == ["RUNNING"])
    }

    @Test("of the topic are refused; without the state the job reads the new topic alone")
    func topic() async throws {
      let topic = try await UpdatedTopic("update_topic", ["id", "name"])
      try await topic.produce(200..<230, toOther: "update_elsewhere")
      let refused = try await topic.update(["--topic", "update_elsewhere"])
      #expect(refused["error"]?["code"] == "incompatible_state", "\(refused.text)")
      #expect(refused["compatibility"]?["verdict"] == "INCOMPATIBLE")
      try topic.produce(100..<150)
      try await topic.expect(writes: 150, rows: 150)
      #expect(topic.jobStates == ["RUNNING"])
      let result = try await topic.update(["--topic", "update_elsewhere", "--state", "DISCARD"])
      #expect(result["success"] == true, "\(result.text)")
      try topic.produce(150..<200)
      try await topic.produce(230..<240, toOther: "update_elsewhere")
      try await topic.expect(writes: 190, rows: 190)
    }

    @Test("of the table write each message into one of both tables")
    func target() async throws {
      let topic = try await UpdatedTopic("update_target", ["id", "name"])
      async let updated = topic.update(["--table", "public.update_target_copy"])
      try topic.produce(100..<150)
      let result = try await updated
      #expect(result["success"] == true, "\(result.text)")
      #expect(result["compatibility"]?["verdict"] == "FULL", "\(result.text)")
      try topic.produce(150..<200)
      try await topic.expectCopy(of: 150..<200, history: 0)
      try await topic.engine.wait(
        for: "200 200", "select count(*) || ' ' || count(distinct id) as value from update_target_writes")
    }

    /// New versions that no message gets through.
    enum Defect: CaseIterable {
      /// Each message fails.
      case message
      /// The table lacks a column.
      case column
      /// The messages have another format.
      case format

      func script(_ sql: String) -> String {
        switch self {
        case .message: sql.replacing("  `name`\nFROM", with: "  CAST(CAST(`name` AS INT) AS STRING)\nFROM")
        case .column:
          sql.replacing("  `name` STRING,\n  PRIMARY", with: "  `name` STRING,\n  `nowhere` STRING,\n  PRIMARY")
            .replacing("(`id`, `name`)", with: "(`id`, `name`, `nowhere`)")
            .replacing("  `name`\nFROM", with: "  `name`,\n  `name`\nFROM")
        case .format: sql.replacing("'json'", with: "'debezium-json'").replacing("'json.", with: "'debezium-json.")
        }
      }
    }

    @Test(
      "whose job cannot write return to the version before, and lose and repeat no message",
      arguments: Defect.allCases)
    func defective(_ defect: Defect) async throws {
      let topic = try await UpdatedTopic(
        "update_defective_\(defect)", ["id", "name"], FaultTests.quickRestarts + ["--checkpoint-interval", "1"])
      let first = topic.sql
      let script = defect.script(first)
      #expect(script != first)
      async let updated = topic.update(["--sql-file", "-", "--wait-until", "FLOWING"], input: script)
      // The job before has ended, so that these messages reach the new one first.
      try await topic.wait(forJobs: 2)
      try topic.produce(100..<150)
      let result = try await updated
      #expect(result["outcome"] == "failed", "\(result.text)")
      #expect(result["error"]?["rolled_back"] == true, "\(result.text)")
      #expect(result["status"] == "RUNNING")
      #expect(result["version"] == 1)
      #expect(result["savepoint_id"]?.string != nil)
      #expect((result["outage_seconds"]?.double ?? -1) > 0)
      #expect(topic.sql == first)
      #expect(try await topic.versionStates == ["FAILED", "CURRENT"])
      try topic.produce(150..<200)
      try await topic.expect(writes: 200, rows: 200)
    }
  }
}

extension JSON {
  /// The codes of the warnings of a result.
  fileprivate var updateWarnings: [String] { self["warnings"]?.array?.compactMap { $0["code"]?.string } ?? [] }
}
