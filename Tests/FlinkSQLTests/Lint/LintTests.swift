import FlinkSQL
import Testing

@Suite("The lint of given SQL")
struct LintTests {
  @Test("says where")
  func places() {
    let finding = LintScripts.findings("SELECT 1;\n  SELECT '中😀', a::INT").first
    #expect(finding?.line == 2)
    #expect(finding?.column == 18)
    let hint = LintScripts.findings(LintScripts.source() + "\nSELECT * FROM k /*+\n OPTIONS('topi' = 'x') */").first
    #expect(hint?.line == 3)
    #expect(hint?.column == 10)
  }

  @Test("warns of several INSERTs, but not in a statement set")
  func statementSets() {
    let inserts = "INSERT INTO a SELECT 1; INSERT INTO b SELECT 1;"
    #expect(LintScripts.findings(inserts).map(\.severity) == [.warning])
    #expect(LintScripts.findings("BEGIN STATEMENT SET; \(inserts) END;").isEmpty)
    #expect(LintScripts.findings("EXECUTE STATEMENT SET BEGIN \(inserts) END;").isEmpty)
    #expect(LintScripts.findings("BEGIN STATEMENT SET; INSERT INTO a SELECT 1;").map(\.replacement) == ["END;"])
  }

  @Test(
    "counts what an INSERT gives",
    arguments: [
      (
        LintScripts.script("INSERT INTO h SELECT id FROM k"), "gives 1 columns, and the table 'h' has 2; name them", nil
      ),
      (LintScripts.script("EXPLAIN PLAN FOR INSERT INTO h SELECT id, n, 1 FROM k"), "gives 3 columns", nil),
      (
        LintScripts.script("BEGIN STATEMENT SET; INSERT INTO h SELECT CAST(id AS ROW<a INT, b INT>) FROM k; END;"),
        "gives 1", nil
      ),
      (
        LintScripts.script("").replacing("TABLE h", with: "TABLE x.`h`") + "INSERT INTO `x`.h SELECT id FROM k",
        "the table 'h' has 2", nil
      ),
      (LintScripts.script("INSERT INTO h SELECT DISTINCT id IS DISTINCT FROM 1 FROM k, l"), "gives 1 columns", nil),
      (
        LintScripts.script("EXECUTE STATEMENT SET BEGIN INSERT INTO h (id) SELECT id, f(n, 1) FROM k; END;"),
        "list of the INSERT", nil
      ),
      (LintScripts.script("INSERT INTO h VALUES (1 < 2, 'a', 3)"), "gives 3 columns", nil),
      (LintScripts.script("INSERT INTO h (id, N) SELECT id, n FROM k"), "no column 'N'", "`n`"),
    ] as [(String, String, String?)])
  func inserts(_ sql: String, _ words: String, _ replacement: String?) {
    let findings = LintScripts.findings(sql)
    #expect(LintScripts.found(.error, words, replacement, in: findings), "\(findings)")
  }

  @Test("knows that Flink 1.17 leaves out what is too much for a list")
  func lists() {
    let long = LintScripts.script("INSERT INTO h (id) SELECT id, n FROM k")
    #expect(LintScripts.findings(long, .vvr8).map(\.severity) == [.warning])
    #expect(LintScripts.findings(long, .vvr11).map(\.severity) == [.error])
  }

  @Test(
    "warns of what is declared and not used",
    arguments: [
      (
        LintScripts.script("INSERT INTO h SELECT * FROM `kafka_sourc`").replacing(
          "TABLE k", with: "TABLE kafka_source"),
        "declares no 'kafka_sourc', but 'kafka_source'", "`kafka_source`"
      ),
      (
        LintScripts.script("INSERT INTO holo_orderz (id) SELECT id FROM k")
          .replacing("TABLE h", with: "TABLE holo_orders"),
        "declares no 'holo_orderz', but 'holo_orders'", "`holo_orders`"
      ),
      (
        LintScripts.script("INSERT INTO h WITH orders_k AS (SELECT 1, 'a') SELECT * FROM orders_k")
          .replacing("TABLE k", with: "TABLE orders_j"), "'orders_j' is neither", nil
      ),
      (LintScripts.script("INSERT INTO h SELECT 1, 'a'"), "'k' is neither read nor written", nil),
      (
        LintScripts.script("INSERT INTO h SELECT * FROM k; CREATE TEMPORARY VIEW v AS SELECT id FROM k"),
        "'v' is neither", nil
      ),
    ] as [(String, String, String?)])
  func unused(_ sql: String, _ words: String, _ replacement: String?) {
    let findings = LintScripts.findings(sql)
    #expect(findings.count == 1 && LintScripts.found(.warning, words, replacement, in: findings), "\(findings)")
  }

  @Test(
    "finds where a statement does not begin or end as it should",
    arguments: [
      ("CREATE TEMPORARY TABLE a (b INT) WITH ('connector'='datagen') INSERT INTO h SELECT 1", "semicolon", "; INSERT"),
      ("INSERT INTO h SELECT 1 INSERT INTO h SELECT 2", "semicolon", "; INSERT"),
      ("BEGIN STATEMENT SET INSERT INTO h SELECT 1; END;", "semicolon", "; INSERT"),
      ("CREATE TEMPORARY VIEW v AS SELECT 1 CREATE TEMPORARY VIEW w AS SELECT 1", "semicolon", "; CREATE"),
      ("SELCT 1", "begins with SELCT", "SELECT"), ("INSERT INOT h SELECT 1", "not followed by INOT", "INTO"),
      ("INSERT h SELECT 1", "followed by INTO", "INSERT INTO"),
      ("CREATE TEMPORAY VIEW v AS SELECT 1", "TEMPORAY", "TEMPORARY"),
      ("SELECT f(1 FROM t", "not closed", nil), ("SELECT f(1)) FROM t", "closes none", nil),
    ] as [(String, String, String?)])
  func boundaries(_ sql: String, _ words: String, _ replacement: String?) {
    let findings = LintScripts.findings(sql)
    #expect(LintScripts.found(.error, words, replacement, in: findings), "\(findings)")
  }

  @Test(
    "takes the words in front of an INSERT for what they are",
    arguments: [
      "EXPLAIN INSERT INTO h SELECT 1", "EXPLAIN PLAN FOR INSERT INTO h SELECT 1",
      "EXECUTE STATEMENT SET BEGIN INSERT INTO h SELECT 1; INSERT INTO h SELECT 2; END;",
      "COMPILE PLAN 'p' FOR INSERT INTO h SELECT 1", "ADD JAR 'j'", "DESC t", "SHOW CREATE TABLE t",
    ])
  func leads(_ sql: String) {
    let findings = LintScripts.findings(sql).filter { $0.severity == .error }
    #expect(findings.isEmpty, "\(findings)")
  }
}
