import FlinkSQL
import PipelineTypes
import Testing

/// A realistic topic, and the tables that it is written to.
struct GoldenTopic: Sendable, CustomTestStringConvertible {
  let name: String
  let messages: [String]
  let columns: [(name: String, type: String)]
  let key: [String]
  var startup = StartupMode.earliestOffset
  var eventTime = EventTimeChoice.evident
  var security: KafkaSecurity?
  /// More tables, by their names, with columns and keys.
  var more: KeyValuePairs<String, (columns: [(name: String, type: String)], key: [String])> = [:]

  var testDescription: String { name }
}

extension GoldenTopic {
  private static let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)

  static let all: [GoldenTopic] = [
    GoldenTopic(
      name: "orders",
      messages: ["{\"order_id\":1001,\"amount\":12.50,\"status\":\"paid\",\"created_at\":\"2024-05-01T10:00:00Z\"}"],
      columns: [
        ("order_id", "bigint"), ("amount", "numeric(18,2)"), ("status", "text"),
        ("created_at", "timestamp with time zone"),
      ], key: ["order_id"]),
    GoldenTopic(
      name: "clicks",
      messages: ["{\"userId\":\"u1\",\"url\":\"/a?b=1\",\"ts\":1714557600000,\"referrer\":null}"],
      columns: [("user_id", "text"), ("url", "text"), ("ts", "timestamp with time zone"), ("referrer", "text")], key: []
    ),
    GoldenTopic(
      name: "iot",
      messages: ["{\"device\":\"d-1\",\"temperature\":21.375,\"ok\":true,\"time\":\"2024-05-01 10:00:00\"}"],
      columns: [
        ("device", "text"), ("time", "timestamp without time zone"), ("temperature", "double precision"),
        ("ok", "boolean"),
      ], key: ["device", "time"]),
    GoldenTopic(
      name: "logs", messages: ["{\"level\":\"INFO\",\"msg\":\"it's a\\nline\",\"context\":{\"host\":\"h\",\"pid\":7}}"],
      columns: [("level", "text"), ("msg", "text"), ("context", "jsonb")], key: []),
    GoldenTopic(
      name: "nested",
      messages: ["{\"id\":1,\"address\":{\"city\":\"x\",\"geo\":{\"lat\":1.5}},\"items\":[{\"sku\":\"a\",\"qty\":2}]}"],
      columns: [("id", "bigint"), ("address", "jsonb"), ("items", "jsonb")], key: ["id"]),
    GoldenTopic(
      name: "members", messages: ["{\"会员号\":7,\"姓名\":\"李雷\",\"生日\":\"1990-01-31\",\"标签\":[\"新\",\"老\"]}"],
      columns: [("会员号", "bigint"), ("姓名", "text"), ("生日", "date"), ("标签", "text[]")], key: ["会员号"]),
    GoldenTopic(
      name: "payments",
      messages: ["{\"ID\":1,\"total\":\"19.90\",\"currency\":\"EUR\",\"paid\":\"2024-05-01T10:00:00+08:00\"}"],
      columns: [
        ("id", "bigint"), ("total", "numeric(10,2)"), ("currency", "character(3)"),
        ("paid", "timestamp with time zone"),
      ], key: ["id"]),
    GoldenTopic(
      name: "stock", messages: ["{\"sku\":\"a\",\"count\":5,\"counted\":1714557600}"],
      columns: [("sku", "text"), ("count", "integer"), ("counted", "timestamp with time zone")], key: ["sku"]),
    GoldenTopic(
      name: "scores", messages: ["{\"player\":1,\"scores\":[1,2,3],\"rank\":2}"],
      columns: [("player", "bigint"), ("scores", "bigint[]"), ("rank", "smallint")], key: ["player"]),
    GoldenTopic(
      name: "keywords", messages: ["{\"order\":1,\"group\":\"g\",\"user\":\"u\",\"a`b\":\"c\",\"x'y\":1}"],
      columns: [("order", "bigint"), ("group", "text"), ("user", "text"), ("a`b", "text"), ("x'y", "bigint")],
      key: ["order"]),
    GoldenTopic(
      name: "wide", messages: ["{\(letters.map { "\"\($0)\":\"x\"" }.joined(separator: ","))}"],
      columns: letters.map { ($0, "text") }, key: []),
    GoldenTopic(
      name: "debezium",
      messages: [
        """
        {"before":null,"after":{"id":1,"name":"a"},"source":{"db":"d","table":"t"},"op":"c","ts_ms":1714557600000}
        """
      ], columns: [("id", "bigint"), ("name", "text")], key: ["id"]),
    GoldenTopic(
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
    GoldenTopic(
      name: "canal",
      messages: [
        """
        {"data":[{"id":"1","name":"a"}],"old":null,"type":"INSERT","database":"d","table":"t","es":1714557600000,\
        "ts":1714557600001,"isDdl":false,"pkNames":["id"]}
        """
      ], columns: [("id", "bigint"), ("name", "text")], key: ["id"]),
    GoldenTopic(
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
    GoldenTopic(
      name: "metadata",
      messages: ["{\"offset\":7,\"level\":\"INFO\"}"],
      columns: [
        ("kafka_partition", "integer"), ("_kafka_offset", "bigint"), ("offset", "bigint"), ("level", "text"),
        ("kafka_topic", "text"), ("kafkaTimestamp", "timestamp with time zone"), ("kafka_timestamp_type", "text"),
        ("kafka_leader_epoch", "bigint"), ("kafka_headers", "jsonb"),
      ], key: ["kafka_partition", "_kafka_offset"]),
    GoldenTopic(
      name: "specific-offsets", messages: ["{\"id\":1}"], columns: [("id", "bigint")], key: ["id"],
      startup: .specificOffsets([0: 42, 1: 300])),
    GoldenTopic(
      name: "event-time", messages: ["{\"id\":1,\"sent\":\"2024-05-01T10:00:00+08:00\"}"],
      columns: [("id", "bigint"), ("sent", "text")], key: ["id"], eventTime: .named("sent")),
    GoldenTopic(
      name: "changes-event-time",
      messages: [
        "{\"before\":null,\"after\":{\"id\":1,\"at\":1714557600},\"source\":{\"db\":\"d\",\"table\":\"t\"},\"op\":\"c\"}"
      ], columns: [("id", "bigint")], key: ["id"], eventTime: .named("at")),
    GoldenTopic(
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
    GoldenTopic(
      name: "disagreeing-sinks", messages: ["{\"id\":1,\"v\":7}"], columns: [("id", "bigint"), ("v", "bigint")],
      key: ["id"], more: ["texts": (columns: [("id", "bigint"), ("v", "text")], key: ["id"])]),
    GoldenTopic(
      name: "tls", messages: ["{\"id\":1}"], columns: [("id", "bigint")], key: ["id"],
      security: .sasl(
        KafkaLogin(mechanism: .scramSHA512, usernameSecret: "kafka_username", passwordSecret: "kafka_password"),
        tls: KafkaTLS(
          truststore: JobFile(parsing: "oss://bucket/trust.pem").map { .init(file: $0, passwordSecret: nil) },
          keystore: JobFile(parsing: "oss://bucket/own.p12").map { .init(file: $0, passwordSecret: "store_password") },
          keyPasswordSecret: "key_password", checksNames: false))),
    GoldenTopic(
      name: "dates", messages: ["{\"id\":1,\"day\":\"2024-05-01\",\"at\":\"2024-05-01T10:00:00.123\"}"],
      columns: [("id", "bigint"), ("day", "date"), ("at", "timestamp without time zone")], key: ["id"]),
  ]
}
