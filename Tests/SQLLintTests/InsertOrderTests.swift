import Notices
import SQLLint
import Testing

@Suite("The order of columns in an INSERT by position")
struct InsertOrderTests {
  private static let wanted = ["id", "a", "b"]
  private static let swapped = SQLProblem.columnsSwapped(found: ["id", "b", "a"], wanted: wanted)
  private static let list = "(`id`, `b`, `a`)"

  /// A view or table that is declared behind the source and the sink.
  private static let view = "CREATE TEMPORARY VIEW v AS SELECT id, b, a FROM k;"

  @Test(
    "Swapped columns are found, with the list of columns to write", .bug(id: "2-07"),
    arguments: [
      "INSERT INTO h SELECT id, b, a FROM k", "INSERT INTO h SELECT id, k.b, k.a FROM k",
      "INSERT INTO h SELECT id, UPPER(b) AS b, a FROM k", "INSERT INTO h SELECT id, UPPER(b) b, a FROM k",
      "INSERT INTO h SELECT * FROM (SELECT id, b, a FROM k)", "INSERT INTO h (SELECT id, b, a FROM k)",
      "INSERT INTO h SELECT s.* FROM (SELECT * FROM (SELECT id, b, a FROM k) AS r) s",
      "INSERT INTO h SELECT DISTINCT id, b, a FROM k WHERE id > 1 ORDER BY id LIMIT 5",
      "INSERT INTO h SELECT id, b, COUNT(*) AS a FROM k GROUP BY id, b HAVING COUNT(*) > 1",
      "INSERT INTO h SELECT id, b, CASE WHEN a = b THEN a ELSE b END a FROM k",
      "INSERT INTO h SELECT id, CAST(ROW(a, b) AS ROW<x STRING, y STRING>).x AS b, a FROM k",
      "INSERT INTO h SELECT k.id, b, k.a FROM k JOIN l ON k.id = l.id", "INSERT INTO h SELECT id, b, a FROM x.y.z",
      "insert into h select id, b, a from k", "EXPLAIN INSERT INTO h SELECT id, b, a FROM k",
      "BEGIN STATEMENT SET; INSERT INTO h SELECT id, a, b FROM k; INSERT INTO h SELECT id, b, a FROM k; END;",
      "EXECUTE STATEMENT SET BEGIN INSERT INTO h SELECT id, b, a FROM k; END;",
      "INSERT INTO h SELECT id, b, a FROM k UNION ALL SELECT id, b, a FROM k WHERE id > 1",
      "INSERT INTO h (SELECT id, b, a FROM k) UNION (SELECT id, b, a FROM k)",
      view + "INSERT INTO h SELECT * FROM v", view + "INSERT INTO h SELECT x.* FROM v AS x WHERE id > 1",
      view + "CREATE TEMPORARY VIEW w AS SELECT * FROM v; INSERT INTO h SELECT * FROM w",
      "CREATE TEMPORARY VIEW v AS SELECT id, b, a FROM k UNION SELECT id, a, b FROM k; INSERT INTO h SELECT * FROM v",
      "CREATE TEMPORARY TABLE l (id INT, b STRING, a STRING) WITH ('connector'='x'); INSERT INTO h SELECT * FROM l",
      "CREATE TEMPORARY TABLE l (id INT, b AS f(id), a INT METADATA VIRTUAL, WATERMARK FOR id AS id) "
        + "WITH ('connector'='x'); INSERT INTO h TABLE l; INSERT INTO h SELECT * FROM l",
    ])
  func found(_ statements: String) {
    let findings = Scripts.findings(Scripts.script(statements))
    #expect(findings.map(\.problem) == [Self.swapped])
    #expect(findings.map(\.replacement) == ["INSERT INTO `h` \(Self.list)"])
    #expect(findings.map(\.severity) == [.warning])
  }

  @Test("The replacement keeps the verb and the whole name of the sink")
  func replacement() {
    func replacements(_ insert: String) -> [String?] {
      let script = Scripts.script("\(insert) SELECT id, b, a FROM k").replacing("TABLE h", with: "TABLE d.`h x`")
      return Scripts.findings(script).map(\.replacement)
    }
    #expect(replacements("INSERT INTO d.`h x`") == ["INSERT INTO `d`.`h x` \(Self.list)"])
    #expect(replacements("INSERT OVERWRITE d.`h x`") == ["INSERT OVERWRITE `d`.`h x` \(Self.list)"])
    #expect(replacements("INSERT INTO h").isEmpty)
  }

  @Test(
    "A list of columns is given only if it is right for the whole query",
    arguments: [
      ("SELECT id, a, b FROM k UNION ALL SELECT id, b, a FROM k", ["id", "b", "a"]),
      ("SELECT id, b, a FROM k UNION ALL SELECT * FROM unknown", ["id", "b", "a"]),
      ("SELECT b, id, COUNT(*) FROM k GROUP BY b, id", ["b", "id"]), ("SELECT b, a, a FROM k", ["b", "a", "a"]),
      ("SELECT a, id, ts FROM k", ["a", "id", "ts"]),
    ])
  func noReplacement(_ query: String, _ names: [String]) {
    let findings = Scripts.findings(Scripts.script("INSERT INTO h \(query)"))
    #expect(findings.map(\.problem) == [.columnsSwapped(found: names, wanted: Self.wanted)])
    #expect(findings.map(\.replacement) == [nil])
  }

  @Test("Columns of the sink that are not written do not count")
  func sinkColumns() {
    let sink = "id BIGINT, c AS id + 1, a STRING, o BIGINT METADATA VIRTUAL, b STRING METADATA FROM 'x'"
    let script = Scripts.source("id BIGINT, a STRING, b STRING") + Scripts.sink(sink)
    #expect(Scripts.findings(script + "INSERT INTO h SELECT id, a, b FROM k").isEmpty)
    #expect(Scripts.findings(script + "INSERT INTO h SELECT id, b, a FROM k").map(\.problem) == [Self.swapped])
  }
}
