import PipelineTypes
import Testing

@testable import SQLLint

@Suite("A script as values")
struct ScriptTests {
  private static func reads(_ query: String) -> [String] {
    let reads = SQLScript("INSERT INTO h \(query)").inserts.flatMap(\.query.reads)
    return reads.map { $0.name.map(\.text).joined(separator: ".") + ($0.isLookup ? " (lookup)" : "") }
  }

  @Test(
    "has the tables that a query reads, in the order of the text",
    arguments: [
      ("SELECT a FROM k", ["k"]), ("SELECT k.a FROM db.k AS k", ["db.k"]), ("SELECT 1", []),
      ("SELECT a, k2 FROM k1 JOIN k2 ON k1.a = k2.a", ["k1", "k2"]), ("SELECT a FROM k1, k2", ["k1", "k2"]),
      ("SELECT a FROM k1 UNION ALL SELECT a FROM k2", ["k1", "k2"]), ("(SELECT a FROM k1)", ["k1"]),
      ("SELECT a FROM (SELECT b, c FROM k1 WHERE b > c) AS x, k2", ["k1", "k2"]),
      ("SELECT a FROM (k1 JOIN k2 ON k1.a = k2.a)", ["k1", "k2"]),
      ("SELECT EXTRACT(DAY FROM ts), TRIM(BOTH 'x' FROM a) FROM k", ["k"]),
      ("SELECT a FROM k WHERE a IS DISTINCT FROM b AND b IN (SELECT c FROM k2)", ["k", "k2"]),
      ("SELECT a FROM TABLE(TUMBLE(TABLE k, DESCRIPTOR(ts), INTERVAL '1' MINUTE))", ["k"]),
      ("SELECT a, word FROM k, LATERAL TABLE(SPLIT(a, ',')) AS t(word)", ["k"]),
      ("SELECT o.a FROM k AS o JOIN d FOR SYSTEM_TIME AS OF o.p AS x ON o.a = x.a", ["k", "d (lookup)"]),
      ("WITH w AS (SELECT a FROM k) SELECT a FROM w", ["k", "w"]), ("SELECT a, b FROM k GROUP BY a, b", ["k"]),
    ])
  func reading(_ query: String, _ tables: [String]) { #expect(Self.reads(query) == tables) }

  @Test(
    "knows what it does not understand",
    arguments: [
      ("CREATE FUNCTION f AS 'x'", "CREATE FUNCTION"), ("USE CATALOG c", "USE"), ("SELECT a FROM k", "SELECT"),
      ("CREATE TABLE t LIKE s", "CREATE TABLE"), ("CREATE TABLE t WITH ('a' = 'b') AS SELECT 1", "CREATE TABLE"),
      ("CREATE TABLE t (1) WITH ('a' = 'b')", "CREATE TABLE"),
      ("EXPLAIN INSERT INTO h SELECT 1", "EXPLAIN INSERT INTO"),
      ("INSERT OVERWRITE h SELECT 1", "INSERT OVERWRITE"), ("INSERT INTO h PARTITION (a = 1) SELECT 1", "INSERT INTO"),
      ("INSERT", "INSERT"), ("SET", "SET"), ("ALTER TABLE t SET ('a' = 'b')", "ALTER TABLE"), ("x y z", ""),
    ])
  func unknown(_ statement: String, _ beginning: String) {
    let script = SQLScript("\(statement); INSERT INTO h SELECT a FROM k;")
    #expect(script.unknown == [beginning])
    #expect(script.inserts.count == 1)
  }

  @Test("takes statement sets and settings apart")
  func frames() {
    let script = SQLScript(
      """
      SET 'a.b' = '1'; set c.d = 2;
      BEGIN STATEMENT SET; INSERT INTO h (`x`, y) SELECT a, b FROM k; INSERT INTO g SELECT * FROM k; END;
      EXECUTE STATEMENT SET BEGIN INSERT INTO i SELECT a FROM k; END;
      """)
    #expect(script.unknown.isEmpty && script.settings.map(\.key) == ["a.b", "c.d"])
    #expect(script.settings.map(\.value) == ["1", "2"])
    #expect(script.inserts.map { $0.table.map(\.text) } == [["h"], ["g"], ["i"]])
    #expect(script.inserts.first?.columns?.map(\.text) == ["x", "y"])
  }

  @Test("has tables with their columns, types, keys, watermarks and options")
  func table() throws {
    let script = SQLScript(
      """
      CREATE TEMPORARY TABLE db.t (
        id BIGINT NOT NULL COMMENT 'x', `n` varchar(3), m MAP<STRING, INT>, o BIGINT METADATA FROM 'offset' VIRTUAL,
        e AS CAST(id AS STRING), ts TIMESTAMP(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND,
        PRIMARY KEY (id, `n`) NOT ENFORCED
      ) WITH ('connector' = 'hologres', 'TableName' = 'public.t')
      """)
    let table = try #require(script.tables.first)
    #expect(table.name.map(\.text) == ["db", "t"] && table.primaryKey.map(\.text) == ["id", "n"])
    #expect(table.columns.map(\.name.text) == ["id", "n", "m", "o", "e", "ts"])
    #expect(table.columns.map(\.origin) == [.physical, .physical, .physical, .metadata, .computed, .physical])
    #expect(table.columns.map(\.isWritten) == [true, true, true, false, false, true])
    #expect(table.columns[0].type == .known(.bigint) && table.columns[4].type == nil)
    #expect(table.columns[1].type == SQLScript("CREATE TABLE t (n VARCHAR(3))").tables.first?.columns.first?.type)
    #expect(table.watermark?.text == "ts AS ts - INTERVAL '5' SECOND")
    #expect(table.connector == "hologres" && table.option(.tableName) == "public.t")
    #expect(table.columns[4].definition.text == "AS CAST(id AS STRING)")
  }

  @Test("takes a query apart")
  func query() throws {
    let script = SQLScript(
      "INSERT INTO h SELECT DISTINCT t.a, SUM(b) AS s, c d, *, k.* FROM (SELECT a FROM k) AS t WHERE a > 1 "
        + "GROUP BY a, f(b, c) HAVING SUM(b) > 2 ORDER BY a LIMIT 3")
    guard case .select(let select)? = script.inserts.first?.query else {
      Issue.record("not a SELECT")
      return
    }
    let items = select.items.map { item in
      if case .value(let expression, let name) = item { "\(expression.text) \(name?.text ?? "-")" } else { "*" }
    }
    #expect(select.isDistinct && items == ["t.a a", "SUM(b) s", "c d", "*", "*"])
    #expect(select.filter?.text == "a > 1" && select.groups.map(\.text) == ["a", "F(b, c)"])
    #expect(select.having?.text == "SUM(b) > 2" && select.tail?.text == "ORDER BY a LIMIT 3")
    guard case .query(.select(let inner), let alias)? = select.relation else {
      Issue.record("not a query in brackets")
      return
    }
    #expect(alias?.text == "t" && inner.items.count == 1)
  }

  @Test(
    "has unions only where duplicates stay", arguments: [("UNION ALL", true), ("UNION", false), ("EXCEPT", false)])
  func union(_ operation: String, _ isUnion: Bool) {
    let query = SQLScript("INSERT INTO h SELECT a FROM k \(operation) SELECT b FROM k2").inserts.first?.query
    if case .union(let inputs)? = query { #expect(isUnion && inputs.count == 2) } else { #expect(!isUnion) }
  }

  @Test("names the lines of literal secrets")
  func secrets() {
    let sql = "CREATE TEMPORARY TABLE t (a INT) WITH (\n'password' = 'a\nb',\n'username' = 'u'\n);\n-- 'secret' = 'x'"
    #expect(SQLLint.secretLines(in: sql) == [2, 3, 6])
    #expect(
      SQLLint.secretLines(in: sql.replacing("'a\nb'", with: "'${secret_values.p}'").replacing("'x'", with: "")) == [])
  }
}
