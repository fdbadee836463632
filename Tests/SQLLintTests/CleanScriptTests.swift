import Foundation
import PipelineTypes
import SQLLint
import Testing

@Suite("Clean scripts")
struct CleanScriptTests {
  /// The scripts in a folder of the tests.
  private static func files(in folder: String) -> [URL] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../\(folder)")
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "sql" }.sorted { $0.path < $1.path }
  }

  @Test(
    "Scripts that both engines accept, and generated ones, have no finding",
    arguments: files(in: "FlinkEngine/Accepted") + files(in: "FlinkSQLTests/Golden"))
  func scripts(_ file: URL) throws {
    let sql = try String(contentsOf: file, encoding: .utf8)
    #expect(Scripts.findings(sql).isEmpty, "\(Scripts.findings(sql))")
    let carriageReturns = Scripts.findings(sql.replacing("\n", with: "\r\n"))
    #expect(carriageReturns.isEmpty, "\(carriageReturns)")
  }

  @Test("Both folders are found")
  func folders() {
    #expect(!Self.files(in: "FlinkEngine/Accepted").isEmpty)
    #expect(!Self.files(in: "FlinkSQLTests/Golden").isEmpty)
  }

  @Test("A generated script has no finding beside its own table and call", arguments: ["vvr8", "vvr11"])
  func generated(_ family: String) throws {
    let file = Self.files(in: "FlinkSQLTests/Golden").first { $0.lastPathComponent == "orders.\(family).sql" }
    let table = Scripts.table(
      "orders",
      [
        "order_id": "bigint!", "amount": "numeric(18,2)", "status": "text",
        "created_at": "timestamp with time zone",
      ], key: ["order_id"])
    let endpoints = SQLLint.Endpoints(topic: try TopicName(parsing: "orders"), table: table.name)
    let sql = try String(contentsOf: #require(file), encoding: .utf8)
    #expect(SQLLint.hologresTables(in: sql, of: "db") == [table.name])
    #expect(SQLLint(targets: .init([table], in: "db"), endpoints: endpoints).findings(in: sql).isEmpty)
  }

  @Test(
    "Statements of all kinds have no finding",
    arguments: [
      "", ";", "SELECT 1", "SET 'a' = 'b;c';", "SELECT 1;;",
      "SELECT a || b, ARRAY[1, 2], x[1], NOW(), IFNULL(a, 1) FROM t /*+ OPTIONS('a'='b') */",
      "CREATE TEMPORARY VIEW v AS SELECT 'it''s' AS a -- \"x\" :: #\n FROM t",
      "CREATE TABLE t (a INT) DISTRIBUTED BY HASH(a) INTO 4 BUCKETS PARTITIONED BY (a) WITH ('connector'='x')",
      Scripts.script("CREATE TEMPORARY VIEW v AS SELECT id, a, b FROM k; INSERT INTO h SELECT * FROM v"),
      Scripts.script("INSERT INTO h (a) SELECT MAP['a', a]['a'] FROM k"),
      Scripts.script("INSERT INTO h SELECT id IS DISTINCT FROM 1, a, b FROM k"),
      Scripts.script("INSERT INTO h SELECT CASE WHEN id IS NOT DISTINCT FROM 1 THEN 1 END, a, b FROM k, l"),
      Scripts.script("INSERT INTO h SELECT LISTAGG(a) WITHIN GROUP (ORDER BY id), a, b FROM k"),
      Scripts.script("INSERT INTO h SELECT id, a, b FROM k WHERE token = 'refresh' AND k.`password` = 'x'"),
      Scripts.script("INSERT INTO h SELECT id, a, b FROM k UNION ALL SELECT id, a, b FROM k"),
      Scripts.script("EXPLAIN ESTIMATED_COST, CHANGELOG_MODE SELECT * FROM k, h"),
      Scripts.script(
        "EXPLAIN STATEMENT SET BEGIN INSERT INTO h SELECT id, a, b FROM k; INSERT INTO h SELECT id, b FROM k; END;"),
      Scripts.script("INSERT INTO h SELECT id, LAST_VALUE(a) OVER (PARTITION BY id, a ORDER BY id), b FROM k"),
      "CREATE TABLE c WITH ('connector'='print') AS SELECT a FROM t WHERE token = 'refresh'",
      "CREATE TABLE c AS SELECT COUNT(*), CAST(id AS ROW<a INT>) FROM k, h WHERE f(id, n)",
      Scripts.source("id BIGINT, n AS id < 3, m AS id > 2") + Scripts.sink("x BOOLEAN")
        + "INSERT INTO h SELECT n FROM k; CREATE TEMPORARY TABLE l WITH ('topic'='u') LIKE k; SELECT * FROM l",
      Scripts.source("id BIGINT, o BIGINT METADATA FROM 'offset' VIRTUAL, c AS id") + "INSERT INTO k SELECT 1",
      "INSERT INTO len (a) SELECT f.nvl(a) FROM t AS isnull (a)", "SELECT t.returning, returning FROM t",
      "CREATE TEMPORARY VIEW v AS TABLE t", "CREATE VIEW v (a) AS SELECT 1", "MERGE INTO h USING k ON TRUE", "SELCT 1",
      "SELECT a::INT, \"b\" FROM [c]", "CREATE TEMPORARY TABLE h (id TEXT(3)) WITH ('connector'='hologress','x'='y')",
      "RESET 'a'; USE CATALOG c; CREATE TEMPORARY FUNCTION f AS 'a.B'; SHOW TABLES; EXECUTE INSERT INTO t SELECT 1",
    ])
  func statements(_ sql: String) { #expect(Scripts.findings(sql).isEmpty, "\(Scripts.findings(sql))") }
}
