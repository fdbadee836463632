import FlinkSQL
import Testing

@Suite("The lint of given SQL")
struct LintTests {
  private static let kafka = "'connector'='kafka','topic'='t','properties.bootstrap.servers'='k:9092','format'='json'"
  private static let hologres =
    "'connector'='hologres','endpoint'='h:80','dbname'='d','tablename'='t','username'='${secret_values.u}','password'='${secret_values.p}'"

  private func findings(_ sql: String, _ family: EngineVersion.Family? = .vvr11) -> [SQLFinding] {
    SQLLint(family: family).findings(in: sql)
  }

  private static func source(_ columns: String = "id BIGINT", _ more: String = "") -> String {
    "CREATE TEMPORARY TABLE k (\(columns)) WITH (\(kafka)\(more));"
  }

  private static func sink(_ columns: String = "id BIGINT", _ more: String = "") -> String {
    "CREATE TEMPORARY TABLE h (\(columns)) WITH (\(hologres)\(more));"
  }

  @Test(
    "finds errors, and says what to write instead",
    arguments: [
      (source("user STRING"), "reserved", "`user`"), (source("a TEXT"), "no type", "STRING"),
      (source("a TIMESTAMP WITH TIME ZONE"), "no such type", "TIMESTAMP_LTZ(3)"),
      (source("a DECIMAL(39, 2)"), "38 digits", "38"), (source("a INT DEFAULT 1"), "DEFAULT", "COALESCE"),
      (source("a VARCHAR(MAX)"), "number", "STRING"), (source("a INT,"), "comma", ")"),
      (source("a TIMESTAMP(3), WATERMARK a AS a"), "FOR", "WATERMARK FOR"),
      (source("id BIGINT, PRIMARY KEY (id) NOT ENFORCED"), "no primary key", ""),
      (sink("id BIGINT, PRIMARY KEY (id)"), "NOT ENFORCED", "NOT ENFORCED"),
      (source("id BIGINT", ",'scan.startup.mod'='earliest-offset'"), "no option", "'scan.startup.mode'"),
      (source("id BIGINT", ",'scan.startup.mode'='earliest'"), "one of", "'earliest-offset'"),
      (source("id BIGINT", ",'json.ignore-parse-error'='true'"), "no option", "'json.ignore-parse-errors'"),
      (source("id BIGINT", ",'scan.startup.mode'='timestamp'"), "needs its time", "timestamp-millis"),
      (source("id BIGINT", ",'json.ignore-parse-errors'='true','json.fail-on-missing-field'='true'"), "exclude", ""),
      (source("id BIGINT", ",connector='kafka'"), "is text", "'connector'"),
      (sink("id BIGINT", ",'dbnam'='d'"), "no option", "'dbname'"),
      (sink("id BIGINT", ",'sink.on-conflict-action'='upsert'"), "one of", ""),
      (sink("id BIGINT", ",'partitionrouter'='true'"), "VVR 11 has no", ""),
      (sink("id BIGINT", ",'ignoredelete'='true'"), "VVR 11 has no", "'sink.delete-strategy'"),
      ("CREATE TEMPORARY TABLE h (id INT) WITH ('connector'='hologres');", "lacks", "'endpoint'"),
      ("SELECT a::INT FROM t", "::", "CAST"), ("SELECT a->>'x' FROM t", "->>", "JSON_VALUE"),
      ("SELECT NVL(a, 1) FROM t", "NVL", "COALESCE"), ("SELECT \"a\" FROM t", "double quotes", "`name`"),
      ("SELECT 'it\\'s' FROM t", "backslash", "''"), ("# note\nSELECT 1", "#", "--"),
      ("INSERT INTO h SELECT 1 ON CONFLICT (id) DO NOTHING", "ON CONFLICT", "sink.on-conflict-action"),
      ("SELECT [a] FROM t", "square", "`name`"),
      ("CREATE STREAM s (a INT)", "CREATE STREAM", "TABLE"),
      ("BEGIN STATEMENT SET; INSERT INTO a SELECT 1;", "closed", "END"),
    ] as [(String, String, String)])
  func errors(_ sql: String, _ word: String, _ replacement: String) {
    let errors = findings(sql).filter { $0.severity == .error }
    #expect(
      errors.contains {
        $0.message.contains(word) && (replacement.isEmpty || $0.replacement?.contains(replacement) == true)
      }, "\(errors)")
  }

  @Test(
    "refuses a literal secret without repeating it",
    arguments: [
      sink().replacing("'password'='${secret_values.p}'", with: "'password'='hunter2!'"),
      source("id INT", ",'properties.sasl.jaas.config'='x required username=\"u\" password=\"hunter2!\";'"),
      "SET 'some.secret' = 'hunter2!';", "-- LTAIhunter2aaaaaaaa\nSELECT 1",
      sink("a INT", ",'properties.ssl.key.password'='hunter2!'"),
    ])
  func secrets(_ sql: String) {
    let errors = findings(sql).filter { $0.severity == .error }
    #expect(errors.contains { $0.replacement?.contains("secret_values") == true })
    #expect(!errors.contains { "\($0)".contains("hunter2") })
  }

  @Test("wants secrets in temporary tables only")
  func misplaced() {
    let sql = Self.sink().replacing("TEMPORARY ", with: "")
    #expect(findings(sql).contains { $0.replacement == "CREATE TEMPORARY TABLE" })
  }

  @Test("knows the names of each family, and of both where the engine is not known")
  func families() {
    let (old, new) = (
      Self.sink("a INT", ",'mutatetype'='insertorupdate'"),
      Self.sink("a INT", ",'sink.on-conflict-action'='INSERT_OR_UPDATE'")
    )
    #expect(findings(old, .vvr8).isEmpty && findings(new, .vvr11).isEmpty)
    #expect(findings(old, nil).isEmpty && findings(new, nil).isEmpty)
    #expect(findings(old, .vvr11).map(\.severity) == [.warning])
    #expect(findings(new, .vvr8).first?.replacement == "'mutatetype'")
  }

  @Test("says where")
  func places() {
    let finding = findings("SELECT 1;\n  SELECT '中😀', a::INT").first
    #expect(finding?.line == 2)
    #expect(finding?.column == 18)
  }

  @Test("warns of several INSERTs, but not in a statement set")
  func statementSets() {
    #expect(findings("INSERT INTO a SELECT 1; INSERT INTO b SELECT 1;").map(\.severity) == [.warning])
    #expect(findings("BEGIN STATEMENT SET; INSERT INTO a SELECT 1; INSERT INTO b SELECT 1; END;").isEmpty)
    #expect(findings("EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 1; END;").isEmpty)
  }

  @Test(
    "leaves alone what Flink takes",
    arguments: [
      "SELECT 1", "SET 'a' = 'b;c';",
      "SELECT a || b, ARRAY[1, 2], x[1], NOW(), IFNULL(a, 1) FROM t /*+ OPTIONS('a'='b') */",
      source(
        "id BIGINT, `user` STRING, r ROW<a INT, b MAP<STRING, DECIMAL(10, 2)>>, o BIGINT METADATA FROM 'offset' VIRTUAL"
      ),
      source("a TIMESTAMP(3), b AS CAST(a AS DATE), WATERMARK FOR a AS a - INTERVAL '5' SECOND"),
      sink("id BIGINT NOT NULL, PRIMARY KEY (id) NOT ENFORCED"), sink("id BIGINT PRIMARY KEY NOT ENFORCED"),
      sink("id VARCHAR, n NUMERIC(38, 2), d DOUBLE PRECISION, t TIMESTAMP WITH LOCAL TIME ZONE"),
      "CREATE TEMPORARY VIEW v AS SELECT 'it''s' AS a -- \"x\" :: #\n FROM t",
      "CREATE TEMPORARY TABLE p (a INT COMMENT 'x') WITH ('connector'='print', 'whatever'='1')",
    ])
  func accepted(_ sql: String) { #expect(findings(sql).isEmpty, "\(findings(sql))") }

  @Test("finds nothing in what is generated here", arguments: [Pipelines.vvr8, Pipelines.vvr11])
  func generated(_ engine: EngineVersion) throws {
    let schema = try Pipelines.schema([#"{"id":1,"user":"a","ts":1714557600000,"t":"2024-05-01T10:00:00+08:00"}"#])
    let table = Pipelines.table(
      ["id": "bigint!", "user": "text", "ts": "timestamp with time zone", "t": "timestamp with time zone"], key: ["id"])
    let sql = try Pipelines.sql(schema, into: table, engine: engine, startup: .groupOffsets)
    #expect(SQLLint(family: engine.family).findings(in: sql).isEmpty)
  }
}
