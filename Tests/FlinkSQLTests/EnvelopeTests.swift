import FlinkSQL
import Testing

@Suite("Envelopes of changes")
struct EnvelopeTests {
  private static let debezium = [
    #"{"before":null,"after":{"id":1,"n":"a"},"source":{"db":"d"},"op":"c","ts_ms":1}"#,
    #"{"before":{"id":1,"n":"a"},"after":{"id":1,"n":"b"},"source":{"db":"d"},"op":"u","ts_ms":2}"#,
  ]
  private static let canal = [
    #"{"data":[{"id":"1","n":"a"}],"database":"d","table":"t","type":"INSERT","es":1,"ts":1,"isDdl":false,"old":null}"#,
    #"{"data":[{"id":"1","n":"b"}],"database":"d","table":"t","type":"UPDATE","es":1,"ts":1,"isDdl":false,"old":[{"n":"a"}]}"#,
  ]
  private static let maxwell = [
    #"{"database":"d","table":"t","type":"insert","ts":1,"xid":1,"commit":true,"data":{"id":1,"n":"a"}}"#,
    #"{"database":"d","table":"t","type":"update","ts":1,"xid":1,"data":{"id":1,"n":"b"},"old":{"n":"a"}}"#,
  ]
  private static let table = Pipelines.table(["id": "bigint!", "n": "text"], key: ["id"])

  @Test(
    "are recognised, and read by the format that unpacks them",
    arguments: [
      (debezium, "debezium-json"), (debezium.map { "{\"schema\":{},\"payload\":\($0)}" }, "debezium-json"),
      (canal, "canal-json"), (maxwell, "maxwell-json"),
    ])
  func recognised(_ messages: [String], _ format: String) throws {
    let schema = try Pipelines.schema(messages)
    #expect(schema.fields.map(\.name) == ["id", "n"])
    let sql = try Pipelines.sql(schema, into: Self.table)
    #expect(sql.contains("'format' = '\(format)'"))
    #expect(sql.contains("'\(format).timestamp-format.standard'"))
    #expect(sql.contains("'debezium-json.schema-include' = 'true'") == messages[0].hasPrefix("{\"schema\""))
    #expect(sql.ranges(of: "PRIMARY KEY (`id`) NOT ENFORCED").count == 2)
    #expect(sql.contains("'ignoredelete' = 'false'"))
    #expect(!sql.contains("WHERE"))
  }

  @Test("are none when one message is something else")
  func mixed() throws {
    #expect(try Pipelines.schema(Self.debezium + [#"{"id":1}"#]).format == .json)
  }

  @Test("need a key to go by")
  func withoutKey() throws {
    let error = #expect(throws: SQLGenerationError.self) {
      try Pipelines.sql(Pipelines.schema(Self.debezium), into: Pipelines.table(["id": "bigint", "n": "text"]))
    }
    #expect(error?.code == "changes_without_key")
  }

  @Test("are warned of where Flink would stop")
  func warnings() throws {
    let messages = [
      #"{"before":null,"after":null,"op":"d"}"#, #"{"before":null,"after":{"id":1},"op":"c"}"#,
      #"{"before":null,"after":null,"op":"m"}"#,
    ]
    let warnings = try Pipelines.schema(messages).warnings
    #expect(warnings.contains { $0.contains("REPLICA IDENTITY FULL") })
    #expect(warnings.contains { $0.contains("does not take") })
  }
}
