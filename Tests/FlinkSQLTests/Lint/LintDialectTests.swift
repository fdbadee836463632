import FlinkSQL
import Testing

@Suite("The lint of other dialects in given SQL")
struct LintDialectTests {
  private static func insert(_ query: String) -> String { LintScripts.script("INSERT INTO h SELECT id, \(query)") }

  @Test(
    "finds statements and clauses that Flink has not",
    arguments: [
      ("INSERT INTO h SELECT 1 ON CONFLICT (id) DO NOTHING", "'sink.on-conflict-action' decides", nil),
      ("INSERT INTO h SELECT 1 ON DUPLICATE KEY UPDATE a = 1", "'sink.on-conflict-action' decides", nil),
      ("CREATE STREAM s (a INT)", "CREATE STREAM", "CREATE TEMPORARY TABLE"),
      ("CREATE EXTERNAL TABLE s (a INT)", "external", "CREATE TEMPORARY TABLE"),
      ("CREATE TABLE t (a INT) STORED AS ORC", "no STORED; leave it out", nil),
      ("CREATE TABLE t USING kafka OPTIONS (a 'b')", "no USING", "WITH ('connector' = '...')"),
      ("CREATE TABLE t (a INT) ('connector'='x')", "stands WITH", "WITH ("),
      ("CREATE TABLE t (a INT) TBLPROPERTIES ('a'='b')", "no TBLPROPERTIES", "WITH"),
      ("CREATE TABLE t (a INT) ENGINE=InnoDB DEFAULT CHARSET=utf8", "no ENGINE", "WITH ('connector' = '...')"),
      ("CREATE TABLE t (a INT) COMMENT='x' WITH ('a'='b')", "no COMMENT", nil),
      ("MERGE INTO h USING k ON h.id = k.id", "MERGE", nil), ("REPLACE INTO h SELECT 1", "REPLACE", "INSERT INTO"),
      ("UPDATE h SET a = 1", "UPDATE", nil), ("DELETE FROM h", "DELETE", nil), ("SELECT 1;\nGO\n", "GO", ";"),
      ("INSERT OVERWRITE TABLE h SELECT 1", "TABLE", "INSERT OVERWRITE"),
      ("INSERT INTO TABLE h SELECT 1", "TABLE", "INSERT INTO"), ("INSERT IGNORE INTO h SELECT 1", "IGNORE", "INSERT"),
      ("DELIMITER //\nSELECT 1", "DELIMITER", nil), ("SELECT a FROM t EMIT CHANGES", "EMIT", nil),
      ("SELECT x FROM t LATERAL VIEW explode(a) b AS x", "CROSS JOIN UNNEST", nil),
      ("SELECT a FROM t LIMIT 5, 10", "one number", "LIMIT 10 OFFSET 5"), ("SELECT TOP 10 a FROM t", "TOP", "SELECT"),
      ("INSERT INTO h SELECT a FROM t RETURNING id, n", "RETURNING", nil),
      ("INSERT INTO h SELECT a FROM t WHERE a > 1 RETURNING *", "RETURNING", nil),
      ("SELECT a FROM t WHERE a ILIKE 'x'", "LOWER", nil), ("SELECT a FROM t WHERE a RLIKE 'x'", "REGEXP", nil),
      ("SELECT a FROM t WHERE a REGEXP 'x'", "in front", nil), ("SELECT GROUP_CONCAT(a) FROM t", "CONCAT", "LISTAGG("),
      ("SELECT STRING_AGG(a, ',') FROM t", "STRING_AGG", "LISTAGG("),
    ] as [(String, String, String?)])
  func phrases(_ sql: String, _ words: String, _ replacement: String?) {
    let findings = LintScripts.findings(sql)
    #expect(LintScripts.found(.error, words, replacement, in: findings), "\(findings)")
  }

  @Test(
    "finds signs, characters and texts that Flink has not",
    arguments: [
      ("SELECT a::INT FROM t", "::", nil), ("SELECT a->>'x' FROM t", "->>", nil), ("SELECT a -> 'x' FROM t", "->", nil),
      ("SELECT a FROM t WHERE a != 1", "!=", "<>"), ("SELECT a FROM t WHERE a == 1", "==", "="),
      ("SELECT a FROM t WHERE a && b", "&&", "AND"), ("SELECT a FROM t WHERE a ~ 'x'", "~", nil),
      ("SELECT a FROM t WHERE a <=> b", "<=>", "IS NOT DISTINCT FROM"), ("# note\nSELECT 1", "#", "--"),
      ("SELECT [a] FROM t", "square", "`a`"), ("SELECT a, b, FROM t", "comma stands before FROM", nil),
      ("SELECT a FROM t WHERE a IN (1, 2,)", "comma", nil),
      ("SELECT a FROM t GROUP BY a,;", "comma ends", nil), ("SELECT f([1, 2]) FROM t", "ARRAY[...]", "ARRAY["),
      ("SELECT \"a\" FROM t", "double quotes", nil),
      ("SELECT 'it\\'s' FROM t", "backslash", nil), ("SELECT E'a' FROM t", "begin with E", nil),
      ("SELECT $$a$$ FROM t", "$$", "'"), ("SELECT NOW() - INTERVAL '1 day'", "unit", nil),
      ("SELECT NOW() - INTERVAL '1' FROM t", "unit", nil), ("\u{feff}SELECT 1", "U+FEFF", nil),
      ("SELECT\u{a0}1", "U+00A0 is no blank", " "), ("SELECT \u{3000}1", "U+3000 is no blank", " "),
      ("SELECT \u{2018}a\u{2019}", "U+2018", "'"), ("SELECT a\u{ff0c} b", "U+FF0C", ","), ("SELECT 'a", "no end", nil),
      ("SELECT `a", "quote that begins here has no end", nil), ("SELECT 1 /* a", "comment that begins here", nil),
    ] as [(String, String, String?)])
  func signs(_ sql: String, _ words: String, _ replacement: String?) {
    let findings = LintScripts.findings(sql)
    #expect(LintScripts.found(.error, words, replacement, in: findings), "\(findings)")
  }

  @Test(
    "finds types, keys and columns that Flink has not",
    arguments: [
      ("user STRING", "reserved", "`user`"), ("a TEXT", "no type TEXT", "STRING"), ("a longtext", "LONGTEXT", "STRING"),
      ("a VARCHAR2(10)", "no type", "VARCHAR"), ("a NUMBER(10,2)", "no type", "DECIMAL"), ("a BOOL", "BOOL", "BOOLEAN"),
      ("a DATETIME", "no type", "TIMESTAMP(3)"), ("a DATETIME(6)", "no type", "TIMESTAMP"), ("a INT(11)", "width", nil),
      ("a INT UNSIGNED", "no UNSIGNED", nil), ("a STRUCT<b:INT>", "STRUCT", "ROW"), ("a INT[]", "ARRAY", "ARRAY<INT>"),
      ("a ARRAY<ROW<text STRING, b JSON>>", "JSON", "STRING"), ("a MAP<STRING, UUID>", "UUID", "STRING"),
      ("a TIMESTAMP WITH TIME ZONE", "no such type", "WITH LOCAL TIME ZONE"), ("a DECIMAL(39, 2)", "38 digits", "38"),
      ("a INT DEFAULT 1", "no DEFAULT; COALESCE", nil), ("a VARCHAR(MAX)", "brackets out", "STRING"),
      ("a TEXT(100)", "brackets out", "STRING"), ("a BIT(1)", "brackets out", "BOOLEAN"),
      ("a INT,", "comma", nil),
      ("a INT CHECK (a > 1)", "no CHECK", nil), ("a STRING UNIQUE", "no UNIQUE", nil),
      ("b AS CAST(a AS TEXT)", "TEXT", "STRING"),
      ("a INT AUTO_INCREMENT", "AUTO_INCREMENT", nil), ("a INT REFERENCES b (c)", "REFERENCES", nil),
      ("a INT, INDEX i (a)", "no INDEX", nil), ("a INT, KEY (a)", "no KEY", nil),
      ("a INT, UNIQUE KEY u (a)", "UNIQUE", nil),
      ("a INT, CHECK (a > 1)", "no CHECK in a table", nil), ("a INT, FOREIGN KEY (a) REFERENCES b(c)", "FOREIGN", nil),
      ("a INT, CONSTRAINT c CHECK (a > 1)", "no CHECK", nil),
      ("a TIMESTAMP(3), WATERMARK a AS a", "FOR", "WATERMARK FOR"),
      ("id BIGINT, PRIMARY KEY (id)", "NOT ENFORCED", "PRIMARY KEY (`id`) NOT ENFORCED"),
      ("id BIGINT PRIMARY KEY", "NOT ENFORCED", "PRIMARY KEY NOT ENFORCED"),
      ("id BIGINT, PRIMARY KEY (id) NOT ENFORCED", "no primary key", nil),
    ] as [(String, String, String?)])
  func columns(_ columns: String, _ words: String, _ replacement: String?) {
    let findings = LintScripts.findings(LintScripts.source(columns))
    #expect(LintScripts.found(.error, words, replacement, in: findings), "\(findings)")
  }

  @Test(
    "tells a column that is called like a keyword from a clause behind a comma",
    arguments: [
      "a INT, offset BIGINT", "a INT, order INT", "a INT, from INT", "a INT, limit INT", "a INT, group INT",
      "rlike STRING",
    ])
  func reserved(_ columns: String) {
    let findings = LintScripts.findings(LintScripts.source(columns))
    #expect(findings.map { $0.message.contains("reserved") } == [true], "\(findings)")
  }

  @Test(
    "finds types in casts",
    arguments: ["CAST(a AS SIGNED)", "TRY_CAST(CAST(a AS BIGINT) AS INT8)", "f(CAST(a AS LONG))"])
  func casts(_ expression: String) {
    #expect(LintScripts.findings("SELECT \(expression) FROM t").map(\.replacement) == ["BIGINT"])
  }

  @Test(
    "warns of functions that somebody would have to have made",
    arguments: [
      ("NVL(a, 1)", "COALESCE"), ("ISNULL(a, b)", "COALESCE"), ("to_char(a, 'YYYY')", "DATE_FORMAT"),
      ("DATE_ADD(a, INTERVAL 1 DAY)", nil), ("1 + GETDATE()", "NOW"),
      ("SAFE_CAST(a AS INT)", "TRY_CAST"),
    ] as [(String, String?)])
  func functions(_ call: String, _ replacement: String?) {
    let findings = LintScripts.findings("SELECT \(call) FROM t")
    #expect(findings.map(\.severity) == [.warning] && findings.map(\.replacement) == [replacement])
    let name = call.prefix { $0 != "(" }.drop { !$0.isLetter }
    if replacement != nil {
      #expect(LintScripts.findings("CREATE TEMPORARY FUNCTION \(name) AS 'a.B'; SELECT \(call) FROM t").isEmpty)
    }
  }

  @Test("names the option that decides on conflicts as the engine has it")
  func conflicts() {
    let sql = "INSERT INTO h SELECT 1 ON CONFLICT DO NOTHING"
    #expect(LintScripts.findings(sql, .vvr8).map { $0.message.contains("'mutatetype' decides") } == [true])
    #expect(LintScripts.findings(sql, nil).map { $0.message.contains("'mutatetype' or 'sink.on-") } == [true])
  }

  @Test(
    "says nothing of what follows from an open quote", arguments: ["'it\\'s' FROM k;", "'x FROM k;", "id， 1 FROM k"])
  func consequences(_ query: String) {
    #expect(LintScripts.findings(Self.insert(query)).map(\.severity) == [.error])
  }
}
