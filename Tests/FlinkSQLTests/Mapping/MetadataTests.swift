import FlinkSQL
import Testing

@Suite("What Kafka knows of a message")
struct MetadataTests {
  private func mapping(
    _ columns: KeyValuePairs<String, String>, key: [String] = [], messages: [String] = [#"{"v":1}"#]
  ) throws -> ColumnMapping {
    try ColumnMapping(Pipelines.schema(messages), into: Pipelines.table(columns, key: key), engine: Pipelines.vvr11)
  }

  @Test(
    "fills the columns that are called so, and says it",
    arguments: [
      ("kafka_offset", "bigint", KafkaMetadata.offset, Verdict.exact),
      ("__kafka_offset", "numeric(20,0)", .offset, .widening),
      ("kafkaOffset", "text", .offset, .converted), ("KAFKA-PARTITION", "integer", .partition, .exact),
      ("kafka_partition", "bigint", .partition, .widening), ("kafka_partition", "smallint", .partition, .lossy),
      ("kafka_offset", "double precision", .offset, .lossy),
      ("kafka_partition", "double precision", .partition, .widening),
      ("kafka_timestamp", "timestamp with time zone", .timestamp, .exact),
      ("kafka_timestamp", "timestamp without time zone", .timestamp, .converted),
      ("kafka_timestamp", "bigint", .timestamp, .converted), ("kafka_timestamp", "date", .timestamp, .lossy),
      ("kafka_timestamp", "text", .timestamp, .converted), ("kafka_timestamp", "json", .timestamp, .converted),
      ("kafka_topic", "text", .topic, .exact), ("kafka_topic", "jsonb", .topic, .converted),
      ("kafka_timestamp_type", "character varying(20)", .timestampType, .exact),
      ("kafka_leader_epoch", "integer", .leaderEpoch, .exact), ("kafka_headers", "jsonb", .headers, .converted),
    ])
  func convention(_ name: String, _ type: String, _ metadata: KafkaMetadata, _ verdict: Verdict) throws {
    let mapping = try mapping(["v": "bigint", name: type])
    let column = try #require(mapping.columns.last)
    #expect(column.metadata == metadata)
    #expect(column.verdict == verdict)
    #expect(mapping.warnings.contains { $0.contains("'\(name)' with its \(metadata.rawValue)") })
    #expect(mapping.columns.filter { $0.metadata == nil }.map(\.field) == ["v"])
  }

  @Test(
    "goes into no column that would bend it without a word",
    arguments: [
      ("kafka_offset", "integer"), ("kafka_offset", "numeric(10,0)"), ("kafka_offset", "date"),
      ("kafka_headers", "bytea"), ("kafka_timestamp", "integer"), ("kafka_topic", "bigint"),
    ])
  func impossible(_ name: String, _ type: String) {
    let error = #expect(throws: SQLGenerationError.self) { try mapping(["v": "bigint", name: type]) }
    #expect(error?.code == "incompatible_types")
    #expect(error?.message.contains("'\(name)'") == true)
  }

  @Test(
    "goes into text that is too short for it only with a word, and into none that never takes it",
    arguments: [
      ("kafka_topic", "character varying(2)", true), ("kafka_topic", "character varying(249)", false),
      ("kafka_timestamp", "character varying(23)", false), ("kafka_timestamp", "character varying(22)", nil),
      ("kafka_timestamp_type", "character varying(10)", true), ("kafka_timestamp_type", "character varying(15)", false),
      ("kafka_timestamp_type", "character(9)", nil), ("kafka_offset", "character varying(18)", true),
      ("kafka_offset", "character varying(19)", false), ("kafka_partition", "character varying(10)", false),
      ("kafka_headers", "character varying(1000)", true), ("kafka_headers", "character(1)", nil),
      ("kafka_headers", "uuid", true), ("kafka_topic", "uuid", true),
    ])
  func bounded(_ name: String, _ type: String, _ isTold: Bool?) throws {
    let review = ColumnReview(try Pipelines.schema([#"{"v":1}"#]), into: Pipelines.table(["v": "bigint", name: type]))
    #expect(review.refused.map(\.name) == (isTold == nil ? [name] : []))
    guard let isTold else { return }
    #expect(review.possible.warnings.contains { $0.contains("'\(name)'") && $0.contains("Hologres refuses") } == isTold)
    if isTold { #expect(review.possible.columns.last?.verdict == .converted) }
  }

  @Test(
    "loses places of a second only with a word",
    arguments: [
      ("TIMESTAMP_LTZ(0)", Verdict.lossy), ("TIMESTAMP_LTZ(2)", .lossy), ("TIMESTAMP_LTZ(6)", .widening),
      ("TIMESTAMP(0)", .lossy), ("TIMESTAMP(3)", .converted),
    ])
  func places(_ type: String, _ verdict: Verdict) throws {
    let schema = try MessageSchema(columns: [.init(name: "at", type: type, metadata: .timestamp)])
    let mapping = try ColumnMapping(copying: schema, engine: Pipelines.vvr11)
    #expect(mapping.columns.map(\.verdict) == [verdict])
    #expect(mapping.warnings.contains { $0.contains("places of a second") } == (verdict == .lossy))
  }

  @Test("gives way to a field that bears the column's name, whatever its case")
  func fieldWins() throws {
    let message = #"{"v":1,"kafkaOffset":"mine"}"#
    let mapping = try mapping(["v": "bigint", "kafka_offset": "text"], messages: [message])
    #expect(mapping.columns.last?.metadata == nil)
    #expect(mapping.columns.map(\.field) == ["v", "kafkaOffset"])
  }

  @Test("is the key of an append-only table, without a guard against NULL")
  func key() throws {
    let columns: KeyValuePairs = ["kafka_partition": "integer!", "kafka_offset": "bigint!", "v": "bigint"]
    let table = Pipelines.table(columns, key: ["kafka_partition", "kafka_offset"])
    let sql = try Pipelines.sql(Pipelines.schema([#"{"v":1}"#]), into: table)
    #expect(sql.contains("`kafka_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL"))
    #expect(sql.contains("PRIMARY KEY (`kafka_partition`, `kafka_offset`) NOT ENFORCED"))
    #expect(!sql.contains("WHERE"))
    let warnings = try mapping(columns, key: ["kafka_partition", "kafka_offset"]).warnings
    #expect(warnings.contains { $0.contains("by its place in the topic") })
    #expect(try mapping(columns, key: ["kafka_offset"]).warnings.contains { $0.contains("needs the partition") })
  }

  @Test("is declared once for two columns, under a name that no field has")
  func names() throws {
    let schema = try MessageSchema(columns: [
      .init(name: "v", type: "INT"), .init(name: "KAFKA_offset", type: "STRING"),
    ])
    let table = Pipelines.table(["KAFKA_offset": "text", "_kafka_offset": "bigint", "__kafka_offset": "bigint"])
    let sql = try Pipelines.sql(schema, into: table)
    #expect(sql.contains("`kafka_offset_` BIGINT NOT NULL METADATA"))
    #expect(sql.ranges(of: "METADATA").count == 1)
    #expect(sql.contains("`KAFKA_offset`,\n  `kafka_offset_`,\n  `kafka_offset_`\nFROM"))
  }

  @Test("can be asked for under any name, with or without a table to look at")
  func asked() throws {
    let schema = try MessageSchema(columns: [
      .init(name: "v", type: "INT"), .init(name: "readAt", type: "STRING", metadata: .timestamp),
    ])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": "integer", "read_at": "date"]))
    #expect(mapping.columns.map(\.metadata) == [nil, .timestamp])
    let copy = try ColumnMapping(copying: schema)
    #expect(copy.columns.last?.expression == "CAST(`readAt` AS STRING)")
    #expect(copy.columns.last?.type == .string)
    let wrong = try MessageSchema(columns: [.init(name: "o", type: "INT", metadata: .offset)])
    #expect(throws: SQLGenerationError.self) { try ColumnMapping(copying: wrong) }
  }

  @Test("is no key of changes, whose rows have another place each time")
  func changes() throws {
    let message = #"{"before":null,"after":{"id":1},"op":"c"}"#
    let table = Pipelines.table(["id": "bigint", "kafka_offset": "bigint!"], key: ["kafka_offset"])
    let error = #expect(throws: SQLGenerationError.self) {
      try Pipelines.sql(Pipelines.schema([message]), into: table)
    }
    #expect(error?.code == "changes_without_key")
  }

  @Test("is not taken for a field where no message was seen")
  func assumed() {
    let table = Pipelines.table(["v": "bigint", "kafka_offset": "bigint"])
    #expect(MessageSchema(assuming: [table]).fields.map(\.name) == ["v"])
  }
}
