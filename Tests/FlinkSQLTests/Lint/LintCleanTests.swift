import FlinkSQL
import Foundation
import Testing

@Suite("The lint of given SQL that is good")
struct LintCleanTests {
  private static let accepted = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../FlinkEngine/Accepted")

  @Test(
    "leaves alone the scripts that both engines are made to accept",
    arguments: ["comments.sql", "control.sql", "declarations.sql", "names.sql", "queries.sql"],
    [EngineVersion.Family.vvr8, .vvr11])
  func scripts(_ name: String, _ family: EngineVersion.Family) throws {
    let sql = try String(contentsOf: Self.accepted.appending(path: name), encoding: .utf8)
    #expect(LintScripts.findings(sql, family).isEmpty, "\(LintScripts.findings(sql, family))")
    let crlf = sql.replacing("\n", with: "\r\n")
    #expect(LintScripts.findings(crlf, family).isEmpty, "\(LintScripts.findings(crlf, family))")
  }

  @Test("finds nothing in what is generated here", arguments: [Pipelines.vvr8, Pipelines.vvr11])
  func generated(_ engine: EngineVersion) throws {
    let schema = try Pipelines.schema([#"{"id":1,"user":"a","ts":1714557600000,"t":"2024-05-01T10:00:00+08:00"}"#])
    let table = Pipelines.table(
      ["id": "bigint!", "user": "text", "ts": "timestamp with time zone", "t": "timestamp with time zone"], key: ["id"])
    let sql = try Pipelines.sql(schema, into: table, engine: engine, startup: .groupOffsets)
    #expect(SQLLint(family: engine.family, targets: .init([table], in: "d")).findings(in: sql).isEmpty)
  }

  @Test(
    "leaves alone what Flink takes",
    arguments: [
      "SELECT 1", "SET 'a' = 'b;c';", "SELECT 1;;",
      "SELECT a || b, ARRAY[1, 2], x[1], NOW(), IFNULL(a, 1) FROM t /*+ OPTIONS('a'='b') */",
      "CREATE TEMPORARY VIEW v AS SELECT 'it''s' AS a -- \"x\" :: #\n FROM t",
      "CREATE TABLE t (a INT) DISTRIBUTED BY HASH(a) INTO 4 BUCKETS PARTITIONED BY (a) WITH ('connector'='x')",
      LintScripts.script("CREATE TEMPORARY VIEW v AS SELECT * FROM k; INSERT INTO h SELECT * FROM v"),
      LintScripts.script("INSERT INTO h SELECT id * 2, n FROM k WHERE id < 3 AND id > 1"),
      LintScripts.script("INSERT INTO h (n) SELECT MAP['a', n]['a'] FROM k"),
      LintScripts.script("INSERT INTO h (SELECT id, n FROM k)"),
      LintScripts.script("INSERT INTO x.h SELECT id FROM k"),
      LintScripts.script("INSERT INTO c.`d`.h (other) SELECT id FROM k"),
      LintScripts.script("USE x; INSERT INTO h SELECT id FROM k"),
      LintScripts.script("INSERT INTO h SELECT id IS DISTINCT FROM 1, n FROM k"),
      LintScripts.script("INSERT INTO h SELECT CASE WHEN id IS NOT DISTINCT FROM 1 THEN 1 END, n FROM k, l"),
      LintScripts.script("INSERT INTO h SELECT LISTAGG(n) WITHIN GROUP (ORDER BY id), n FROM k"),
      LintScripts.script("INSERT INTO h SELECT a MULTISET UNION b, n FROM k"),
      LintScripts.script("INSERT INTO h SELECT id, n FROM k WHERE token = 'refresh' AND k.`password` = 'x'"),
      "CREATE TABLE c WITH ('connector'='print') AS SELECT a FROM t WHERE token = 'refresh'",
      LintScripts.script("INSERT INTO h WITH c AS (SELECT 1 FROM k) SELECT c.* FROM c"),
      LintScripts.script("INSERT INTO h SELECT id, n FROM k UNION ALL SELECT id, n FROM k"),
      LintScripts.script("INSERT INTO h PARTITION (n = 'x') SELECT id FROM k"),
      LintScripts.sink("id BIGINT, n STRING") + "INSERT INTO h VALUES (1, 'a'), (2, 'b')",
      LintScripts.sink("id BIGINT, n STRING") + "INSERT INTO h VALUES ROW(1, 'a')",
      LintScripts.script("EXPLAIN ESTIMATED_COST, CHANGELOG_MODE SELECT * FROM k, h"),
      LintScripts.script(
        "EXPLAIN STATEMENT SET BEGIN INSERT INTO h SELECT id, n FROM k; INSERT INTO h SELECT * FROM k; END;"),
      LintScripts.script("INSERT INTO h SELECT id, LAST_VALUE(n) OVER (PARTITION BY id, n ORDER BY id) FROM k"),
      LintScripts.script("CREATE TABLE c WITH ('connector'='print') AS SELECT COUNT(*), MAX(id) FROM k, h"),
      LintScripts.script("CREATE TABLE c AS SELECT COUNT(*), CAST(id AS ROW<a INT>) FROM k, h WHERE f(id, n)"),
      LintScripts.source("id BIGINT, n AS id < 3, m AS id > 2") + LintScripts.sink("x BOOLEAN")
        + "INSERT INTO h SELECT n FROM k; CREATE TEMPORARY TABLE l WITH ('topic'='u') LIKE k; SELECT * FROM l",
      LintScripts.source("id BIGINT, o BIGINT METADATA FROM 'offset' VIRTUAL, c AS id") + "INSERT INTO k SELECT 1",
      "INSERT INTO len (a) SELECT f.nvl(a) FROM t AS isnull (a)", "SELECT t.returning, returning FROM t",
      "SELECT DATE_ADD(a, 1), DATE_SUB(a, 1), DATEDIFF(a, b), REGEXP(a, 'b') FROM t",
      "CREATE TEMPORARY VIEW v AS TABLE t", "CREATE VIEW v (a) AS SELECT 1",
      "RESET 'a'; USE CATALOG c; CREATE TEMPORARY FUNCTION f AS 'a.B'; SHOW TABLES; DESCRIBE t; EXECUTE INSERT INTO t SELECT 1",
    ])
  func accepted(_ sql: String) {
    #expect(LintScripts.findings(sql).isEmpty, "\(LintScripts.findings(sql))")
  }
}
