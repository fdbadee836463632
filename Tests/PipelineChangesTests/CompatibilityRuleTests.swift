import JSONCoding
import Notices
import Testing

@testable import PipelineChanges

/// Each rule of the table alone, and what the operators behind a source are.
@Suite("Rules of compatibility")
struct CompatibilityRuleTests {
  /// A change to which a rule applies.
  struct Example: Sendable, CustomTestStringConvertible {
    let rule: CompatibilityRule.Name
    let old: PipelineVersion
    let new: PipelineVersion
    let reasons: [CompatibilityReason]
    var testDescription: String { "\(rule): \(reasons)" }

    init(
      _ rule: CompatibilityRule.Name, _ old: PipelineVersion, _ new: PipelineVersion, _ reasons: CompatibilityReason...
    ) {
      (self.rule, self.old, self.new, self.reasons) = (rule, old, new, reasons)
    }
  }

  private static let base = PipelineVersion.generated()
  private static let copy = GeneratedScript.Table(table: "public.copy")
  private static let small = GeneratedScript.Table(table: "public.small", columns: ["`order_id` BIGINT"])
  private static let changeLog = PipelineVersion.generated { changeLog(&$0) }

  /// Changes of rows without a key, of which the sink keeps the rows.
  private static func changeLog(_ source: inout GeneratedScript.Source) { source.format = "debezium-json" }

  private static func given(_ query: String, _ change: (String) -> String = { $0 }) -> PipelineVersion {
    .of(
      change(
        """
        CREATE TEMPORARY TABLE t (a INT, b BIGINT, c STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts) WITH ('connector' = 'x', 'o' = '1');
        CREATE TEMPORARY TABLE d (a INT, n STRING) WITH ('connector' = 'x', 'async' = 'true');
        CREATE TEMPORARY TABLE s (a INT, b BIGINT) WITH ('connector' = 'print');
        CREATE TEMPORARY TABLE s2 (a INT, b BIGINT) WITH ('connector' = 'print');
        INSERT INTO s \(query);
        """))
  }

  private static let group = "SELECT a, SUM(b) FROM t GROUP BY a"
  private static let over = "SELECT a, SUM(b) OVER (PARTITION BY a ORDER BY ts) FROM t"

  static let sources = [
    Example(
      .statements, base, .of("CREATE TEMPORARY FUNCTION f AS 'x'; " + GeneratedScript().sql),
      .statementNotUnderstood("CREATE TEMPORARY FUNCTION")),
    Example(
      .statements, base, .of(GeneratedScript().sql.replacing("INSERT INTO", with: "INSERT OVERWRITE")),
      .statementNotUnderstood("INSERT OVERWRITE")),
    Example(
      .topic, base, .generated { $0.topic = "a" }, .topicChanged(source: "kafka_source", from: ["orders"], to: ["a"])),
    Example(
      .topic, .generated { $0.topic = "a;orders" }, base,
      .topicChanged(source: "kafka_source", from: ["a", "orders"], to: ["orders"])),
    Example(
      .topic, base, .generated { $0.topic = "orders;a" },
      .sourceOptionNotCovered(source: "kafka_source", option: "topic")),
    Example(.servers, base, .generated { $0.servers = "other:9092" }, .serversChanged(source: "kafka_source")),
    Example(
      .format, base, .generated { $0.format = "canal-json" },
      .formatChanged(source: "kafka_source", from: "json", to: "canal-json")),
    Example(.sourceKey, base, .generated { $0.key = ["order_id"] }, .keyChanged(source: "kafka_source")),
    Example(
      .watermark, given(group), given(group) { $0.replacing("FOR ts AS ts", with: "FOR ts AS ts - INTERVAL '1' HOUR") },
      .watermarkChanged(source: "t")),
    Example(
      .sourceOptions, base, .generated { $0.startupMode = "timestamp" },
      .optionIgnored(source: "kafka_source", option: "scan.startup.mode")),
    Example(
      .sourceOptions, given(group), given(group) { $0.replacing("'o' = '1'", with: "'o' = '2'") },
      .sourceOptionNotCovered(source: "t", option: "o")),
    Example(
      .connector, given(group),
      given(group) { $0.replacing("('connector' = 'x', 'o'", with: "('connector' = 'y', 'o'") },
      .connectorChanged(source: "t", from: "x", to: "y")),
    Example(
      .sourceOrder, base, .generated { $0.name = "k" }, .sourceRenamed(from: "kafka_source", to: "k")),
    Example(
      .sourceOrder, given("SELECT a, b FROM t UNION ALL SELECT a, 1 FROM d"),
      given("SELECT a, 1 FROM d UNION ALL SELECT a, b FROM t"),
      .sourceMoved("d"), .sourceMoved("t")),
    Example(
      .sourceOrder, given("SELECT a, b FROM t UNION ALL SELECT a, 1 FROM d"), given("SELECT a, b FROM t"),
      .sourceRemoved("d")),
  ]

  static let tables = [
    Example(.projections, base, .generated { $0.tables.append(small) }, .tableAdded("public.small")),
    Example(
      .projections, .generated { $0.tables.append(copy) },
      .generated {
        $0.tables.append(copy)
        $0.tables[1].filter = nil
      }, .projectionsChanged(source: "kafka_source", from: 1, to: 2)),
    Example(.history, base, .generated { $0.tables.append(copy) }, .noHistory(table: "public.copy")),
    Example(
      .target, base, .generated { $0.tables[0].table = "public.o" },
      .targetChanged(from: "public.orders", to: "public.o")),
    Example(
      .storedColumns, changeLog,
      .generated {
        changeLog(&$0)
        $0.tables[0].columns.append("`status` STRING")
      }, .storedColumnsChanged(table: "public.orders")),
    Example(
      .storedColumns,
      .generated {
        changeLog(&$0)
        $0.key = ["order_id"]
      }, changeLog, .storedRowsUnclear(table: "public.orders")),
    Example(
      .storedRows, changeLog,
      .generated {
        changeLog(&$0)
        $0.tables.append(copy)
      }, .storedRowsMoved(table: "public.orders")),
  ]

  static let queries = [
    Example(.addedQueries, given("SELECT a, b FROM t"), given(group), .queryAdded(table: "s")),
    Example(
      .addedQueries, given(group), given("\(group); INSERT INTO s2 \(group.replacing("SUM", with: "MAX"))"),
      .queryAdded(table: "s2")),
    Example(
      .groupAggregates, given(group), given(group.replacing("SUM", with: "MAX")),
      .aggregatesAdded(table: "s", ["MAX(b)"])),
    Example(
      .overAggregates, given(over), given(over.replacing("SUM", with: "MAX")),
      .aggregatesAdded(table: "s", ["MAX(b)"])),
    Example(
      .limit, given("SELECT a, b FROM t LIMIT 1"), given("SELECT a, b FROM t LIMIT 2"),
      .queryPartChanged(table: "s", .limit)),
    Example(
      .joins, given("SELECT t.a, t.b FROM t JOIN d ON t.a = d.a"),
      given("SELECT t.a, t.b FROM t LEFT JOIN d ON t.a = d.a"), .queryPartChanged(table: "s", .join)),
    Example(
      .lookups, given("SELECT t.a, 1 FROM t JOIN d FOR SYSTEM_TIME AS OF PROCTIME() ON t.a = d.a"),
      given("SELECT t.a, 2 FROM t JOIN d FOR SYSTEM_TIME AS OF PROCTIME() ON t.a = d.a"), .lookupState(table: "s")),
    Example(
      .filters, given(group), given(group.replacing("GROUP", with: "WHERE b > 1 GROUP")),
      .queryPartChanged(table: "s", .filter)),
    Example(
      .severalChanges, given(group),
      given(group.replacing("SUM", with: "MAX").replacing("GROUP", with: "WHERE b > 1 GROUP")),
      .severalChanges([.aggregate, .filter])),
    Example(
      .otherQueries, given("SELECT DISTINCT a, b FROM t"), given("SELECT DISTINCT a, 1 FROM t"),
      .queryNotCovered(table: "s")),
    Example(
      .otherQueries, given("SELECT a, b FROM t /*+ OPTIONS('o' = '1') */"),
      given("SELECT a, b FROM t /*+ OPTIONS('o' = '2') */"), .queryNotCovered(table: "s")),
  ]

  private static func engine(_ version: String) -> PipelineVersion { .generated(engine: version) }

  static let settings = [
    Example(
      .engine, engine("vvr-8.0.11-flink-1.17"), engine("vvr-8.0.7-flink-1.17"),
      .engineDowngraded(from: "vvr-8.0.11-flink-1.17", to: "vvr-8.0.7-flink-1.17")),
    Example(
      .engine, engine("vvr-8.0.11-flink-1.17"), engine("vvr-11.1-jdk11-flink-1.20"),
      .engineLineChanged(from: "vvr-8.0.11-flink-1.17", to: "vvr-11.1-jdk11-flink-1.20")),
    Example(
      .engine, engine("vvr-11.1-jdk11-flink-1.20"), engine("beta"),
      .engineNotUnderstood(from: "vvr-11.1-jdk11-flink-1.20", to: "beta")),
    Example(
      .maxParallelism, .generated(["pipeline.max-parallelism": 64]), .generated(["pipeline.max-parallelism": 32]),
      .maxParallelismChanged(from: "64", to: "32")),
    Example(
      .maxParallelism, base, .generated(["pipeline.max-parallelism": 128]),
      .configurationNotCovered(key: "pipeline.max-parallelism")),
    Example(.chaining, base, .generated(["pipeline.operator-chaining": "false"]), .chainingChanged),
    Example(
      .operatorIDs, .generated(["table.exec.uid.generation": "always"]), base,
      .operatorIDsChanged(from: "ALWAYS", to: "PLAN_ONLY")),
    Example(
      .configuration, base, .generated(["state.backend.type": "hashmap"]),
      .configurationNotCovered(key: "state.backend")),
    Example(
      .configuration, base, .of("SET 'table.planner' = 'x';" + GeneratedScript().sql),
      .configurationNotCovered(key: "table.planner")),
    Example(
      .configuration, given(group), .of(givenText(group), ["table.exec.state.ttl": "1 h"]),
      .configurationNotCovered(key: "table.exec.state.ttl")),
    Example(
      .dependencies, base, .of(GeneratedScript().sql, dependencies: ["oss://b/udf.jar"]), .dependenciesChanged),
    Example(
      .variables, .of(GeneratedScript { $0.topic = "${t}" }.sql, variables: ["t": "a"]),
      .of(GeneratedScript { $0.topic = "${t}" }.sql, variables: ["t": "b"]), .variableChanged("t")),
  ]

  private static func givenText(_ query: String) -> String { given(query).sql }

  private static let examples = sources + tables + queries + settings

  @Test("say what they are for", arguments: sources + tables + queries + settings)
  func rule(_ example: Example) throws {
    let rule = try #require(CompatibilityRule.all.first { $0.name == example.rule })
    // An engine is a part of the settings, of which the examples of given SQL have the same.
    #expect(Set(rule.judge(PipelineChange(from: example.old, to: example.new))) == Set(example.reasons))
    #expect(rule.judge(PipelineChange(from: example.old, to: example.old)).isEmpty)
  }

  @Test("are one for each name, each with its source and an example")
  func table() {
    #expect(CompatibilityRule.all.map(\.name) == CompatibilityRule.Name.allCases)
    #expect(CompatibilityRule.all.allSatisfy { !$0.evidence.isEmpty })
    #expect(Set(Self.examples.map(\.rule)) == Set(CompatibilityRule.Name.allCases))
  }

  @Test("do not find fault with settings that no state depends on")
  func harmless() {
    let settings: KeyValuePairs<String, JSON> = [
      "execution.checkpointing.interval": "60s", "restart-strategy": "fixed-delay", "taskmanager.numberOfTaskSlots": 2,
      "table.exec.state.ttl": "1 h", "table.local-time-zone": "Asia/Shanghai", "metrics.reporters": "x",
    ]
    #expect(Compatibility(from: Self.base, to: .generated(settings)).verdict == .full)
    #expect(Compatibility(from: .generated(settings), to: Self.base).reasons.isEmpty)
    let files = PipelineVersion.of(GeneratedScript().sql, dependencies: ["oss://b/truststore.jks"])
    #expect(Compatibility(from: Self.base, to: files).verdict == .full)
    let minor = Compatibility(from: Self.engine("vvr-8.0.7-flink-1.17"), to: Self.engine("vvr-8.0.11-flink-1.17"))
    #expect(minor.verdict == .full)
  }

  @Test("let what is certain decide before what is not known")
  func order() {
    let old = PipelineVersion.generated(engine: "vvr-8.0.11-flink-1.17")
    let sql = "CREATE FUNCTION f AS 'x'; " + GeneratedScript { $0.topic = "other" }.sql
    let compatibility = Compatibility(from: old, to: .of(sql, engine: "vvr-8.0.11-flink-1.17"))
    #expect(compatibility.verdict == .incompatible)
    #expect(
      compatibility.reasons == [
        .topicChanged(source: "kafka_source", from: ["orders"], to: ["other"]),
        .statementNotUnderstood("CREATE FUNCTION"),
      ])
  }

  @Test("have a code of their own for each reason")
  func codes() {
    #expect(CompatibilityReason.noHistory(table: "t").code == "no_history")
    #expect(CompatibilityReason.operatorIDsChanged(from: "a", to: "b").code == "operator_ids_changed")
    #expect(CompatibilityVerdict.allCases.map(\.rawValue) == ["FULL", "PARTIAL", "INCOMPATIBLE", "UNKNOWN"])
  }
}
