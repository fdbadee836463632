import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("Envelopes of messages")
struct EnvelopeTests {
  @Test(
    "Each envelope is recognised, and read by the format that unpacks it",
    arguments: [
      (Envelopes.debezium, "debezium-json"),
      (Envelopes.debezium.map { "{\"schema\":{},\"payload\":\($0)}" }, "debezium-json"),
      (Envelopes.canal, "canal-json"), (Envelopes.maxwell, "maxwell-json"),
    ])
  func recognised(_ messages: [String], _ format: String) throws {
    let schema = try Pipelines.schema(messages)
    #expect(schema.fields.map(\.name) == ["id", "n"])
    let sql = try Pipelines.sql(schema, into: Envelopes.table)
    #expect(sql.contains("'format' = '\(format)'"))
    #expect(sql.contains("'\(format).timestamp-format.standard'"))
    #expect(sql.contains("'debezium-json.schema-include' = 'true'") == messages[0].hasPrefix("{\"schema\""))
    #expect(sql.ranges(of: "PRIMARY KEY (`id`) NOT ENFORCED").count == 2)
    #expect(sql.contains("'ignoredelete' = 'false'"))
    #expect(!sql.contains("WHERE"))
  }

  @Test("The envelope of most messages decides, so that the others do not silently replace them")
  func mixed() throws {
    let other = #"{"id":1}"#
    let most = try Pipelines.schema(Envelopes.debezium + [other])
    #expect(most.format == .debeziumJSON(includesSchema: false))
    #expect(most.fields.map(\.name) == ["id", "n"])
    let half = try Pipelines.schema(Envelopes.debezium + [other, other])
    #expect(half.format == .json)
    #expect(half.notes.topicFacts == [.envelopePartial(.debezium, count: 2, hasBothForms: false)])
    let both = try Pipelines.schema(Envelopes.debezium + Envelopes.debezium.map { "{\"schema\":{},\"payload\":\($0)}" })
    #expect(both.notes.topicFacts == [.envelopePartial(.debezium, count: 4, hasBothForms: true)])
    let connect = [Envelopes.connect(#"{"id":1}"#), Envelopes.connect(#"{"id":2}"#), other]
    #expect(try Pipelines.schema(connect).notes.contains(.topic(.envelopeMissing(count: 1))))
  }

  @Test("An object whose type is not a kind of change has no envelope")
  func noKind() throws {
    let message = #"{"id":1,"data":{"a":1},"type":"x","table":"t","database":"d"}"#
    #expect(try Pipelines.schema([message]).format == .json)
  }

  @Test("An object whose before and after are not rows has no envelope")
  func notRows() throws {
    let schema = try Pipelines.schema([#"{"op":"c","before":1,"after":2,"id":1}"#])
    #expect(schema.format == .json)
    #expect(schema.fields.map(\.name) == ["op", "before", "after", "id"])
  }

  @Test(
    "Changes of several tables are noted with the tables and the way to tell them apart",
    arguments: [
      (
        Envelopes.debezium, #""source":{"db":"d"}"#, #""source":{"db":"d","schema":"s","table":"#,
        TopicFact.severalTables(["d.s.a", "d.s.b"], .debeziumMetadata)
      ),
      (Envelopes.canal, #""table":"t""#, #""table":"#, .severalTables(["d.a", "d.b"], .canalOption)),
      (Envelopes.maxwell, #""table":"t""#, #""table":"#, .severalTables(["d.a", "d.b"], .maxwellMetadata)),
    ])
  func tables(_ messages: [String], _ old: String, _ new: String, _ fact: TopicFact) throws {
    func facts(_ tables: [String]) throws -> [TopicFact] {
      let ending = old.hasSuffix("}") ? "}" : ""
      return try Pipelines.schema(
        zip(messages, tables).map { $0.replacing(old, with: "\(new)\"\($1)\"\(ending)") }
      ).notes.topicFacts
    }
    #expect(try facts(["a", "b"]).contains(fact))
    #expect(try facts(["a", "a"]).map(\.code) == ["changes_read"])
  }

  @Test("An envelope of only some messages is noted")
  func partly() throws {
    let schema = try Pipelines.schema([Envelopes.connect(#"{"id":1}"#), #"{"id":1}"#])
    #expect(schema.format == .json)
    #expect(schema.notes.topicFacts == [.envelopePartial(.connect, count: 1, hasBothForms: false)])
  }

  @Test("A key whose accent is composed differently is a changed key")
  func accents() throws {
    let update = #"{"before":{"id":"n\#u{303}"},"after":{"id":"\#u{F1}"},"op":"u"}"#
    let table = Pipelines.table(["id": "text!"], key: ["id"])
    #expect(try ColumnMapping(Pipelines.schema([update]), into: table).hasKeyChanges)
  }

  @Test("Columns that are members of the envelope show how timestamps are written")
  func members() throws {
    let change = #"{"before":null,"after":{"at":"2024-05-01 10:00:00"},"op":"c","ts_ms":1}"#
    let columns = [("after", "ROW<`at` TIMESTAMP(3)>"), ("ts_ms", "BIGINT"), ("op", "STRING")]
    let schema = try MessageSchema(
      columns: columns.map { .init(name: $0.0, type: $0.1) },
      messages: [SampledMessage(position: nil, value: Array(change.utf8))])
    #expect(schema.format == .json)
    #expect(schema.timestampStandard == .sql)
    #expect(schema.notes.topicFacts == [.envelopeKept(.debezium)])
  }
}
