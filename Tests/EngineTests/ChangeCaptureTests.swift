import JSONCoding
import Sandbox
import Testing

extension Engine {
  /// Topics of change capture, in each envelope.
  @Suite("Change capture")
  struct ChangeCaptureTests {
    /// An envelope, and the messages of one history: rows 1 to 3 are added, 2 changes, 3 is deleted.
    enum Envelope: String, CaseIterable {
      case debezium, canal, maxwell

      var messages: [String] {
        switch self {
        case .debezium:
          [
            change("c", "null", row(1, "a")), change("c", "null", row(2, "b")), change("r", "null", row(3, "c")),
            change("u", row(2, "b"), row(2, "B")), change("d", row(3, "c"), "null"),
          ]
        case .canal:
          [
            canal("INSERT", row(1, "a") + "," + row(2, "b") + "," + row(3, "c"), "null"),
            canal("UPDATE", row(2, "B"), "[{\"name\":\"b\"}]"), canal("DELETE", row(3, "c"), "null"),
          ]
        case .maxwell:
          [
            maxwell("insert", row(1, "a")), maxwell("insert", row(2, "b")), maxwell("insert", row(3, "c")),
            maxwell("update", row(2, "B")), maxwell("delete", row(3, "c")),
          ]
        }
      }

      private func row(_ id: Int, _ name: String) -> String { "{\"id\":\(id),\"name\":\"\(name)\"}" }

      private func change(_ operation: String, _ before: String, _ after: String) -> String {
        """
        {"before":\(before),"after":\(after),"source":{"connector":"mysql","db":"d","table":"t","ts_ms":1},\
        "op":"\(operation)","ts_ms":1}
        """
      }

      private func canal(_ type: String, _ data: String, _ old: String) -> String {
        """
        {"data":[\(data)],"old":\(old),"database":"d","table":"t","type":"\(type)","isDdl":false,"es":1,"ts":1,\
        "pkNames":["id"]}
        """
      }

      private func maxwell(_ type: String, _ data: String) -> String {
        """
        {"database":"d","table":"t","type":"\(type)","ts":1,"xid":1,"commit":true,"data":\(data)\
        \(type == "update" ? ",\"old\":{\"name\":\"b\"}" : "")}
        """
      }
    }

    @Test("updates and deletes rows", arguments: Envelope.allCases, EngineVersion.allCases)
    func deletes(_ envelope: Envelope, _ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      let name = "changes_\(envelope)"
      try await engine.prepare(
        topic: name, envelope.messages, ddl: "create table \(name) (id bigint primary key, name text)")
      try await engine.deploy(name, "public.\(name)")
      try await engine.wait(
        for: "1a2B", "select string_agg(id::text || name, '' order by id) as value from \(name)")
    }
  }
}
