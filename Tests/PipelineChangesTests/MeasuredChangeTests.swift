import JSONCoding
import PipelineChanges
import Testing

/// Changes that were stopped with a savepoint and restored on a real Flink, in scripts as flink-deploy generates them.
@Suite("The verdict on measured changes")
struct MeasuredChangeTests {
  /// A change, and what its verdict must be.
  struct Measured: Sendable, CustomTestStringConvertible {
    let name: String
    let old: PipelineVersion
    let new: PipelineVersion
    let verdict: CompatibilityVerdict
    let reasons: [CompatibilityReason]
    var testDescription: String { name }

    init(
      _ name: String, _ old: PipelineVersion, _ new: PipelineVersion, _ verdict: CompatibilityVerdict,
      _ reasons: [CompatibilityReason] = []
    ) {
      (self.name, self.old, self.new, self.verdict, self.reasons) = (name, old, new, verdict, reasons)
    }
  }

  private static let base = PipelineVersion.generated()
  private static let other = GeneratedScript.Table(
    table: "public.orders_small", columns: ["`order_id` BIGINT", "`status` STRING"])
  private static let copy = GeneratedScript.Table(table: "public.orders_copy")
  private static let filtered = GeneratedScript.Table(
    table: "public.orders_large", filter: "`order_id` IS NOT NULL AND `amount` > 100")

  private static func tables(_ tables: GeneratedScript.Table...) -> PipelineVersion {
    .generated { $0.tables = tables }
  }

  private static func debezium(
    key: [String], _ columns: [String] = ["`order_id` BIGINT", "`amount` DECIMAL(18, 2)"]
  ) -> PipelineVersion {
    .generated {
      $0.format = "debezium-json"
      $0.key = key
      $0.tables = [.init(columns: columns, filter: key.isEmpty ? "`order_id` IS NOT NULL" : nil)]
    }
  }

  private static let second = GeneratedScript.Source(
    name: "kafka_source_2", topic: "orders", group: "flink-deploy/2",
    tables: [.init(table: "public.texts", sink: "texts_sink")])
  private static let behind = PipelineVersion.of(GeneratedScript([.init(), second]).sql)

  static let fine = [
    Measured("nothing", base, base, .full),
    Measured(
      "a column added to source and sink", base,
      .generated {
        $0.columns.append("`note` STRING")
        $0.tables[0].columns.append("`note` STRING")
      }, .full),
    Measured("a column added to the sink", base, tables(.init(columns: base3)), .full),
    Measured("a column taken away", tables(.init(columns: base3)), base, .full),
    Measured(
      "a metadata column of Kafka added", base,
      .generated {
        $0.columns.append("`kafka_offset` BIGINT NOT NULL METADATA FROM 'offset' VIRTUAL")
        $0.tables[0].columns.append("`kafka_offset` BIGINT")
      }, .full),
    Measured(
      "another type of a column that is not written", base, .generated { $0.columns[2] = "`status` INT" }, .full),
    Measured("another name of the sink", base, tables(.init(sink: "orders_sink")), .full),
    Measured(
      "a watermark added", base,
      .generated {
        $0.columns += [
          "`event_time` AS COALESCE(TO_TIMESTAMP_LTZ(`order_id`, 3), TO_TIMESTAMP_LTZ(0, 3))",
          "WATERMARK FOR `event_time` AS `event_time` - INTERVAL '5' SECOND",
        ]
      }, .full),
    Measured("another filter", base, tables(.init(filter: "`order_id` IS NOT NULL AND `amount` >= 0")), .full),
    Measured(
      "a filter added", tables(.init(key: [], filter: nil)), tables(.init(key: [], filter: "`amount` > 0")), .full),
    Measured(
      "a filter taken away", tables(.init(key: [], filter: "`amount` > 0")), tables(.init(key: [], filter: nil)), .full),
    Measured("a primary key added to the sink", tables(.init(key: [], filter: nil)), base, .full),
    Measured(
      "another consumer group", base, .generated { $0.group = "other" }, .full,
      [.optionIgnored(source: "kafka_source", option: "properties.group.id")]),
    Measured(
      "another startup mode", base, .generated { $0.startupMode = "latest-offset" }, .full,
      [.optionIgnored(source: "kafka_source", option: "scan.startup.mode")]),
    Measured("a state TTL added", base, .generated(["table.exec.state.ttl": "1 h"]), .full),
    Measured("a table with the same columns taken away", tables(.init(), copy), base, .full),
    Measured("Debezium with a key, the same", debezium(key: ["order_id"]), debezium(key: ["order_id"]), .full),
    Measured(
      "Debezium with a key, a column added", debezium(key: ["order_id"]), debezium(key: ["order_id"], base3), .full),
    Measured("Debezium without a key, the same", debezium(key: []), debezium(key: []), .full),
    Measured(
      "several columns and a filter at once", base, tables(.init(columns: base3, filter: "`amount` > 1")), .full),
    Measured(
      "table.exec.uid.generation=ALWAYS: a column added", .generated(always),
      .generated(always) { $0.tables[0].columns = base3 },
      .full),
  ]

  /// Further ones, restored on Flink 1.17.2 and 1.20.5 only.
  static let further = [
    Measured("no maximum parallelism any more", .generated(["pipeline.max-parallelism": 64]), base, .full),
    Measured(
      "table.exec.uid.generation=DISABLED", base, .generated(["table.exec.uid.generation": "DISABLED"]), .full),
    Measured(
      "table.exec.uid.generation=ALWAYS: chaining switched off", .generated(always),
      .generated(["table.exec.uid.generation": "ALWAYS", "pipeline.operator-chaining": false]), .full),
    Measured(
      "table.exec.uid.generation=ALWAYS: a table taken away", .generated(always) { $0.tables.append(other) },
      .generated(always), .full),
    Measured(
      "table.exec.uid.generation=ALWAYS no more", .generated(always), base, .incompatible,
      [.operatorIDsChanged(from: "ALWAYS", to: "PLAN_ONLY")]),
    Measured(
      "table.exec.uid.generation=ALWAYS: the second source taken away",
      .of(GeneratedScript([.init(), second]).sql, always), .generated(always), .incompatible,
      [.sourceRemoved("kafka_source_2")]),
    Measured(
      "a second table that gets all columns as they are", tables(whole),
      tables(whole, .init(table: "public.copy", columns: base3, key: [], filter: nil)), .incompatible,
      [.tableAdded("public.copy")]),
    Measured(
      "one of two equal filters changed", tables(.init(), copy),
      tables(.init(), .init(table: "public.orders_copy", filter: "`order_id` > 1")), .incompatible,
      [.projectionsChanged(source: "kafka_source", from: 1, to: 2)]),
    Measured(
      "a column added to one of two different tables", tables(.init(columns: base3), other),
      tables(.init(columns: base3), .init(table: "public.orders_small", columns: ["`order_id` BIGINT"])), .full),
    Measured(
      "one table for another, with other columns", tables(.init(), other),
      tables(.init(), .init(table: "public.ids", columns: ["`order_id` BIGINT"])), .full,
      [.targetChanged(from: "public.orders_small", to: "public.ids")]),
    Measured(
      "the first source taken away", behind,
      .generated {
        $0 = second
        $0.tables[0].sink = nil
      }, .incompatible, [.sourceMoved("kafka_source_2"), .sourceRemoved("kafka_source")]),
  ]

  /// All columns of the source as they are, so that no operator is between source and sink.
  private static let whole = GeneratedScript.Table(columns: base3, key: [], filter: nil)

  private static let base3 = ["`order_id` BIGINT", "`amount` DECIMAL(18, 2)", "`status` STRING"]
  private static let always: KeyValuePairs<String, JSON> = ["table.exec.uid.generation": "ALWAYS"]

  static let partial = [
    Measured(
      "another target table", base, tables(.init(table: "public.orders_2")), .full,
      [.targetChanged(from: "public.orders", to: "public.orders_2")]),
    Measured(
      "a further table with the same columns", base, tables(.init(), copy), .partial,
      [.noHistory(table: "public.orders_copy")]),
    Measured(
      "a further table with the same columns, first", base, tables(copy, .init()), .partial,
      [.noHistory(table: "public.orders_copy")]),
    Measured("a second source behind the first", base, behind, .partial, [.sourceAdded("kafka_source_2")]),
    Measured(
      "table.exec.uid.generation=ALWAYS: a further table with other columns", .generated(always),
      .generated(always) { $0.tables.append(other) }, .partial, [.noHistory(table: "public.orders_small")]),
  ]

  static let refused = [
    Measured(
      "another topic", base, .generated { $0.topic = "orders_v2" }, .incompatible,
      [.topicChanged(source: "kafka_source", from: ["orders"], to: ["orders_v2"])]),
    Measured(
      "another name of the source", base, .generated { $0.name = "kafka_source_orders" }, .incompatible,
      [.sourceRenamed(from: "kafka_source", to: "kafka_source_orders")]),
    Measured(
      "a further table with other columns", base, tables(.init(), other), .incompatible,
      [.tableAdded("public.orders_small")]),
    Measured(
      "a further table with another filter", base, tables(.init(), filtered), .incompatible,
      [.tableAdded("public.orders_large")]),
    Measured(
      "a table with other columns taken away", tables(.init(), other), base, .incompatible,
      [.tableRemoved("public.orders_small")]),
    Measured(
      "a table with another filter taken away", tables(.init(), filtered), base, .incompatible,
      [.tableRemoved("public.orders_large")]),
    Measured(
      "a second source before the first", base, .of(GeneratedScript([second, .init()]).sql), .incompatible,
      [.sourceMoved("kafka_source")]),
    Measured("the second source taken away", behind, base, .incompatible, [.sourceRemoved("kafka_source_2")]),
    Measured(
      "chaining switched off", base, .generated(["pipeline.operator-chaining.enabled": false]), .incompatible,
      [.chainingChanged]),
    Measured(
      "another maximum parallelism", .generated(["pipeline.max-parallelism": 128]),
      .generated(["pipeline.max-parallelism": "64"]), .incompatible, [.maxParallelismChanged(from: "128", to: "64")]),
    Measured(
      "a maximum parallelism where there was none", base, .generated(["pipeline.max-parallelism": 64]), .incompatible,
      [.maxParallelismChanged(from: nil, to: "64")]),
    Measured(
      "Debezium without a key, a column added", debezium(key: []), debezium(key: [], base3), .incompatible,
      [.storedColumnsChanged(table: "public.orders")]),
    Measured(
      "Debezium without a key, a column taken away", debezium(key: [], base3), debezium(key: []), .incompatible,
      [.storedColumnsChanged(table: "public.orders")]),
    Measured(
      "an older engine", .generated(engine: "vvr-11.1-jdk11-flink-1.20"), .generated(engine: "vvr-8.0.11-flink-1.17"),
      .incompatible,
      [.engineDowngraded(from: "vvr-11.1-jdk11-flink-1.20", to: "vvr-8.0.11-flink-1.17")]),
    Measured(
      "table.exec.uid.generation=ALWAYS from now on", base, .generated(always), .incompatible,
      [.operatorIDsChanged(from: "PLAN_ONLY", to: "ALWAYS")]),
    Measured(
      "table.exec.uid.generation=ALWAYS: a second source before the first",
      .generated(always), .of(GeneratedScript([second, .init()]).sql, always), .incompatible,
      [.sourceMoved("kafka_source")]),
  ]

  static let unclear = [
    Measured(
      "another format", base, .generated { $0.format = "debezium-json" }, .unknown,
      [
        .formatChanged(source: "kafka_source", from: "json", to: "debezium-json"),
        .storedRowsUnclear(table: "public.orders"),
      ])
  ]

  @Test(
    "is what Flink did, or worse where the published rules say so",
    arguments: fine + partial + refused + unclear + further)
  func verdict(_ measured: Measured) {
    let compatibility = Compatibility(from: measured.old, to: measured.new)
    #expect(compatibility.verdict == measured.verdict, "\(compatibility.reasons)")
    if measured.verdict != .incompatible || !measured.reasons.isEmpty {
      #expect(compatibility.reasons == measured.reasons)
    }
  }

  @Test("is FULL for another parallelism", arguments: [(1, 2), (2, 1), (1, 3)])
  func parallelism(_ from: Int, _ to: Int) {
    func version(_ parallelism: Int) -> PipelineVersion {
      let resources: JSONObject = [
        "streamingResourceSetting": ["basicResourceSetting": ["parallelism": .int(parallelism)]],
        "engineVersion": "vvr-8.0.11-flink-1.17",
      ]
      return PipelineVersion(sql: GeneratedScript().sql, settings: DeploymentSettings(document: resources))
    }
    #expect(Compatibility(from: version(from), to: version(to)) == Compatibility(from: Self.base, to: Self.base))
  }
}
