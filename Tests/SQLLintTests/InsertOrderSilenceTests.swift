import SQLLint
import Testing

@Suite("INSERTs by position that are accepted")
struct InsertOrderSilenceTests {
  @Test(
    "Columns in the sink's order, in a list, or with other names are accepted",
    .bug(id: "2-07"),
    arguments: [
      "INSERT INTO h (id, b, a) SELECT id, b, a FROM k", "INSERT INTO h SELECT id, a AS x, b AS y FROM k",
      "INSERT INTO h SELECT id, b AS a, a AS b FROM k", "INSERT INTO h SELECT id, a, b FROM k",
      "INSERT INTO h /*+ OPTIONS('sink.parallelism'='2') */ (id, b, a) SELECT id, b, a FROM k",
      "INSERT INTO h SELECT id, b, 'x' FROM k", "INSERT INTO h SELECT id, b, b FROM k",
      "INSERT INTO h SELECT id, LOWER(b), LOWER(a) FROM k", "INSERT INTO h SELECT id, a || b, b || a FROM k",
      "INSERT INTO h SELECT id, B, A FROM k", "INSERT INTO h SELECT id, b FROM k",
      "INSERT INTO h SELECT id, b, a, ts FROM k", "INSERT INTO h PARTITION (b = 'x') SELECT a, id FROM k",
    ])
  func right(_ insert: String) {
    let findings = Scripts.findings(Scripts.script(insert))
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test(
    "A query that cannot be resolved is accepted",
    arguments: [
      "INSERT INTO h WITH c AS (SELECT id, b, a FROM k) SELECT * FROM c",
      "INSERT INTO h WITH c AS (SELECT id, b, a FROM k) SELECT id, b, a FROM c UNION ALL SELECT id, b, a FROM c",
      "INSERT INTO h SELECT * FROM (SELECT id, b, a FROM k) AS x JOIN k ON x.id = k.id",
      "INSERT INTO h SELECT x.* FROM (SELECT id, b, a FROM k) AS x LEFT JOIN k FOR SYSTEM_TIME AS OF p AS d ON TRUE",
      "INSERT INTO h SELECT * FROM (SELECT id, b, a FROM k), k",
      "INSERT INTO h SELECT * FROM (SELECT id, b, a FROM k) AS x (q, r, s)",
      "INSERT INTO h SELECT * FROM TABLE(f(TABLE k))", "INSERT INTO h SELECT * FROM unknown",
      "INSERT INTO h VALUES (1, 'b', 'a')", "INSERT INTO h TABLE k",
      "INSERT INTO h SELECT id, b, a FROM k EXCEPT SELECT id, b, a FROM k",
      "INSERT INTO h SELECT id, b, a FROM k INTERSECT SELECT id, a, b FROM k",
      "INSERT INTO h SELECT * FROM (SELECT * FROM unknown UNION ALL SELECT id, b, a FROM k)",
      "CREATE VIEW v (id, a, b) AS SELECT id, b, a FROM k; INSERT INTO h SELECT * FROM v",
      "CREATE VIEW v AS SELECT id, b, a FROM k; CREATE VIEW v AS SELECT id, a, b FROM k; INSERT INTO h SELECT * FROM v",
      "CREATE VIEW v AS SELECT * FROM v; INSERT INTO h SELECT * FROM v",
      "CREATE VIEW v AS SELECT * FROM w; CREATE VIEW w AS SELECT * FROM v; INSERT INTO h SELECT * FROM w",
      "CREATE TABLE l WITH ('x'='y') LIKE k; INSERT INTO h SELECT * FROM l",
      "CREATE TABLE l WITH ('x'='y') AS SELECT id, b, a FROM k; INSERT INTO h SELECT * FROM l",
      "INSERT INTO h SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * "
        + "FROM (SELECT * FROM (SELECT * FROM (SELECT id, b, a FROM k)))))))))",
    ])
  func unresolved(_ statements: String) {
    let findings = Scripts.findings(Scripts.script(statements))
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test(
    "A sink that the script does not declare once and whole is not compared",
    arguments: [
      "INSERT INTO other SELECT id, b, a FROM k", "INSERT INTO d.h SELECT id, b, a FROM k",
      "USE d; INSERT INTO h SELECT id, b, a FROM k", "USE CATALOG c; INSERT INTO h SELECT id, b, a FROM k",
      "CREATE TABLE l WITH ('x'='y') LIKE h; INSERT INTO l SELECT id, b, a FROM k",
      "CREATE TABLE h (id BIGINT) WITH ('connector'='x'); INSERT INTO h SELECT id, b, a FROM k",
      "CREATE TABLE l (id INT, 5 INT, a INT) WITH ('connector'='x'); INSERT INTO l SELECT a, id FROM k",
    ])
  func sinks(_ statements: String) {
    let findings = Scripts.findings(Scripts.script(statements))
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test(
    "The last word of an expression is not the name of its column",
    arguments: [
      "SELECT NOT b, NOT a FROM k", "SELECT x AND b, x OR a FROM k", "SELECT x LIKE b, x NOT LIKE a FROM k",
      "SELECT x BETWEEN y AND b, x IS DISTINCT FROM a FROM k",
      "SELECT x MULTISET UNION b, x MULTISET EXCEPT ALL a FROM k",
      "SELECT x + b, x * a FROM k", "SELECT MAX(x) OVER b, MIN(x) OVER a FROM k WINDOW b AS (), a AS ()",
      "SELECT x AT TIME ZONE b, x SIMILAR TO a FROM k",
    ])
  func expressions(_ query: String) {
    let sink = Scripts.sink("a BOOLEAN, b BOOLEAN")
    let findings = Scripts.findings(Scripts.source("a BOOLEAN, b BOOLEAN, x STRING") + sink + "INSERT INTO h \(query)")
    #expect(findings.isEmpty, "\(findings)")
  }
}
