import FlinkSQL
import Foundation
import Testing

/// The generator's output for realistic topics, as it was last looked at.
///
/// `RENEW_GOLDEN=1` writes the files anew; `make verify-sql` has the engines accept each of them.
@Suite("Golden statements")
struct GoldenTests {
  struct Topic: Sendable, CustomTestStringConvertible {
    let name: String
    let messages: [String]
    let columns: [(name: String, type: String)]
    let key: [String]
    var startup = StartupMode.earliestOffset
    var eventTime = EventTimeChoice.evident
    var security: KafkaSecurity?
    /// Further tables, by their names, with columns and keys.
    var more: KeyValuePairs<String, (columns: [(name: String, type: String)], key: [String])> = [:]

    var testDescription: String { name }
  }

  private static let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)

  private static let topics: [Topic] = [
    Topic(
      name: "orders",
      messages: ["{\"order_id\":1001,\"amount\":12.50,\"status\":\"paid\",\"created_at\":\"2024-05-01T10:00:00Z\"}"],
      columns: [
        ("order_id", "bigint"), ("amount", "numeric(18,2)"), ("status", "text"),
        ("created_at", "timestamp with time zone"),
      ], key: ["order_id"]),
    Topic(
      name: "clicks",
      messages: ["{\"userId\":\"u1\",\"url\":\"/a?b=1\",\"ts\":1714557600000,\"referrer\":null}"],
      columns: [("user_id", "text"), ("url", "text"), ("ts", "timestamp with time zone"), ("referrer", "text")], key: []
    ),
    Topic(
      name: "iot",
      messages: ["{\"device\":\"d-1\",\"temperature\":21.375,\"ok\":true,\"time\":\"2024-05-01 10:00:00\"}"],
      columns: [
        ("device", "text"), ("time", "timestamp without time zone"), ("temperature", "double precision"),
        ("ok", "boolean"),
      ], key: ["device", "time"]),
    Topic(
      name: "logs", messages: ["{\"level\":\"INFO\",\"msg\":\"it's a\\nline\",\"context\":{\"host\":\"h\",\"pid\":7}}"],
      columns: [("level", "text"), ("msg", "text"), ("context", "jsonb")], key: []),
    Topic(
      name: "nested",
      messages: ["{\"id\":1,\"address\":{\"city\":\"x\",\"geo\":{\"lat\":1.5}},\"items\":[{\"sku\":\"a\",\"qty\":2}]}"],
      columns: [("id", "bigint"), ("address", "jsonb"), ("items", "jsonb")], key: ["id"]),
    Topic(
      name: "members", messages: ["{\"会员号\":7,\"姓名\":\"李雷\",\"生日\":\"1990-01-31\",\"标签\":[\"新\",\"老\"]}"],
      columns: [("会员号", "bigint"), ("姓名", "text"), ("生日", "date"), ("标签", "text[]")], key: ["会员号"]),
    Topic(
      name: "payments",
      messages: ["{\"ID\":1,\"total\":\"19.90\",\"currency\":\"EUR\",\"paid\":\"2024-05-01T10:00:00+08:00\"}"],
      columns: [
        ("id", "bigint"), ("total", "numeric(10,2)"), ("currency", "character(3)"),
        ("paid", "timestamp with time zone"),
      ], key: ["id"]),
    Topic(
      name: "stock", messages: ["{\"sku\":\"a\",\"count\":5,\"counted\":1714557600}"],
      columns: [("sku", "text"), ("count", "integer"), ("counted", "timestamp with time zone")], key: ["sku"]),
    Topic(
      name: "scores", messages: ["{\"player\":1,\"scores\":[1,2,3],\"rank\":2}"],
      columns: [("player", "bigint"), ("scores", "bigint[]"), ("rank", "smallint")], key: ["player"]),
    Topic(
      name: "keywords", messages: ["{\"order\":1,\"group\":\"g\",\"user\":\"u\",\"a`b\":\"c\",\"x'y\":1}"],
      columns: [("order", "bigint"), ("group", "text"), ("user", "text"), ("a`b", "text"), ("x'y", "bigint")],
      key: ["order"]),
    Topic(
      name: "wide", messages: ["{\(letters.map { "\"\($0)\":\"x\"" }.joined(separator: ","))}"],
      columns: letters.map { ($0, "text") }, key: []),
    Topic(
      name: "debezium",
      messages: [
        """
        {"before":null,"after":{"id":1,"name":"a"},"source":{"db":"d","table":"t"},"op":"c","ts_ms":1714557600000}
        """
      ], columns: [("id", "bigint"), ("name", "text")], key: ["id"]),
    Topic(
      name: "debezium-schema",
      messages: [
        """
        {"schema":{"type":"struct","fields":[{"type":"struct","field":"after","fields":[{"type":"int64","field":"id"},\
        {"type":"int32","field":"born","name":"io.debezium.time.Date"},\
        {"type":"int64","field":"seen","name":"io.debezium.time.MicroTimestamp"},\
        {"type":"int64","field":"opens","name":"io.debezium.time.MicroTime"}]}]},\
        "payload":{"before":null,"after":{"id":1,"born":-7305,"seen":1714557600000000,"opens":30600000000},\
        "source":{"db":"d","table":"t"},"op":"c","ts_ms":1714557600000}}
        """
      ],
      columns: [
        ("id", "bigint"), ("born", "date"), ("seen", "timestamp without time zone"),
        ("opens", "time without time zone"),
      ], key: ["id"]),
    Topic(
      name: "canal",
      messages: [
        """
        {"data":[{"id":"1","name":"a"}],"old":null,"type":"INSERT","database":"d","table":"t","es":1714557600000,\
        "ts":1714557600001,"isDdl":false,"pkNames":["id"]}
        """
      ], columns: [("id", "bigint"), ("name", "text")], key: ["id"]),
    Topic(
      name: "connect",
      messages: [
        """
        {"schema":{"type":"struct","fields":[{"type":"int64","optional":false,"field":"id"}],"optional":false},\
        "payload":{"id":1,"name":"a","paid":"19.90","ts":1714557600000,"tags":["x"]}}
        """
      ],
      columns: [
        ("id", "bigint"), ("name", "text"), ("paid", "numeric(10,2)"), ("ts", "timestamp with time zone"),
        ("tags", "jsonb"),
      ], key: ["id"]),
    Topic(
      name: "metadata",
      messages: ["{\"offset\":7,\"level\":\"INFO\"}"],
      columns: [
        ("kafka_partition", "integer"), ("_kafka_offset", "bigint"), ("offset", "bigint"), ("level", "text"),
        ("kafka_topic", "text"), ("kafkaTimestamp", "timestamp with time zone"), ("kafka_timestamp_type", "text"),
        ("kafka_leader_epoch", "bigint"), ("kafka_headers", "jsonb"),
      ], key: ["kafka_partition", "_kafka_offset"]),
    Topic(
      name: "specific-offsets", messages: ["{\"id\":1}"], columns: [("id", "bigint")], key: ["id"],
      startup: .specificOffsets([0: 42, 1: 300])),
    Topic(
      name: "event-time", messages: ["{\"id\":1,\"sent\":\"2024-05-01T10:00:00+08:00\"}"],
      columns: [("id", "bigint"), ("sent", "text")], key: ["id"], eventTime: .named("sent")),
    Topic(
      name: "changes-event-time",
      messages: [
        "{\"before\":null,\"after\":{\"id\":1,\"at\":1714557600},\"source\":{\"db\":\"d\",\"table\":\"t\"},\"op\":\"c\"}"
      ], columns: [("id", "bigint")], key: ["id"], eventTime: .named("at")),
    Topic(
      name: "several-sinks",
      messages: ["{\"id\":1,\"userId\":7,\"amount\":9.50,\"at\":\"2024-05-01T10:00:00Z\",\"ts\":1714557600000}"],
      columns: [("id", "bigint"), ("amount", "numeric(18,2)"), ("at", "timestamp with time zone")], key: ["id"],
      more: [
        "users": (columns: [("user_id", "bigint"), ("at", "timestamp with time zone")], key: ["user_id"]),
        "raw": (
          columns: [("kafka_partition", "integer"), ("kafka_offset", "bigint"), ("ts", "bigint")],
          key: ["kafka_partition", "kafka_offset"]
        ),
      ]),
    Topic(
      name: "disagreeing-sinks", messages: ["{\"id\":1,\"v\":7}"], columns: [("id", "bigint"), ("v", "bigint")],
      key: ["id"], more: ["texts": (columns: [("id", "bigint"), ("v", "text")], key: ["id"])]),
    Topic(
      name: "tls", messages: ["{\"id\":1}"], columns: [("id", "bigint")], key: ["id"],
      security: .sasl(
        KafkaLogin(mechanism: .scramSHA512, usernameSecret: "kafka_username", passwordSecret: "kafka_password"),
        tls: KafkaTLS(
          truststore: JobFile(parsing: "oss://bucket/trust.pem").map { .init(file: $0, passwordSecret: nil) },
          keystore: JobFile(parsing: "oss://bucket/own.p12").map { .init(file: $0, passwordSecret: "store_password") },
          keyPasswordSecret: "key_password", checksNames: false))),
    Topic(
      name: "dates", messages: ["{\"id\":1,\"day\":\"2024-05-01\",\"at\":\"2024-05-01T10:00:00.123\"}"],
      columns: [("id", "bigint"), ("day", "date"), ("at", "timestamp without time zone")], key: ["id"]),
  ]

  @Test("are what the generator writes", arguments: topics, [Pipelines.vvr8, Pipelines.vvr11])
  func golden(_ topic: Topic, _ engine: EngineVersion) throws {
    let sql = try statements(topic, engine)
    #expect(SQLLint(family: engine.family).findings(in: sql).isEmpty)
    let family = engine.family == .vvr11 ? "vvr11" : "vvr8"
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/\(topic.name).\(family).sql")
    if ProcessInfo.processInfo.environment["RENEW_GOLDEN"] == "1" {
      try Data(sql.utf8).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    let difference = sql.split(separator: "\n", omittingEmptySubsequences: false)
      .difference(from: golden.split(separator: "\n", omittingEmptySubsequences: false))
      .map { change in
        switch change {
        case .insert(let line, let text, _): "+\(line + 1): \(text)"
        case .remove(let line, let text, _): "-\(line + 1): \(text)"
        }
      }
    #expect(difference.isEmpty, "\(file.lastPathComponent) differs:\n\(difference.joined(separator: "\n"))")
  }

  private func statements(_ topic: Topic, _ engine: EngineVersion) throws -> String {
    var inference = SchemaInference()
    for message in topic.messages { inference.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    let schema = try inference.schema()
    let first = try sink(topic.name, topic.columns, topic.key, schema, engine)
    let more = try topic.more.map { try sink($0.key, $0.value.columns, $0.value.key, schema, engine) }
    return try PipelineSQL(
      topic: TopicName(parsing: topic.name), schema: schema, sinks: [first] + more,
      eventTime: topic.eventTime,
      endpoints: PipelineEndpoints(
        bootstrapServers: "kafka:9092", kafkaSecurity: topic.security, hologresEndpoint: "hologres:80",
        hologresDatabase: "db",
        hologresUsernameSecret: "hologres_username", hologresPasswordSecret: "hologres_password"),
      startupMode: topic.startup, groupID: "flink-deploy", engine: engine, toolVersion: "1.0.0"
    ).text()
  }

  private func sink(
    _ name: String, _ columns: [(name: String, type: String)], _ key: [String], _ schema: MessageSchema,
    _ engine: EngineVersion
  ) throws -> PipelineSink {
    let columns = columns.map { column in
      TargetTable.Column(name: column.name, databaseType: column.type, isNullable: !key.contains(column.name))
    }
    let table = TableName(schema: "public", table: name)
    let target = TargetTable(name: table, columns: columns, primaryKey: key)
    return PipelineSink(table, try ColumnMapping(schema, into: target, engine: engine))
  }
}
