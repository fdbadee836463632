import JSONCoding
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

/// What arguments make of the statement, through the whole of a dry run.
@Suite("A dry run", .timeLimit(.minutes(1)))
struct PipelineArgumentTests {
  private static let tables = [
    "create table orders (order_id bigint, kafka_partition int, kafka_offset bigint, at timestamptz, "
      + "primary key (kafka_partition, kafka_offset))",
    "create table times (order_id bigint primary key, at timestamptz)",
    "create table dates (order_id date primary key, must text not null)",
  ]

  private func run(_ changes: JSONObject, settings: [String: String] = [:]) async throws -> JSON {
    var arguments: JSONObject = [
      "topic": "orders", "hologres_table": "orders", "dry_run": true, "engine_version": "vvr-11.1-jdk11-flink-1.20",
      "sample_messages": ["{\"order_id\":1,\"at\":\"2024-05-01T10:00:00Z\"}"],
    ]
    for member in changes.members { arguments[member.key] = member.value.isNull ? nil : member.value }
    let (call, environment) = (arguments, settings.mapValues(Optional.some))
    return try await Fixture.with(tables: Self.tables) { fixture in
      try await fixture.withApplication(environment) { application in
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        return JSON.object(await GenerateAndDeploy(application: application, caller: caller).run(call).document)
      }
    }
  }

  private func sql(_ result: JSON) -> String { result["flink_sql"]?.string ?? result.text }

  @Test("keys rows by their place in the topic where the table does, and reads no field for it")
  func metadata() async throws {
    let result = try await run([:])
    #expect(sql(result).contains("`kafka_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL"))
    let columns = result["columns"]?.array ?? []
    #expect(columns.map { $0["metadata"]?.string } == [nil, "partition", "offset", nil])
    #expect(result["dry_parse"]?["failed"] == 0)
  }

  @Test(
    "begins at the offsets that are given, in the order of the partitions",
    arguments: [JSON.null, "specific-offsets"])
  func offsets(_ mode: JSON) async throws {
    let result = try await run(["startup_mode": mode, "startup_offsets": ["10": 300, "2": 0]])
    #expect(sql(result).contains("'scan.startup.mode' = 'specific-offsets'"))
    #expect(sql(result).contains("'scan.startup.specific-offsets' = 'partition:2,offset:0;partition:10,offset:300'"))
    let warnings = result["warnings"]?.array?.compactMap(\.string) ?? []
    #expect(warnings.contains { $0.hasPrefix("Only the partitions 2, 10 begin at startup_offsets") })
  }

  @Test("puts the watermark on what is asked for", arguments: ["at", "kafka_timestamp"])
  func eventTime(_ name: String) async throws {
    let result = try await run(["event_time": .string(name)])
    #expect(sql(result).contains("`event_time` AS COALESCE(`\(name)`, TO_TIMESTAMP_LTZ(0, 3)),"))
    #expect(result["columns"]?.array?.count == 4)
  }

  @Test("fills several tables by one job, and says which column is whose")
  func tables() async throws {
    let result = try await run(["more_tables": ["times"]])
    #expect(result["outcome"] == "succeeded")
    #expect(sql(result).contains("BEGIN STATEMENT SET;"))
    #expect(sql(result).contains("'tablename' = 'public.times'"))
    let columns = result["columns"]?.array ?? []
    #expect(
      columns.map { $0["table"]?.string } == Array(repeating: "public.orders", count: 4) + [
        "public.times", "public.times",
      ])
    let warnings = result["warnings"]?.array?.compactMap(\.string) ?? []
    #expect(warnings.contains { $0.hasPrefix("public.times: Rows with the same order_id") })
    #expect(result["deployment_name"]?.string?.hasPrefix("orders-to-public-orders-and-public-times-") == true)
  }

  @Test("names every table to the person who is asked")
  func confirmation() {
    let call: JSONObject = ["topic": "orders", "hologres_table": "a", "more_tables": ["b", "it's"]]
    #expect(Confirmation.all.question("generate_and_deploy", call)?.contains("into a, b, it's and start") == true)
    #expect(
      CommandLine.text("generate_and_deploy", call)
        == "flink-deploy deploy 'orders' 'a' --more-table 'b' --more-table 'it'\\''s'")
  }

  @Test("refuses all of several tables where one cannot be written, and names it")
  func refusedTable() async throws {
    let result = try await run(["more_tables": ["times", "dates"]])
    #expect(result["error"]?["code"] == "missing_fields")
    #expect(result["error"]?["message"]?.string?.hasPrefix("public.dates: ") == true)
    #expect(result["columns"]?.array?.count { $0["verdict"] == "impossible" } == 2)
  }

  private static let timestamp: JSON = [
    ["name": "at", "type": "TIMESTAMP_LTZ(3)"], ["name": "order_id", "type": "BIGINT"],
  ]

  @Test(
    "reads given timestamps as the given messages write them, and says what is assumed without any",
    arguments: [("2024-05-01 10:00:00Z", "SQL"), ("2024-05-01T10:00:00Z", "ISO-8601"), (nil, "ISO-8601")])
  func standard(_ text: String?, _ standard: String) async throws {
    let messages = text.map { text -> JSON in [["order_id": 1, "at": .string(text)]] }
    let result = try await run(["columns": Self.timestamp, "sample_messages": messages ?? .null])
    #expect(sql(result).contains("'json.timestamp-format.standard' = '\(standard)'"))
    let assumes = result["warnings"]?.array?.contains { $0.string?.hasPrefix("Timestamps are assumed") == true }
    #expect(assumes == (text == nil))
    #expect(result["dry_parse"]?["failed"] == (text == nil ? nil : 0))
  }

  #if KafkaSampling
    @Test("looks into the topic for how given timestamps are written, but does without it")
    func standardOfTopic() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("orders", partitions: 1)
      try kafka.produce(["{\"order_id\":1,\"at\":\"2024-05-01 10:00:00Z\"}"], to: "orders", partitions: 1)
      let call: JSONObject = ["columns": Self.timestamp, "sample_messages": .null]
      let seen = try await run(call, settings: ["KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrapServers])
      #expect(sql(seen).contains("'json.timestamp-format.standard' = 'SQL'"))
      #expect(seen["dry_parse"]?["messages"] == 1)
      let unseen = try await run(call, settings: ["KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"])
      #expect(sql(unseen).contains("'json.timestamp-format.standard' = 'ISO-8601'"))
      let warnings = unseen["warnings"]?.array?.compactMap(\.string) ?? []
      #expect(warnings.contains { $0.hasPrefix("The topic was not read") })
      #expect(warnings.contains { $0.hasPrefix("Timestamps are assumed") })
    }
  #endif

  #if KafkaSampling
    @Test("holds given columns against the topic's messages, whatever their types")
    func columnsOfTopic() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("orders", partitions: 1)
      try kafka.produce(["{\"order_id\":1,\"at\":null}"], to: "orders", partitions: 1)
      func run(_ columns: [String]) async throws -> JSON {
        try await self.run(
          [
            "columns": .array(columns.map { ["name": .string($0), "type": "BIGINT"] }), "sample_messages": .null,
            "hologres_table": "times",
          ], settings: ["KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrapServers])
      }
      let partly = try await run(["order_id", "att"])
      #expect(partly["dry_parse"]?["messages"] == 1)
      #expect(partly["warnings"]?.array?.contains { $0.string?.contains("'att' (is 'at' meant?)") == true } == true)
      #expect(try await run(["orderid"])["error"]?["code"] == "unknown_fields")
    }
  #endif

  @Test("says what has no effect beside sql, and where the script reads and writes something else")
  func besideSQL() async throws {
    let script = """
      CREATE TEMPORARY TABLE k (a INT) WITH ('connector'='kafka','topic'='others','properties.bootstrap.servers'='k:9092','format'='json');
      INSERT INTO x.y SELECT a FROM k;
      """
    let result = try await run([
      "sql": .string(script), "event_time": "at", "startup_mode": "latest-offset", "more_tables": [],
    ])
    let warnings = result["warnings"]?.array?.compactMap(\.string) ?? []
    #expect(warnings.contains { $0.hasSuffix("no effect: sample_messages, startup_mode, event_time") }, "\(warnings)")
    func findings(_ result: JSON) -> [String] {
      result["findings"]?.array?.compactMap { $0["message"]?.string } ?? []
    }
    #expect(findings(result).contains { $0.contains("another topic than orders") })
    let alone = try await run(["sql": .string(script.replacing("others", with: "orders")), "sample_messages": .null])
    #expect(alone["warnings"]?.array?.contains { $0.string?.contains("no effect") == true } == false)
    #expect(!findings(alone).contains { $0.contains("another topic") })
  }

  @Test("takes metadata that is asked for by name")
  func askedMetadata() async throws {
    let result = try await run([
      "columns": [
        ["name": "order_id", "type": "BIGINT"],
        ["name": "at", "metadata": "timestamp"],
      ]
    ])
    #expect(sql(result).contains("`at` TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'timestamp' VIRTUAL"))
  }
}
