import JSONCoding
import PipelineChanges
import Testing

/// Changes of given SQL that Alibaba Cloud's pages on state compatibility judge.
@Suite("The verdict on published changes")
struct PublishedChangeTests {
  /// Two queries of the same table, and what the published rules say of the change.
  struct Published: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let verdict: CompatibilityVerdict
    let reasons: [CompatibilityReason]
    var testDescription: String { "\(old) -> \(new)" }

    init(_ old: String, _ new: String, _ verdict: CompatibilityVerdict, _ reasons: CompatibilityReason...) {
      (self.old, self.new, self.verdict, self.reasons) = (old, new, verdict, reasons)
    }
  }

  private static let columns = "a INT, b BIGINT, c VARCHAR, d INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts"

  /// A script with this query.
  private static func script(_ query: String, source: String = columns, sink: String = "s") -> String {
    """
    CREATE TEMPORARY TABLE t (\(source)) WITH ('connector' = 'datagen');
    CREATE TEMPORARY TABLE t2 (\(columns)) WITH ('connector' = 'datagen');
    CREATE TEMPORARY TABLE t3 (\(columns)) WITH ('connector' = 'datagen');
    CREATE TEMPORARY TABLE dim (a INT, name STRING) WITH ('connector' = 'jdbc', 'url' = 'u', 'table-name' = 'dim');
    CREATE TEMPORARY TABLE \(sink) (x INT, y BIGINT, z STRING) WITH ('connector' = 'print');
    INSERT INTO \(sink) \(query);
    """
  }

  private static let group = "SELECT a, SUM(b), MAX(c) FROM t GROUP BY a"
  private static func part(_ part: CompatibilityReason.QueryPart) -> CompatibilityReason {
    .queryPartChanged(table: "s", part)
  }

  static let aggregates = [
    Published(group, "SELECT a AS x, SUM(b) AS y, MAX(c) z FROM t AS u GROUP BY a", .full),
    Published(group, "select t.a, sum(t.b), max(c) from t group by t.a", .full),
    Published(
      group, "SELECT a, SUM(b), MAX(c), COUNT(c) FROM t GROUP BY a", .partial,
      .aggregatesAdded(table: "s", ["COUNT(c)"])),
    Published(group, "SELECT a, MAX(c) FROM t GROUP BY a", .full),
    Published(group, "SELECT a, MAX(c), SUM(b) FROM t GROUP BY a", .full),
    Published(group, "SELECT a, SUM(b), MIN(c) FROM t GROUP BY a", .partial, .aggregatesAdded(table: "s", ["MIN(c)"])),
    Published(
      group, "SELECT a, SUM(b), MAX(SUBSTRING(c, 1, 5)) FROM t GROUP BY a", .partial,
      .aggregatesAdded(table: "s", ["MAX(SUBSTRING(c, 1, 5))"])),
    Published(group, "SELECT a, SUM(b) + 1, UPPER(MAX(c)) FROM t GROUP BY a", .full),
    Published(group, "SELECT a, d, SUM(b), MAX(c) FROM t GROUP BY a, d", .incompatible, part(.groupKeys)),
    Published(group, "SELECT a + 1, SUM(b), MAX(c) FROM t GROUP BY a + 1", .incompatible, part(.groupKeys)),
    Published(
      group, "SELECT a, SUM(b), MAX(c), COUNT(DISTINCT b) FROM t GROUP BY a", .incompatible, part(.distinctAggregates)),
    Published(
      "SELECT a, COUNT(DISTINCT b) FROM t GROUP BY a", "SELECT a, COUNT(DISTINCT c) FROM t GROUP BY a", .incompatible,
      part(.distinctAggregates)),
    Published(
      "SELECT COUNT(*) FROM t", "SELECT COUNT(*), SUM(b) FROM t", .partial, .aggregatesAdded(table: "s", ["SUM(b)"])),
    Published(
      "SELECT a, d, SUM(b) FROM t GROUP BY a, d", "SELECT a, d, SUM(b) FROM t GROUP BY d, a", .unknown,
      .queryNotCovered(table: "s")),
    Published(
      group, "SELECT a, SUM(b), MAX(c) FROM t GROUP BY a HAVING SUM(b) > 3", .unknown, .queryNotCovered(table: "s")),
    Published(
      "SELECT a, my_sum(b) FROM t GROUP BY a", "SELECT a, my_sum(b), SUM(b) FROM t GROUP BY a", .unknown,
      .queryNotCovered(table: "s")),
  ]

  private static let tumble = "SELECT a, SUM(b), MAX(c) FROM t GROUP BY a, TUMBLE(ts, INTERVAL '1' MINUTE)"

  static let windows = [
    Published(
      tumble,
      "SELECT a, SUM(b), MAX(c), TUMBLE_START(ts, INTERVAL '1' MINUTE) FROM t GROUP BY a, TUMBLE(ts, INTERVAL '1' MINUTE)",
      .full),
    Published(tumble, "SELECT a, SUM(b), MAX(c) FROM t GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE), a", .full),
    Published(
      tumble, "SELECT a, SUM(b), MAX(c) FROM t GROUP BY a, TUMBLE(ts, INTERVAL '2' MINUTE)", .incompatible,
      part(.window)),
    Published(
      tumble, "SELECT a, SUM(b), MAX(c) FROM t GROUP BY a, HOP(ts, INTERVAL '1' MINUTE, INTERVAL '2' MINUTE)",
      .incompatible, part(.window)),
    Published(tumble, group, .incompatible, part(.window)),
    Published(
      tumble, "SELECT d, SUM(b), MAX(c) FROM t GROUP BY d, TUMBLE(ts, INTERVAL '1' MINUTE)", .incompatible,
      part(.groupKeys)),
    Published(
      tumble, "SELECT a, SUM(b), MIN(c) FROM t GROUP BY a, TUMBLE(ts, INTERVAL '1' MINUTE)", .partial,
      .aggregatesAdded(table: "s", ["MIN(c)"])),
    Published(
      "SELECT a, SUM(b) FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY a, window_start",
      "SELECT a, SUM(b) FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '2' MINUTE)) GROUP BY a, window_start",
      .unknown, .queryNotCovered(table: "s")),
  ]

  private static func over(_ calls: String...) -> String {
    "SELECT a, b, c, \(calls.map { "\($0) OVER (PARTITION BY a ORDER BY ts)" }.joined(separator: ", ")) FROM t"
  }

  static let overs = [
    Published(
      over("SUM(b)", "MAX(c)"), over("SUM(b)", "MAX(c)", "COUNT(c)"), .partial,
      .aggregatesAdded(table: "s", ["COUNT(c)"])),
    Published(over("SUM(b)", "MAX(c)"), over("MAX(c)"), .full),
    Published(
      over("SUM(b)", "MAX(c)"), over("SUM(b)", "MIN(c)"), .partial, .aggregatesAdded(table: "s", ["MIN(c)"])),
    Published(over("SUM(b)", "MAX(c)"), over("MAX(c)", "SUM(b)"), .full),
    Published(
      over("SUM(b)"), over("SUM(b)").replacing("a, b, c", with: "a, b, c, d"), .incompatible, part(.inputColumns)),
    Published(
      over("SUM(b)"), over("SUM(b)").replacing("PARTITION BY a", with: "PARTITION BY c"), .unknown,
      .queryNotCovered(table: "s")),
    Published(
      "SELECT a, b FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY a ORDER BY ts) AS rk FROM t) WHERE rk = 1",
      "SELECT a, b, c FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY a ORDER BY ts) AS rk FROM t) WHERE rk = 1",
      .unknown, .queryNotCovered(table: "s")),
  ]

  private static func union(_ inputs: String...) -> String {
    let inputs = inputs.map { "SELECT a, b, c FROM \($0)" }.joined(separator: " UNION ALL ")
    return "SELECT a, SUM(b), MAX(c) FROM (\(inputs)) GROUP BY a"
  }

  private static let join = "SELECT t.a, t2.b FROM t JOIN t2 ON t.a = t2.a"

  static let others = [
    Published(
      union("t", "t2"), union("t", "t2", "t3"), .incompatible, part(.unionInputs), .storedRowsMoved(table: "s")),
    Published("SELECT c FROM t LIMIT 100", "SELECT c FROM t LIMIT 200", .incompatible, part(.limit)),
    Published("SELECT c FROM t LIMIT 100 OFFSET 1", "SELECT c FROM t LIMIT 100 OFFSET 2", .incompatible, part(.limit)),
    Published("SELECT c FROM t LIMIT 100", "SELECT c, b FROM t LIMIT 100", .incompatible, part(.limit)),
    Published(
      "SELECT c FROM t ORDER BY ts LIMIT 100", "SELECT c FROM t ORDER BY ts LIMIT 200", .unknown,
      .queryNotCovered(table: "s")),
    Published(join, "SELECT t.a AS x, t2.b AS y FROM t JOIN t2 ON t.a = t2.a", .full),
    Published(join, "SELECT t.a + 1, t2.b FROM t JOIN t2 ON t.a = t2.a", .full),
    Published(join, "SELECT t.a, t2.b FROM t LEFT JOIN t2 ON t.a = t2.a", .incompatible, part(.join)),
    Published(join, "SELECT t.a, t2.b FROM t JOIN t2 ON t.a = t2.d", .incompatible, part(.join), part(.inputColumns)),
    Published(join, "SELECT t.a, t2.b, t2.c FROM t JOIN t2 ON t.a = t2.a", .incompatible, part(.inputColumns)),
    Published(
      "SELECT t.a, t2.b FROM t JOIN t2 ON t.a = t2.a AND t.ts BETWEEN t2.ts - INTERVAL '1' HOUR AND t2.ts",
      "SELECT t.a, t2.b FROM t JOIN t2 ON t.a = t2.a AND t.ts BETWEEN t2.ts - INTERVAL '60' MINUTE AND t2.ts", .full),
    Published(
      "SELECT t.a, t2.b FROM t JOIN t2 ON t.a = t2.a AND t.ts BETWEEN t2.ts - INTERVAL '1' HOUR AND t2.ts",
      "SELECT t.a, t2.b FROM t JOIN t2 ON t.a = t2.a AND t.ts BETWEEN t2.ts - INTERVAL '2' HOUR AND t2.ts",
      .incompatible, part(.join)),
    Published(
      "SELECT t.a FROM t JOIN dim FOR SYSTEM_TIME AS OF PROCTIME() AS d ON t.a = d.a",
      "SELECT t.a, d.name FROM t JOIN dim FOR SYSTEM_TIME AS OF PROCTIME() AS d ON t.a = d.a", .full),
    Published(
      "SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts MEASURES A.b AS b PATTERN (A) DEFINE A AS A.b > 1)",
      "SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts MEASURES A.b AS b PATTERN (A) DEFINE A AS A.b > 2)", .unknown,
      .queryNotCovered(table: "s")),
    Published("SELECT a, b, c FROM t", group, .incompatible, .queryAdded(table: "s")),
    Published(group, "SELECT a, b, c FROM t", .unknown, .queryNotCovered(table: "s")),
    Published("SELECT DISTINCT a FROM t", "SELECT DISTINCT b FROM t", .unknown, .queryNotCovered(table: "s")),
    Published("SELECT a, b, UPPER(c) FROM t WHERE b > 1", "SELECT a, b, LOWER(c) FROM t WHERE b > 2", .full),
  ]

  @Test("is the published one", arguments: aggregates + windows + overs + others)
  func query(_ published: Published) {
    let compatibility = Compatibility(from: .of(Self.script(published.old)), to: .of(Self.script(published.new)))
    #expect(compatibility.verdict == published.verdict, "\(compatibility.reasons)")
    #expect(Set(compatibility.reasons) == Set(published.reasons))
  }

  private static let filtered = "SELECT a, SUM(b), MAX(c) FROM (SELECT * FROM t WHERE a > 10) GROUP BY a"
  private static let ignores: KeyValuePairs<String, JSON> = [
    "table.optimizer.state-compatibility.ignore-filter": "true"
  ]

  @Test("is INCOMPATIBLE for a filter before an aggregate, unless the configuration ignores it")
  func filter() {
    for query in [Self.filtered, "SELECT a, SUM(b), MAX(c) FROM t WHERE a > 10 GROUP BY a"] {
      let (old, new) = (Self.script(Self.group), Self.script(query))
      #expect(Compatibility(from: .of(old), to: .of(new)).reasons == [Self.part(.filter)])
      #expect(Compatibility(from: .of(old), to: .of(new, Self.ignores)).verdict == .full)
      let both = Self.script(query.replacing("MAX", with: "MIN"))
      #expect(
        Compatibility(from: .of(old), to: .of(both, Self.ignores)).reasons == [.severalChanges([.aggregate, .filter])])
    }
  }

  @Test("is UNKNOWN for a sink and an aggregate at once, and FULL for a sink alone")
  func sink() {
    let old = PipelineVersion.of(Self.script(Self.group))
    let renamed = Self.script(Self.group, sink: "s2").replacing("'print'", with: "'blackhole'")
    #expect(Compatibility(from: old, to: .of(renamed)) == Compatibility(from: old, to: old))
    let both = renamed.replacing("MAX", with: "MIN")
    #expect(Compatibility(from: old, to: .of(both)).reasons == [.severalChanges([.aggregate, .sink])])
    #expect(Compatibility(from: old, to: .of(both)).verdict == .unknown)
  }

  @Test(
    "depends on what the query makes of a column that is declared in another way",
    arguments: [
      ("a INT, b BIGINT, c VARCHAR, d INT, e INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts", CompatibilityVerdict.full),
      ("a INT, b AS d + 1, c VARCHAR, d INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts", .partial),
      ("a BIGINT, b BIGINT, c VARCHAR, d INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts", .incompatible),
      ("a INT, b BIGINT, c VARCHAR, d INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '9' SECOND", .unknown),
    ])
  func column(_ source: String, _ verdict: CompatibilityVerdict) {
    let new = PipelineVersion.of(Self.script(Self.group, source: source))
    #expect(Compatibility(from: .of(Self.script(Self.group)), to: new).verdict == verdict)
  }

  @Test("is FULL for another interval of the watermark")
  func interval() {
    let old = Self.script(
      Self.group, source: "a INT, b BIGINT, c VARCHAR, ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND")
    let new = old.replacing("'5' SECOND", with: "'1' MINUTE")
    #expect(old != new && Compatibility(from: .of(old), to: .of(new)).verdict == .full)
  }

  @Test("is the worse one for inputs of a union in another order, which take over offsets")
  func reordered() {
    let (old, new) = (Self.script(Self.union("t", "t2")), Self.script(Self.union("t2", "t")))
    #expect(Compatibility(from: .of(old), to: .of(new)).reasons == [.sourceMoved("t2"), .sourceMoved("t")])
  }

  @Test("is UNKNOWN for lookup joins that keep state")
  func lookups() {
    let query = "SELECT t.a FROM t JOIN dim FOR SYSTEM_TIME AS OF PROCTIME() AS d ON t.a = d.a"
    let (old, new) = (Self.script(query), Self.script(query.replacing("SELECT t.a", with: "SELECT t.a, d.name")))
    let conf: KeyValuePairs<String, JSON> = ["table.optimizer.non-deterministic-update.strategy": "TRY_RESOLVE"]
    #expect(Compatibility(from: .of(old, conf), to: .of(new, conf)).reasons == [.lookupState(table: "s")])
    let asynchronous = [old, new].map {
      $0.replacing("'table-name' = 'dim'", with: "'table-name' = 'dim', 'async' = 'true'")
    }
    #expect(Compatibility(from: .of(asynchronous[0]), to: .of(asynchronous[1])).reasons == [.lookupState(table: "s")])
  }
}
