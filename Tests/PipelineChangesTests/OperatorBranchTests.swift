import PipelineChanges
import Testing

/// Which INSERTs share the operators behind a source: as the IDs of Flink 1.17 and 1.20 showed.
@Suite("Operators behind a source")
struct OperatorBranchTests {
  private static let columns = "`id` BIGINT, `a` BIGINT, `b` STRING"
  private static let keyed = "`id` BIGINT NOT NULL, `a` BIGINT, `b` STRING, PRIMARY KEY (`id`) NOT ENFORCED"
  private static let insert = "INSERT INTO h (id, a, b) SELECT id, a, b FROM k WHERE id IS NOT NULL;"

  /// A script with two sinks, or one.
  private static func script(
    _ inserts: String, source: String = columns, first: String = keyed, second: String = keyed, format: String = "json"
  ) -> String {
    """
    CREATE TEMPORARY TABLE k (\(source)) WITH ('connector' = 'kafka', 'topic' = 't', 'format' = '\(format)');
    CREATE TEMPORARY TABLE h (\(first)) WITH ('connector' = 'hologres', 'tablename' = 'h');
    CREATE TEMPORARY TABLE h2 (\(second)) WITH ('connector' = 'hologres', 'tablename' = 'h2');
    \(inserts)
    """
  }

  private static func verdict(_ old: String, _ new: String, engine: String = "vvr-11.1-flink-1.20")
    -> CompatibilityVerdict
  {
    Compatibility(from: .of(old, engine: engine), to: .of(new, engine: engine)).verdict
  }

  @Test(
    "are shared by INSERTs that read and convert alike",
    arguments: [
      ("INSERT INTO h2 (id, a, b) SELECT id, a, b FROM k WHERE id IS NOT NULL;", keyed),
      ("INSERT INTO h2 SELECT * FROM k WHERE id IS NOT NULL;", keyed),
      ("INSERT INTO h2 SELECT k.id, k.a, k.b FROM k WHERE k.id IS NOT NULL;", keyed),
      ("INSERT INTO h2 SELECT x.id, x.a, x.b FROM `k` AS x WHERE (x.`id` is not null);", keyed),
      ("INSERT INTO h2 SELECT id, a, b FROM (SELECT * FROM k WHERE id IS NOT NULL) AS x;", keyed),
      ("INSERT INTO h2 (b, id, a) SELECT b, id, a FROM k WHERE id IS NOT NULL;", keyed),
      (
        "INSERT INTO h2 (x, y, z) SELECT id AS x, a, b AS q FROM k WHERE id IS NOT NULL;",
        "x BIGINT NOT NULL, y BIGINT, z STRING, PRIMARY KEY (x) NOT ENFORCED"
      ),
      ("INSERT INTO h2 SELECT id, a, b FROM k WHERE id IS NOT NULL;", columns),
    ])
  func shared(_ second: String, _ sink: String) {
    let (old, new) = (Self.script(Self.insert, second: sink), Self.script(Self.insert + second, second: sink))
    #expect(Self.verdict(old, new) == .partial)
    #expect(Self.verdict(new, old) == .full)
  }

  @Test(
    "are not shared by INSERTs with other values, types, orders or filters",
    arguments: [
      ("INSERT INTO h2 (id, b) SELECT id, b FROM k WHERE id IS NOT NULL;", "id BIGINT, b STRING"),
      ("INSERT INTO h2 (id) SELECT id FROM k WHERE id IS NOT NULL;", keyed),
      ("INSERT INTO h2 SELECT id, a, UPPER(b) FROM k WHERE id IS NOT NULL;", keyed),
      ("INSERT INTO h2 SELECT id, a, b FROM k WHERE id IS NOT NULL;", "id BIGINT, a DECIMAL(20, 0), b STRING"),
      ("INSERT INTO h2 SELECT id, a, b FROM k WHERE id IS NOT NULL;", "id BIGINT, a BIGINT, b VARCHAR(10)"),
      ("INSERT INTO h2 (b, id, a) SELECT b, id, a FROM k WHERE id IS NOT NULL;", "b STRING, id BIGINT, a BIGINT"),
      ("INSERT INTO h2 SELECT id, a, b FROM k;", columns),
      ("INSERT INTO h2 SELECT id, a, b FROM k WHERE id IS NOT NULL AND a > 1;", keyed),
    ])
  func apart(_ second: String, _ sink: String) {
    let (old, new) = (Self.script(Self.insert, second: sink), Self.script(Self.insert + second, second: sink))
    #expect(Self.verdict(old, new) == .incompatible)
    #expect(Self.verdict(new, old) == .incompatible)
  }

  @Test("are never shared by sinks that get all columns as they are")
  func none() {
    let first = "INSERT INTO h SELECT id, a, b FROM k;"
    func script(_ inserts: String) -> String { Self.script(inserts, first: Self.columns, second: Self.columns) }
    #expect(Self.verdict(script(first), script(first + "INSERT INTO h2 SELECT id, a, b FROM k;")) == .incompatible)
    let filtered = "INSERT INTO h2 SELECT id, a, b FROM k WHERE a > 1;"
    #expect(Self.verdict(script(first), script(first + filtered)) == .incompatible)
    // One operator more or less before the only sink changes nothing.
    #expect(Self.verdict(script(first), script("INSERT INTO h SELECT id, a, b FROM k WHERE a > 1;")) == .full)
  }

  @Test("are not known for changes of rows on the older engine, which can drop a part of them first")
  func changes() {
    func script(_ inserts: String) -> String {
      Self.script(inserts, source: Self.columns + ", PRIMARY KEY (id) NOT ENFORCED", format: "debezium-json")
    }
    let (old, new) = (
      script("INSERT INTO h SELECT id, a, b FROM k;"),
      script("INSERT INTO h SELECT id, a, b FROM k; INSERT INTO h2 SELECT id, a, b FROM k;")
    )
    #expect(Self.verdict(old, new) == .incompatible)
    #expect(Self.verdict(old, new, engine: "vvr-8.0.11-flink-1.17") == .unknown)
  }

  @Test("are not known for values of inner queries, and of unions")
  func inner() {
    let second = "INSERT INTO h2 SELECT id, c, b FROM (SELECT id, a + 1 AS c, b FROM k) WHERE id IS NOT NULL;"
    #expect(Self.verdict(Self.script(Self.insert), Self.script(Self.insert + second)) == .unknown)
    #expect(Self.verdict(Self.script(second), Self.script(second.replacing("a + 1", with: "a + 2"))) == .full)
  }

  @Test("are the same if one table replaces another, with other columns")
  func replaced() {
    let second = "INSERT INTO h2 (id, b) SELECT id, b FROM k WHERE id IS NOT NULL;"
    let old = Self.script(Self.insert + second, second: "id BIGINT, b STRING")
    let new = Self.script(Self.insert + second.replacing("b", with: "a"), second: "id BIGINT, a BIGINT")
      .replacing("'tablename' = 'h2'", with: "'tablename' = 'h3'")
    let compatibility = Compatibility(from: .of(old), to: .of(new))
    #expect(compatibility.verdict == .full && compatibility.reasons == [.targetChanged(from: "h2", to: "h3")])
  }

  @Test("name only the tables that do not share them")
  func culprits() {
    func version(_ tables: GeneratedScript.Table...) -> PipelineVersion { .generated { $0.tables = tables } }
    let copy = GeneratedScript.Table(table: "public.copy")
    let small = GeneratedScript.Table(table: "public.small", columns: ["`order_id` BIGINT"])
    let added = Compatibility(from: version(.init()), to: version(.init(), copy, small))
    #expect(added.reasons == [.tableAdded("public.small")])
    let removed = Compatibility(from: version(.init(), copy, small), to: version(.init()))
    #expect(removed.reasons == [.tableRemoved("public.small")])
  }
}
