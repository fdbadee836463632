import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("Changes of rows")
struct ChangeTests {
  @Test(
    "Every row is kept in state once an update was seen that changes the key",
    arguments: [
      (Envelopes.canal, #""old":[{"n":"a"}]"#, #""old":[{"id":"2"}]"#),
      (Envelopes.maxwell, #""old":{"n":"a"}"#, #""old":{"id":2}"#),
      (Envelopes.debezium, #""before":{"id":1,"n":"a"}"#, #""before":{"id":2,"n":"b"}"#),
    ])
  func keyChanges(_ messages: [String], _ old: String, _ changed: String) throws {
    func mapping(_ messages: [String]) throws -> ColumnMapping {
      try ColumnMapping(Pipelines.schema(messages), into: Envelopes.table)
    }
    let changes = messages.map { $0.replacing(old, with: changed) }
    #expect(try !mapping(messages).hasKeyChanges)
    #expect(try mapping(messages).notes.contains(.table(Pipelines.tableName, .keyUpdatesPossible(key: ["id"]))))
    #expect(try mapping(changes).hasKeyChanges)
    #expect(try mapping(changes).notes.contains(.table(Pipelines.tableName, .keyUpdatesSeen(key: ["id"]))))
    let sql = try Pipelines.sql(Pipelines.schema(changes), into: Envelopes.table)
    #expect(sql.ranges(of: "PRIMARY KEY").count == 1)
    #expect(sql.contains("WHERE `id` IS NOT NULL"))
  }

  @Test(
    "The tree reads changes in every engine, and reformats fractions", arguments: [Pipelines.vvr8, Pipelines.vvr11])
  func fractions(_ engine: EngineVersion) throws {
    let schema = try Pipelines.schema(Envelopes.debezium.map { $0.replacing(#""n":"a""#, with: #""n":1.50"#) })
    let mapping = try ColumnMapping(schema, into: Envelopes.table, engine: engine)
    #expect(mapping.columns.first { $0.name == "n" }?.verdict == .lossy)
    #expect(mapping.notes.contains(.field("n", .numbersReformatted)))
  }

  @Test(
    "Kafka metadata in columns must not keep deletions from their rows",
    arguments: [
      (Envelopes.debezium, "bigint!", true), (Envelopes.debezium, "text!", true), (Envelopes.canal, "bigint!", true),
      (Envelopes.canal, "json!", false),
      (Envelopes.maxwell.map { $0.replacing(#""old":{"n":"a"}"#, with: #""old":{"id":2}"#) }, "bigint!", false),
    ])
  func deletions(_ messages: [String], _ type: String, _ isWritten: Bool) throws {
    let table = Pipelines.table(
      ["id": type, "kafka_offset": "bigint", "kafka_timestamp": "timestamp with time zone"], key: ["id"])
    let review = ColumnReview(try Pipelines.schema(messages), into: table)
    #expect(review.refused.map(\.name) == (isWritten ? [] : ["kafka_offset", "kafka_timestamp"]))
    #expect(review.possible.columns.count == (isWritten ? 3 : 1))
    #expect((review.problem == nil) == isWritten)
    #expect(review.refused.allSatisfy { $0.reason == .deletionsLost })
    if !isWritten {
      let fields = try Pipelines.schema(messages).fields.map(\.name)
      #expect(review.problem == .incompatibleTypes(review.refused, table: Pipelines.tableName, fields: fields))
    }
    #expect(ColumnReview(try Pipelines.schema([#"{"id":"1"}"#]), into: table).refused.isEmpty)
  }

  @Test("Debezium changes no key if the messages' key is the table's")
  func ownKey() throws {
    var inference = SchemaInference()
    for message in Envelopes.debezium + Envelopes.debezium {
      inference.observe(SampledMessage(position: nil, key: Array(#"{"id":1}"#.utf8), value: Array(message.utf8)))
    }
    let schema = try inference.schema()
    func codes(_ key: [String]) throws -> [String] {
      let table = Pipelines.table(["id": "bigint!", "n": "text!"], key: key)
      return try ColumnMapping(schema, into: table).notes.map(\.code).filter { $0.hasPrefix("key_updates") }
    }
    #expect(try codes(["id"]).isEmpty)
    #expect(try codes(["id", "n"]) == ["key_updates_seen"])
    #expect(
      try ColumnMapping(schema, into: Pipelines.table(["id": "bigint!", "n": "text!"], key: ["id", "n"])).hasKeyChanges)
  }

  @Test("NULL is noted where the table takes none, and stops the dry parse where it is part of the key")
  func nulls() throws {
    let messages = Envelopes.debezium + [#"{"before":null,"after":{"id":null,"n":null},"op":"c"}"#]
    let schema = try Pipelines.schema(messages)
    let pipeline = try Pipelines.pipeline(
      schema, into: [Pipelines.table(["id": "bigint!", "n": "text!"], key: ["id"])])
    let null = PipelineNote.column("n", .nullStopsJob(field: "n", .nullInSomeRows), of: Pipelines.tableName)
    #expect(pipeline.sources[0].sinks[0].mapping.notes.contains(null))
    let source = pipeline.sources[0]
    var parse = DryParse(
      columns: source.fields, key: source.primaryKey, standard: .iso8601, format: schema.format, reader: .tree)
    for message in messages { parse.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    #expect(parse.report.failures.map(\.reason) == [.nullKey(field: "id")])
    #expect(parse.report.failed == 1)
  }

  @Test("Changes need a primary key")
  func withoutKey() throws {
    let error = #expect(throws: PipelineProblem.self) {
      try Pipelines.sql(Pipelines.schema(Envelopes.debezium), into: Pipelines.table(["id": "bigint", "n": "text"]))
    }
    #expect(error == .changesWithoutKey(Pipelines.tableName, .debezium, .unknown))
    #expect(error?.code == "changes_without_key")
  }
}
