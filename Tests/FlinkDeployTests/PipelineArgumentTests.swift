import FlinkSQL
import JSONCoding
import PipelineTypes
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

/// What arguments make of the statement, through the whole of a dry run.
@Suite("A dry run", .endsIfStuck)
struct PipelineArgumentTests {
  private static let tables = [
    "create table orders (order_id bigint, kafka_partition int, kafka_offset bigint, at timestamptz, "
      + "primary key (kafka_partition, kafka_offset))",
    "create table times (order_id bigint primary key, at timestamptz)",
    "create table dates (order_id date primary key, must text not null)",
  ]

  private func run(_ changes: JSONObject, settings: [String: String] = [:]) async throws -> ActionResult {
    var arguments: JSONObject = [
      "topic": "orders", "hologres_table": "orders", "dry_run": true, "engine_version": "vvr-11.1-jdk11-flink-1.20",
      "sample_messages": ["{\"order_id\":1,\"at\":\"2024-05-01T10:00:00Z\"}"],
    ]
    for member in changes.members { arguments[member.key] = member.value.isNull ? nil : member.value }
    let (call, environment) = (arguments, settings.mapValues(Optional.some))
    return try await Fixture.with(tables: Self.tables) { fixture in
      try await fixture.withApplication(environment) { application in
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        return await GenerateAndDeploy(application: application, caller: caller).run(call)
      }
    }
  }

  private func sql(_ result: ActionResult) -> String {
    result.document["flink_sql"]?.string ?? JSON.object(result.document).text
  }

  @Test("identifies rows by partition and offset if the table does, and reads no field for them")
  func metadata() async throws {
    let result = try await run([:])
    #expect(sql(result).contains("`kafka_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL"))
    let columns = result.document["columns"]?.array ?? []
    #expect(columns.map { $0["metadata"]?.string } == [nil, "partition", "offset", nil])
    #expect(result.document["dry_parse"]?["failed"] == 0)
  }

  @Test(
    "starts from the given offsets, in the order of the partitions",
    arguments: [JSON.null, "specific-offsets"])
  func offsets(_ mode: JSON) async throws {
    let result = try await run(["startup_mode": mode, "startup_offsets": ["10": 300, "2": 0]])
    #expect(sql(result).contains("'scan.startup.mode' = 'specific-offsets'"))
    #expect(sql(result).contains("'scan.startup.specific-offsets' = 'partition:2,offset:0;partition:10,offset:300'"))
    #expect(result.notes.contains(.plan(.offsetsGiven(partitions: [2, 10]))))
  }

  @Test("defines the watermark on the given event time", arguments: ["at", "kafka_timestamp"])
  func eventTime(_ name: String) async throws {
    let result = try await run(["event_time": .string(name)])
    #expect(sql(result).contains("`event_time` AS COALESCE(`\(name)`, TO_TIMESTAMP_LTZ(0, 3)),"))
    #expect(result.document["columns"]?.array?.count == 4)
  }

  @Test("writes several tables with one job, and names the table of each column")
  func tables() async throws {
    let result = try await run(["more_tables": ["times"]])
    #expect(result.outcome == .succeeded)
    #expect(sql(result).contains("BEGIN STATEMENT SET;"))
    #expect(sql(result).contains("'tablename' = 'public.times'"))
    let columns = result.document["columns"]?.array ?? []
    #expect(
      columns.map { $0["table"]?.string } == Array(repeating: "public.orders", count: 4) + [
        "public.times", "public.times",
      ])
    let times = try TableName(parsing: "times")
    #expect(result.notes.contains(.pipeline(.table(times, .upserted(key: ["order_id"], .withinPartition)))))
    #expect(result.document["deployment_name"]?.string?.hasPrefix("orders-to-public-orders-and-public-times-") == true)
  }

  @Test("names every table in the question to the user")
  func confirmation() {
    let call: JSONObject = ["topic": "orders", "hologres_table": "a", "more_tables": ["b", "it's"]]
    let question = Confirmation.all.question(.generateAndDeploy, call)
    #expect(question == .deploy(topic: "orders", tables: ["a", "b", "it's"], starts: true))
    #expect(
      CommandLine.text(.generateAndDeploy, call)
        == "flink-deploy deploy 'orders' 'a' --more-table 'b' --more-table 'it'\\''s'")
  }

  @Test("rejects all of several tables if one cannot be written, and names it")
  func refusedTable() async throws {
    let result = try await run(["more_tables": ["times", "dates"]])
    #expect(result.document.errorCode == "missing_fields")
    guard case .tablesRefused(let tables)? = result.failure?.problem as? PlanProblem else {
      Issue.record("\(JSON.object(result.document).text)")
      return
    }
    #expect(tables.map(\.table.description) == ["public.dates"])
    #expect(result.document["columns"]?.array?.count { $0["verdict"] == "impossible" } == 2)
  }

  private static let timestamp: JSON = [
    ["name": "at", "type": "TIMESTAMP_LTZ(3)"], ["name": "order_id", "type": "BIGINT"],
  ]

  @Test(
    "reads timestamps in the form of the given messages, and reports the assumed form without messages",
    arguments: [("2024-05-01 10:00:00Z", "SQL"), ("2024-05-01T10:00:00Z", "ISO-8601"), (nil, "ISO-8601")])
  func standard(_ text: String?, _ standard: String) async throws {
    let messages = text.map { text -> JSON in [["order_id": 1, "at": .string(text)]] }
    let result = try await run(["columns": Self.timestamp, "sample_messages": messages ?? .null])
    #expect(sql(result).contains("'json.timestamp-format.standard' = '\(standard)'"))
    #expect(result.document.warningCodes.contains("timestamps_assumed") == (text == nil))
    #expect(result.document["dry_parse"]?["failed"] == (text == nil ? nil : 0))
  }

  #if KafkaSampling
    @Test("reads in the topic how given timestamps are written, but works without it")
    func standardOfTopic() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("orders", partitions: 1)
      try kafka.produce(["{\"order_id\":1,\"at\":\"2024-05-01 10:00:00Z\"}"], to: "orders", partitions: 1)
      let call: JSONObject = ["columns": Self.timestamp, "sample_messages": .null]
      let seen = try await run(call, settings: ["KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrapServers])
      #expect(sql(seen).contains("'json.timestamp-format.standard' = 'SQL'"))
      #expect(seen.document["dry_parse"]?["messages"] == 1)
      let unseen = try await run(call, settings: ["KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"])
      #expect(sql(unseen).contains("'json.timestamp-format.standard' = 'ISO-8601'"))
      #expect(Set(unseen.document.warningCodes).isSuperset(of: ["topic_not_sampled", "timestamps_assumed"]))
    }
  #endif

  #if KafkaSampling
    @Test("compares given columns with the topic's messages, whatever their types")
    func columnsOfTopic() async throws {
      let kafka = try MockKafka()
      kafka.createTopic("orders", partitions: 1)
      try kafka.produce(["{\"order_id\":1,\"at\":null}"], to: "orders", partitions: 1)
      func run(_ columns: [String]) async throws -> ActionResult {
        try await self.run(
          [
            "columns": .array(columns.map { ["name": .string($0), "type": "BIGINT"] }), "sample_messages": .null,
            "hologres_table": "times",
          ], settings: ["KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrapServers])
      }
      let partly = try await run(["order_id", "att"])
      #expect(partly.document["dry_parse"]?["messages"] == 1)
      #expect(partly.notes.contains(.pipeline(.field("att", .missingInMessages(suggestion: "at")))))
      #expect(try await run(["orderid"]).document.errorCode == "unknown_fields")
    }
  #endif

  @Test("reports arguments without effect beside sql, and a script for another topic or table")
  func besideSQL() async throws {
    let script = """
      CREATE TEMPORARY TABLE k (a INT) WITH ('connector'='kafka','topic'='others','properties.bootstrap.servers'='k:9092','format'='json');
      INSERT INTO x.y SELECT a FROM k;
      """
    let result = try await run([
      "sql": .string(script), "event_time": "at", "startup_mode": "latest-offset", "more_tables": [],
    ])
    #expect(result.notes.contains(.plan(.argumentsIgnored([.sampleMessages, .startupMode, .eventTime]))))
    #expect(result.document.findingCodes.contains("other_topic"), "\(JSON.object(result.document).text)")
    let alone = try await run(["sql": .string(script.replacing("others", with: "orders")), "sample_messages": .null])
    #expect(!alone.document.warningCodes.contains("arguments_ignored"))
    #expect(!alone.document.findingCodes.contains("other_topic"))
  }

  @Test("reads metadata that a column names")
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
