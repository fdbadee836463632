import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("The envelope of Kafka Connect")
struct ConnectEnvelopeTests {
  @Test("No column of Kafka metadata can be called like the envelope's own member")
  func clash() throws {
    let columns = [
      MessageSchema.DeclaredColumn(name: "id", type: "BIGINT"),
      .init(name: "payload", type: "BIGINT", metadata: .offset),
    ]
    let message = SampledMessage(position: nil, value: Array(Envelopes.connect(#"{"id":1}"#).utf8))
    #expect(throws: PipelineProblem.invalidColumn("payload", .isContainer)) {
      try MessageSchema(columns: columns, messages: [message])
    }
    #expect(try MessageSchema(columns: columns).fields.count == 2)
  }

  @Test("The statement unpacks the envelope, for the key and the event time too")
  func connect() throws {
    let schema = try Pipelines.schema([
      Envelopes.connect(#"{"id":1,"n":"a","ts":1714557600000}"#), Envelopes.connect("null"),
      #"{"schema":null,"payload":null}"#,
    ])
    #expect(schema.format == .connectJSON)
    #expect(schema.fields.map(\.name) == ["id", "n", "ts"])
    #expect(schema.notes.topicFacts == [.envelopeUnpacked, .nullPayloads(count: 2)])
    let table = Pipelines.table(["id": "bigint!", "n": "text", "ts": "timestamp with time zone"], key: ["id"])
    let sql = try Pipelines.sql(schema, into: table)
    #expect(sql.contains("`payload` ROW<`id` BIGINT, `n` STRING, `ts` BIGINT>,"))
    #expect(sql.contains("  `payload`.`id`,\n"))
    #expect(sql.contains("COALESCE(TO_TIMESTAMP_LTZ(`payload`.`ts`, 3)"))
    #expect(sql.contains("WHERE `payload`.`id` IS NOT NULL;"))
    #expect(sql.contains("'format' = 'json'"))
    let appended = try Pipelines.sql(schema, into: Pipelines.table(["id": "bigint"]))
    #expect(appended.contains("WHERE `payload` IS NOT NULL;"))
  }

  @Test("The dry parse reads the envelope as the statement does", arguments: [FlinkJSONReader.tree, .token])
  func connectDryParse(_ reader: FlinkJSONReader) throws {
    let schema = try Pipelines.schema([Envelopes.connect(#"{"id":1,"n":"a"}"#)])
    let source = try Pipelines.pipeline(schema, into: [Envelopes.table]).sources[0]
    var parse = DryParse(columns: source.fields, standard: .iso8601, reader: reader)
    func read(_ text: String) -> DryParse.Outcome {
      parse.observe(SampledMessage(position: nil, value: Array(text.utf8)))
    }
    #expect(read(Envelopes.connect(#"{"id":7,"n":"x"}"#)) == .row([.row([.integer(7), .string("x")])]))
    #expect(read(Envelopes.connect("null")) == .row([.null]))
    let fault = ReadFault.typeMismatch(field: "payload.id", .array, type: "BIGINT", standard: nil)
    #expect(read(Envelopes.connect(#"{"id":[]}"#)) == .failure(fault))
  }

  @Test("Fields are copied to columns of their own names if the table is not known")
  func connectCopied() throws {
    let mapping = try ColumnMapping(
      copying: Pipelines.schema([Envelopes.connect(#"{"id":1}"#)]), to: Pipelines.tableName)
    #expect(mapping.columns.map(\.name) == ["id"])
    #expect(mapping.columns.map(\.expression) == ["`payload`.`id`"])
  }

  @Test("Decimals that are written as bytes are noted")
  func connectDecimals() throws {
    let message = """
      {"schema":{"type":"struct","fields":[{"type":"bytes","field":"price","name":"org.apache.kafka.connect.data.Decimal",\
      "parameters":{"scale":"2"}}]},"payload":{"price":"B0A="}}
      """
    #expect(try Pipelines.schema([message]).notes.contains(.field("price", .decimalsEncoded)))
  }

  @Test(
    "Objects that merely have members of these names have no envelope",
    arguments: [
      #"{"schema":"v1","payload":{"id":1}}"#, #"{"schema":{"type":"string"},"payload":"x"}"#,
      #"{"schema":{"type":"struct","fields":[]},"payload":{"id":1},"id":1}"#, #"{"schema":null,"payload":{"id":1}}"#,
    ])
  func notConnect(_ message: String) throws {
    let schema = try Pipelines.schema([message])
    #expect(schema.format == .json)
    #expect(schema.fields.map(\.name).contains("payload"))
  }
}
