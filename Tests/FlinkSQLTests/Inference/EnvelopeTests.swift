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

  @Test("are those of most messages, for which the others stop the job and are not silently all that is left")
  func mixed() throws {
    let other = #"{"id":1}"#
    let most = try Pipelines.schema(Self.debezium + [other])
    #expect(most.format == .debeziumJSON(includesSchema: false))
    #expect(most.fields.map(\.name) == ["id", "n"])
    let half = try Pipelines.schema(Self.debezium + [other, other])
    #expect(half.format == .json)
    #expect(half.warnings.contains { $0.contains("2 messages stand in the envelope of Debezium, and others do not") })
    let both = try Pipelines.schema(Self.debezium + Self.debezium.map { "{\"schema\":{},\"payload\":\($0)}" })
    #expect(both.warnings.contains { $0.contains("4 messages") && $0.contains("some with a schema and some without") })
    let connect = [Self.connect(#"{"id":1}"#), Self.connect(#"{"id":2}"#), other]
    #expect(try Pipelines.schema(connect).warnings.contains { $0.contains("1 messages stand in no such envelope") })
  }

  @Test("are not seen where a type is no kind of change")
  func noKind() throws {
    let message = #"{"id":1,"data":{"a":1},"type":"x","table":"t","database":"d"}"#
    #expect(try Pipelines.schema([message]).format == .json)
  }

  @Test("are not seen where before and after are no rows")
  func notRows() throws {
    let schema = try Pipelines.schema([#"{"op":"c","before":1,"after":2,"id":1}"#])
    #expect(schema.format == .json)
    #expect(schema.fields.map(\.name) == ["op", "before", "after", "id"])
  }

  @Test(
    "of several tables are told of, with the tables and what tells them apart",
    arguments: [
      (
        debezium, #""source":{"db":"d"}"#, #""source":{"db":"d","schema":"s","table":"#, "value.source.table",
        "'d.s.a', 'd.s.b'"
      ),
      (canal, #""table":"t""#, #""table":"#, "canal-json.table.include", "'d.a', 'd.b'"),
      (maxwell, #""table":"t""#, #""table":"#, "value.table", "'d.a', 'd.b'"),
    ])
  func tables(_ messages: [String], _ old: String, _ new: String, _ filter: String, _ names: String) throws {
    func warnings(_ tables: [String]) throws -> [String] {
      let ending = old.hasSuffix("}") ? "}" : ""
      return try Pipelines.schema(
        zip(messages, tables).map { $0.replacing(old, with: "\(new)\"\($1)\"\(ending)") }
      ).warnings
    }
    #expect(try warnings(["a", "b"]).contains { $0.contains("of 2 tables (\(names))") && $0.contains(filter) })
    #expect(try !warnings(["a", "a"]).contains { $0.contains("tables") })
  }

  @Test("of Kafka Connect leave their own name to no column that Kafka fills")
  func clash() throws {
    let columns = [
      MessageSchema.GivenColumn(name: "id", type: "BIGINT"),
      .init(name: "payload", type: "BIGINT", metadata: .offset),
    ]
    let message = SampledMessage(position: nil, value: Array(Self.connect(#"{"id":1}"#).utf8))
    let error = #expect(throws: SQLGenerationError.self) { try MessageSchema(columns: columns, messages: [message]) }
    #expect(error?.code == "invalid_column")
    #expect(try MessageSchema(columns: columns).fields.count == 2)
  }

  private static let structure = #"{"type":"struct","fields":[{"type":"int64","field":"id"}]}"#

  /// A message as Kafka Connect writes it.
  private static func connect(_ payload: String) -> String { "{\"schema\":\(structure),\"payload\":\(payload)}" }

  @Test("of Kafka Connect are unpacked in the statement, key, event time and all")
  func connect() throws {
    let schema = try Pipelines.schema([
      Self.connect(#"{"id":1,"n":"a","ts":1714557600000}"#), Self.connect("null"), #"{"schema":null,"payload":null}"#,
    ])
    #expect(schema.format == .connectJSON)
    #expect(schema.fields.map(\.name) == ["id", "n", "ts"])
    for word in ["Kafka Connect", "2 messages have a null payload"] {
      #expect(schema.warnings.contains { $0.contains(word) })
    }
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

  @Test("of Kafka Connect are read in the dry parse as in the statement", arguments: [FlinkJSONReader.tree, .token])
  func connectDryParse(_ reader: FlinkJSONReader) throws {
    let schema = try Pipelines.schema([Self.connect(#"{"id":1,"n":"a"}"#)])
    let source = try Pipelines.pipeline(schema, into: [Self.table]).sources[0]
    var parse = DryParse(columns: source.fields, standard: .iso8601, reader: reader)
    func read(_ text: String) -> DryParse.Outcome {
      parse.observe(SampledMessage(position: nil, value: Array(text.utf8)))
    }
    #expect(read(Self.connect(#"{"id":7,"n":"x"}"#)) == .row([.row([.integer(7), .string("x")])]))
    #expect(read(Self.connect("null")) == .row([.null]))
    #expect(read(Self.connect(#"{"id":[]}"#)) == .failure("'payload.id' holds an array that cannot be read as BIGINT"))
  }

  @Test("of Kafka Connect are copied to columns of the fields' own names where the table is not known")
  func connectCopied() throws {
    let mapping = try ColumnMapping(copying: Pipelines.schema([Self.connect(#"{"id":1}"#)]))
    #expect(mapping.columns.map(\.name) == ["id"])
    #expect(mapping.columns.map(\.expression) == ["`payload`.`id`"])
  }

  @Test("of Kafka Connect are told of when they hold decimals that are bytes")
  func connectDecimals() throws {
    let message = """
      {"schema":{"type":"struct","fields":[{"type":"bytes","field":"price","name":"org.apache.kafka.connect.data.Decimal",\
      "parameters":{"scale":"2"}}]},"payload":{"price":"B0A="}}
      """
    #expect(
      try Pipelines.schema([message]).warnings.contains { $0.contains("decimal.format") && $0.contains("'price'") })
  }

  @Test(
    "of Kafka Connect are not seen in objects that merely have members of these names",
    arguments: [
      #"{"schema":"v1","payload":{"id":1}}"#, #"{"schema":{"type":"string"},"payload":"x"}"#,
      #"{"schema":{"type":"struct","fields":[]},"payload":{"id":1},"id":1}"#, #"{"schema":null,"payload":{"id":1}}"#,
    ])
  func notConnect(_ message: String) throws {
    let schema = try Pipelines.schema([message])
    #expect(schema.format == .json)
    #expect(schema.fields.map(\.name).contains("payload"))
  }

  @Test("are told of when only some messages stand in one")
  func partly() throws {
    let schema = try Pipelines.schema([Self.connect(#"{"id":1}"#), #"{"id":1}"#])
    #expect(schema.format == .json)
    #expect(schema.warnings.contains { $0.contains("1 messages stand in the envelope of Kafka Connect") })
  }

  @Test("take a key whose accent is composed otherwise for a changed one")
  func accents() throws {
    let update = #"{"before":{"id":"n\#u{303}"},"after":{"id":"\#u{F1}"},"op":"u"}"#
    let table = Pipelines.table(["id": "text!"], key: ["id"])
    #expect(try ColumnMapping(Pipelines.schema([update]), into: table).hasKeyChanges)
  }

  @Test("show how timestamps are written to columns that are members of the envelope itself")
  func members() throws {
    let change = #"{"before":null,"after":{"at":"2024-05-01 10:00:00"},"op":"c","ts_ms":1}"#
    let columns = [("after", "ROW<`at` TIMESTAMP(3)>"), ("ts_ms", "BIGINT"), ("op", "STRING")]
    let schema = try MessageSchema(
      columns: columns.map { .init(name: $0.0, type: $0.1) },
      messages: [SampledMessage(position: nil, value: Array(change.utf8))])
    #expect(schema.format == .json)
    #expect(schema.timestampStandard == .sql)
    #expect(!schema.warnings.contains { $0.contains("assumed") })
  }

  @Test(
    "keep every row in state once an update was seen that changes the key",
    arguments: [
      (canal, #""old":[{"n":"a"}]"#, #""old":[{"id":"2"}]"#), (maxwell, #""old":{"n":"a"}"#, #""old":{"id":2}"#),
      (debezium, #""before":{"id":1,"n":"a"}"#, #""before":{"id":2,"n":"b"}"#),
    ])
  func keyChanges(_ messages: [String], _ old: String, _ changed: String) throws {
    func mapping(_ messages: [String]) throws -> ColumnMapping {
      try ColumnMapping(Pipelines.schema(messages), into: Self.table)
    }
    let changes = messages.map { $0.replacing(old, with: changed) }
    #expect(try !mapping(messages).hasKeyChanges)
    #expect(try mapping(messages).warnings.contains { $0.contains("none was seen") })
    #expect(try mapping(changes).hasKeyChanges)
    #expect(try mapping(changes).warnings.contains { $0.contains("keeps every row in state") })
    let sql = try Pipelines.sql(Pipelines.schema(changes), into: Self.table)
    #expect(sql.ranges(of: "PRIMARY KEY").count == 1)
    #expect(sql.contains("WHERE `id` IS NOT NULL"))
  }

  @Test(
    "go through the tree in every engine, which prints fractions anew", arguments: [Pipelines.vvr8, Pipelines.vvr11])
  func fractions(_ engine: EngineVersion) throws {
    let schema = try Pipelines.schema(Self.debezium.map { $0.replacing(#""n":"a""#, with: #""n":1.50"#) })
    let mapping = try ColumnMapping(schema, into: Self.table, engine: engine)
    #expect(mapping.columns.first { $0.name == "n" }?.verdict == .lossy)
    #expect(mapping.warnings.contains { $0.contains("printed anew") })
  }

  @Test(
    "let no offset or timestamp of Kafka's keep deletions from their rows",
    arguments: [
      (debezium, "bigint!", true), (debezium, "text!", true), (canal, "bigint!", true), (canal, "json!", false),
      (maxwell.map { $0.replacing(#""old":{"n":"a"}"#, with: #""old":{"id":2}"#) }, "bigint!", false),
    ])
  func deletions(_ messages: [String], _ type: String, _ isWritten: Bool) throws {
    let table = Pipelines.table(
      ["id": type, "kafka_offset": "bigint", "kafka_timestamp": "timestamp with time zone"], key: ["id"])
    let review = ColumnReview(try Pipelines.schema(messages), into: table)
    #expect(review.refused.map(\.name) == (isWritten ? [] : ["kafka_offset", "kafka_timestamp"]))
    #expect(review.possible.columns.count == (isWritten ? 3 : 1))
    #expect((review.problem == nil) == isWritten)
    if !isWritten { #expect(review.problem?.message.contains("'kafka_offset'") == true) }
    #expect(ColumnReview(try Pipelines.schema([#"{"id":"1"}"#]), into: table).refused.isEmpty)
  }

  @Test("of Debezium change no key where the messages' key is the table's")
  func ownKey() throws {
    var inference = SchemaInference()
    for message in Self.debezium + Self.debezium {
      inference.observe(SampledMessage(position: nil, key: Array(#"{"id":1}"#.utf8), value: Array(message.utf8)))
    }
    let schema = try inference.schema()
    func isTold(_ key: [String]) throws -> Bool {
      let table = Pipelines.table(["id": "bigint!", "n": "text!"], key: key)
      return try ColumnMapping(schema, into: table).warnings.contains {
        $0.contains("none was seen") || $0.contains("Updates change")
      }
    }
    #expect(try !isTold(["id"]))
    #expect(try isTold(["id", "n"]))
    #expect(
      try ColumnMapping(schema, into: Pipelines.table(["id": "bigint!", "n": "text!"], key: ["id", "n"])).hasKeyChanges)
  }

  @Test("tell of NULL where the table takes none, and fail in the dry parse where it is part of the key")
  func nulls() throws {
    let messages = Self.debezium + [#"{"before":null,"after":{"id":null,"n":null},"op":"c"}"#]
    let schema = try Pipelines.schema(messages)
    let pipeline = try Pipelines.pipeline(
      schema, into: [Pipelines.table(["id": "bigint!", "n": "text!"], key: ["id"])])
    #expect(pipeline.sources[0].sinks[0].mapping.warnings.contains { $0.hasPrefix("'n' is null in some rows") })
    let source = pipeline.sources[0]
    var parse = DryParse(
      columns: source.fields, key: source.primaryKey, standard: .iso8601, format: schema.format, reader: .tree)
    for message in messages { parse.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    #expect(parse.report.failures.map(\.reason) == ["'id' is part of the key and NULL"])
    #expect(parse.report.failed == 1)
  }

  @Test("need a key to go by")
  func withoutKey() throws {
    let error = #expect(throws: SQLGenerationError.self) {
      try Pipelines.sql(Pipelines.schema(Self.debezium), into: Pipelines.table(["id": "bigint", "n": "text"]))
    }
    #expect(error?.code == "changes_without_key")
  }
}
