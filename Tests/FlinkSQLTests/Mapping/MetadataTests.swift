import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("Kafka metadata of messages")
struct MetadataTests {
  private func mapping(
    _ columns: KeyValuePairs<String, String>, key: [String] = [], messages: [String] = [#"{"v":1}"#]
  ) throws -> ColumnMapping {
    try ColumnMapping(Pipelines.schema(messages), into: Pipelines.table(columns, key: key), engine: Pipelines.vvr11)
  }

  @Test(
    "Kafka metadata fills the columns that are called like it, with a note",
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
    #expect(mapping.notes.columnFacts(about: name).contains(.filledFromMetadata(metadata)))
    #expect(mapping.columns.filter { $0.metadata == nil }.map(\.field) == ["v"])
  }

  @Test(
    "A column that would alter Kafka metadata is rejected",
    arguments: [
      ("kafka_offset", "integer"), ("kafka_offset", "numeric(10,0)"), ("kafka_offset", "date"),
      ("kafka_headers", "bytea"), ("kafka_timestamp", "integer"), ("kafka_topic", "bigint"),
    ])
  func impossible(_ name: String, _ type: String) {
    let error = #expect(throws: PipelineProblem.self) { try mapping(["v": "bigint", name: type]) }
    #expect(error?.code == "incompatible_types")
    guard case .incompatibleTypes(let refused, _, _)? = error else { return }
    #expect(refused.map(\.name) == [name])
  }

  @Test("A field with the column's name has priority, whatever its case")
  func fieldWins() throws {
    let message = #"{"v":1,"kafkaOffset":"mine"}"#
    let mapping = try mapping(["v": "bigint", "kafka_offset": "text"], messages: [message])
    #expect(mapping.columns.last?.metadata == nil)
    #expect(mapping.columns.map(\.field) == ["v", "kafkaOffset"])
  }

  @Test("Partition and offset are the key of an append-only table, without a guard against NULL")
  func key() throws {
    let columns: KeyValuePairs = ["kafka_partition": "integer!", "kafka_offset": "bigint!", "v": "bigint"]
    let table = Pipelines.table(columns, key: ["kafka_partition", "kafka_offset"])
    let sql = try Pipelines.sql(Pipelines.schema([#"{"v":1}"#]), into: table)
    #expect(sql.contains("`kafka_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL"))
    #expect(sql.contains("PRIMARY KEY (`kafka_partition`, `kafka_offset`) NOT ENFORCED"))
    #expect(!sql.contains("WHERE"))
    #expect(try mapping(columns, key: ["kafka_partition", "kafka_offset"]).notes.tableFacts == [.messagesAreRows])
    let partial = try mapping(columns, key: ["kafka_offset"]).notes.tableFacts
    #expect(partial == [.partitionMissingInKey(key: ["kafka_offset"])])
  }

  @Test("Metadata for two columns is declared once, under a name that no field has")
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

  @Test("A caller can declare metadata under any name, with or without a known table")
  func asked() throws {
    let schema = try MessageSchema(columns: [
      .init(name: "v", type: "INT"), .init(name: "readAt", type: "STRING", metadata: .timestamp),
    ])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": "integer", "read_at": "date"]))
    #expect(mapping.columns.map(\.metadata) == [nil, .timestamp])
    let copy = try ColumnMapping(copying: schema, to: Pipelines.tableName)
    #expect(copy.columns.last?.expression == "CAST(`readAt` AS STRING)")
    #expect(copy.columns.last?.type == .string)
    let wrong = try MessageSchema(columns: [.init(name: "o", type: "INT", metadata: .offset)])
    let tooWide = ConversionFault.metadataTooWide(.offset, digits: 19)
    let problem = PipelineProblem.incompatibleMetadataType(field: "o", type: "INT", tooWide, use: "BIGINT")
    #expect(problem.code == "incompatible_types")
    #expect(throws: problem) { try ColumnMapping(copying: wrong, to: Pipelines.tableName) }
  }

  @Test("Metadata cannot be the key of changes, whose rows have another place each time")
  func changes() throws {
    let message = #"{"before":null,"after":{"id":1},"op":"c"}"#
    let table = Pipelines.table(["id": "bigint", "kafka_offset": "bigint!"], key: ["kafka_offset"])
    let error = #expect(throws: PipelineProblem.self) {
      try Pipelines.sql(Pipelines.schema([message]), into: table)
    }
    #expect(error == .changesWithoutKey(Pipelines.tableName, .debezium, .metadata(["kafka_offset"])))
  }

  @Test("Metadata is not assumed to be a field if no message was seen")
  func assumed() {
    let table = Pipelines.table(["v": "bigint", "kafka_offset": "bigint"])
    #expect(MessageSchema(assuming: [table]).fields.map(\.name) == ["v"])
  }
}
