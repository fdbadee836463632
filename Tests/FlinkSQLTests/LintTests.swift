import FlinkSQL
import Testing

@Suite("The lint of given SQL")
struct LintTests {
  private static let kafka = "'connector'='kafka','topic'='t','properties.bootstrap.servers'='k:9092','format'='json'"
  private static let hologres =
    "'connector'='hologres','endpoint'='h:80','dbname'='d','tablename'='t','username'='${secret_values.u}','password'='${secret_values.p}'"

  private static func script(_ more: String) -> String {
    source("id BIGINT, n STRING") + sink("id BIGINT, n STRING") + more
  }

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
      ("CREATE TABLE a WITH ('connector'='kafka','json.ignore-parse-error'='true') LIKE b", "no option", "errors'"),
      ("CREATE TABLE a WITH ('connector'='kafka','format'='json','csv.x'='true') LIKE b", "no option", ""),
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
      (source().replacing("k:9092", with: "k"), "host:port", "'host:9092'"),
      (source().replacing("k:9092", with: "k:9092,l:99999"), "host:port", "'host:9092'"),
      (
        source(
          "id BIGINT", ",'properties.ssl.x'='','json.ignore-parse-errors'='true','json.fail-on-missing-field'='true'"),
        "exclude", "'json.fail-on-missing-field' = 'false'"
      ),
      (script("INSERT INTO h SELECT id FROM k"), "gives 1 columns, and the table 'h' has 2", "INSERT INTO"),
      (script("EXPLAIN PLAN FOR INSERT INTO h SELECT id, n, 1 FROM k"), "gives 3 columns", ""),
      (script("BEGIN STATEMENT SET; INSERT INTO h SELECT CAST(id AS ROW<a INT, b INT>) FROM k; END;"), "gives 1", ""),
      (
        script("").replacing("TABLE h", with: "TABLE x.`h`") + "INSERT INTO `x`.h SELECT id FROM k",
        "the table 'h' has 2", ""
      ),
      (script("INSERT INTO h SELECT DISTINCT id IS DISTINCT FROM 1 FROM k, l"), "gives 1 columns", ""),
      (
        script("EXECUTE STATEMENT SET BEGIN INSERT INTO h (id) SELECT id, f(n, 1) FROM k; END;"), "list of the INSERT",
        ""
      ),
      (script("INSERT INTO h VALUES (1 < 2, 'a', 3)"), "gives 3 columns", ""),
      (script("INSERT INTO h (id, N) SELECT id, n FROM k"), "no column 'N'", "`n`"),
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
      sink("a INT", ",'properties.ssl.key.password'='hunter2!'"), sink("a INT", ",`password`='hunter2!'"),
      sink("a INT", ",password='hunter2!'"), "SET some_secret = 'hunter2!';",
      "ALTER TABLE t SET (token = 'hunter2!')", "SELECT * FROM t /*+ OPTIONS('password'='hunter2!') */",
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
    let long = Self.script("INSERT INTO h (id) SELECT id, n FROM k")
    #expect(findings(long, .vvr8).map(\.severity) == [.warning])
    #expect(findings(long, .vvr11).map(\.severity) == [.error])
  }

  @Test(
    "warns of what may not be meant",
    arguments: [
      (source("id BIGINT", ",'json.ignore-parse-errors'='true'"), "dropped", "'json.ignore-parse-errors' = 'false'"),
      (source("id BIGINT", ",'json.fail-on-missing-field'='TRUE'"), "stops at the first message", "'false'"),
      (sink().replacing("h:80", with: "h"), "host:port", "'host:80'"),
      (sink().replacing("h:80", with: "jdbc:postgresql://h:80/d"), "host:port", "'host:80'"),
      (
        script("INSERT INTO h SELECT * FROM `kafka_sourc`").replacing("TABLE k", with: "TABLE kafka_source"),
        "declares no 'kafka_sourc', but 'kafka_source'", "`kafka_source`"
      ),
      (
        script("INSERT INTO holo_orderz (id) SELECT id FROM k").replacing("TABLE h", with: "TABLE holo_orders"),
        "declares no 'holo_orderz', but 'holo_orders'", "`holo_orders`"
      ),
      (
        script("INSERT INTO h WITH orders_k AS (SELECT 1, 'a') SELECT * FROM orders_k")
          .replacing("TABLE k", with: "TABLE orders_j"), "'orders_j' is neither", ""
      ),
      (
        script("INSERT INTO h SELECT * FROM k").replacing("'connector'='hologres'", with: "'connector'='hologress'"),
        "No connector of this name", "'hologres'"
      ),
      ("CREATE TABLE t (a INT) WITH ('connector'='Kafka')", "No connector of this name", "'kafka'"),
      (script("INSERT INTO h SELECT 1, 'a'"), "'k' is neither read nor written", ""),
      (script("INSERT INTO h SELECT * FROM k; CREATE TEMPORARY VIEW v AS SELECT id FROM k"), "'v' is neither", ""),
    ])
  func warnings(_ sql: String, _ word: String, _ replacement: String) {
    let found = findings(sql)
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.severity == .warning && found.first?.message.contains(word) == true, "\(found)")
    #expect(replacement.isEmpty || found.first?.replacement?.contains(replacement) == true)
  }

  @Test("holds a sink against the table that it stands for, where that is known")
  func target() {
    let table = Pipelines.table(["id": "bigint!", "n": "text"], key: ["id"])
    func found(_ sql: String) -> [SQLFinding] { SQLLint(family: .vvr11, target: table).findings(in: sql) }
    let finding = found(Self.sink("id BIGINT, n STRING")).first
    #expect(finding?.severity == .warning)
    #expect(finding?.replacement == "PRIMARY KEY (`id`) NOT ENFORCED")
    #expect((finding?.line, finding?.column) == (1, 24))
    #expect(found(Self.sink("id BIGINT, PRIMARY KEY (id) NOT ENFORCED")).isEmpty)
    #expect(found(Self.sink("id BIGINT PRIMARY KEY NOT ENFORCED, x AS id + 1")).isEmpty)
    #expect(found(Self.sink().replacing("'tablename'='t'", with: "'tablename'='other.t'")).isEmpty)
    #expect(found(Self.sink("ID BIGINT, PRIMARY KEY (ID) NOT ENFORCED")).map(\.replacement) == ["`id`"])
    #expect(SQLLint.declares(table.name, in: Self.sink()))
    #expect(!SQLLint.declares(table.name, in: Self.source()))
  }

  @Test(
    "holds topic and table against what the script is for",
    arguments: [
      ("t", "public.t", []), ("orders", "t", ["topic"]), ("t", "orders", ["table"]), ("T", "s.t", ["topic", "table"]),
    ])
  func ends(_ topic: String, _ table: String, _ others: [String]) throws {
    let ends = SQLLint.Ends(topic: try TopicName(parsing: topic), table: try TableName(parsing: table))
    func found(_ sql: String) -> [SQLFinding] { SQLLint(family: .vvr11, ends: ends).findings(in: sql) }
    let sql = Self.script("INSERT INTO h SELECT * FROM k")
    #expect(found(sql).map(\.severity) == others.map { _ in .warning })
    #expect(zip(found(sql), others).allSatisfy { $0.message.hasPrefix("The script has another \($1) than") })
    #expect(found(sql.replacing("'topic'='t'", with: "'topic'='a; \(topic)'")).count == others.count { $0 == "table" })
    #expect(found(sql.replacing("'topic'='t'", with: "'topic'='${topic}'")).count == others.count { $0 == "table" })
    #expect(found("INSERT INTO a SELECT * FROM b").isEmpty)
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
      script("CREATE TEMPORARY VIEW v AS SELECT * FROM k; INSERT INTO h SELECT * FROM v"),
      script("INSERT INTO h SELECT id * 2, n FROM k WHERE id < 3 AND id > 1"),
      script("INSERT INTO h (n) SELECT MAP['a', n]['a'] FROM k"),
      script("INSERT INTO h (SELECT id, n FROM k)"),
      script("INSERT INTO x.h SELECT id FROM k"), script("INSERT INTO c.`d`.h (other) SELECT id FROM k"),
      script("USE x; INSERT INTO h SELECT id FROM k"),
      script("INSERT INTO h SELECT id IS DISTINCT FROM 1, n FROM k"),
      script("INSERT INTO h SELECT CASE WHEN id IS NOT DISTINCT FROM 1 THEN 1 END, n FROM k, l"),
      script("INSERT INTO h SELECT LISTAGG(n) WITHIN GROUP (ORDER BY id), n FROM k"),
      script("INSERT INTO h SELECT a MULTISET UNION b, n FROM k"),
      script("INSERT INTO h SELECT id, n FROM k WHERE token = 'refresh' AND k.`password` = 'x'"),
      "CREATE TABLE c WITH ('connector'='print') AS SELECT a FROM t WHERE token = 'refresh'",
      script("INSERT INTO h WITH c AS (SELECT 1 FROM k) SELECT c.* FROM c"),
      script("INSERT INTO h SELECT id, n FROM k UNION ALL SELECT id, n FROM k"),
      script("INSERT INTO h PARTITION (n = 'x') SELECT id FROM k"),
      sink("id BIGINT, n STRING") + "INSERT INTO h VALUES (1, 'a'), (2, 'b')",
      sink("id BIGINT, n STRING") + "INSERT INTO h VALUES ROW(1, 'a')",
      script("EXPLAIN ESTIMATED_COST, CHANGELOG_MODE SELECT * FROM k, h"),
      script("EXPLAIN STATEMENT SET BEGIN INSERT INTO h SELECT id, n FROM k; INSERT INTO h SELECT * FROM k; END;"),
      script("INSERT INTO h SELECT id, LAST_VALUE(n) OVER (PARTITION BY id, n ORDER BY id) FROM k"),
      script("CREATE TABLE c WITH ('connector'='print') AS SELECT COUNT(*), MAX(id) FROM k, h"),
      script("CREATE TABLE c AS SELECT COUNT(*), CAST(id AS ROW<a INT>) FROM k, h WHERE f(id, n)"),
      "CREATE TABLE a WITH ('connector'='kafka','csv.field-delimiter'=';','value.avro.codec'='x') LIKE b",
      "CREATE TABLE t (a INT) WITH ('connector'='mysql')",
      source("id BIGINT, n AS id < 3, m AS id > 2") + sink("x BOOLEAN")
        + "INSERT INTO h SELECT n FROM k; CREATE TEMPORARY TABLE l WITH ('topic'='u') LIKE k; INSERT INTO l SELECT 1"
        .replacing("; INSERT INTO l SELECT 1", with: "; SELECT * FROM l"),
      source("id BIGINT, o BIGINT METADATA FROM 'offset' VIRTUAL, c AS id") + "INSERT INTO k SELECT 1",
      "CREATE TEMPORARY TABLE h (id BIGINT) WITH ('connector'='hologres'); SELECT * FROM h /*+ OPTIONS('endpoint'='h:80') */",
      source("id BIGINT", ",'properties.client.dns.lookup'='x'")
        .replacing("'k:9092'", with: "'PLAINTEXT://a:9092, [::1]:9093,'"),
      source().replacing("'k:9092'", with: "'${kafka}'"), "CREATE TEMPORARY VIEW v AS TABLE t",
      "CREATE VIEW v (a) AS SELECT 1",
      "RESET 'a'; USE CATALOG c; CREATE TEMPORARY FUNCTION f AS 'a.B'; SHOW TABLES; DESCRIBE t; EXECUTE INSERT INTO t SELECT 1",
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

  @Test("takes any text at all, and a long one in time", .timeLimit(.minutes(1)))
  func hostile() {
    let words = [
      "CREATE", "TABLE", "TEMPORARY", "VIEW", "INSERT", "INTO", "SELECT", "WITH", "AS", "LIKE", "EXPLAIN", "EXECUTE",
      "STATEMENT", "SET", "BEGIN", "END", "VALUES", "FROM", "PARTITION", "PRIMARY", "KEY", "ROW", "ARRAY", "(", ")",
      "<",
      ">", "[", "]", ",", ";", ".", "=", "*", "'", "`", "\"", "/*", "*/", "--", "\n", "\r\n", "\u{301}", "\0", "😀",
      "'connector'='kafka'", "'connector'='hologres'", "'tablename'='t'", "'endpoint'=", "a", "`a`", "1", "${x}", "\\",
    ]
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let target = Pipelines.table(["a": "bigint"], key: ["a"])
    for _ in 0..<3000 {
      let sql = (0..<next(40)).map { _ in words[next(words.count)] }.joined(separator: next(2) == 0 ? " " : "")
      _ = SQLLint(family: nil, target: target).findings(in: sql)
    }
    for piece in [
      "WITH (", "(", "CREATE TABLE t (", "/*", "'", "a.", "ROW<", "INSERT INTO t (a, b) ", "SELECT a, ", "LTAI",
    ] {
      _ = SQLLint(family: nil, target: target).findings(
        in: "CREATE TABLE t (" + String(repeating: piece, count: 5_000))
    }
    let columns = (0..<3_000).map { "a_column_with_a_name_as_long_as_postgres_lets_it_be_\($0)" }
    let inserts = columns.map { "INSERT INTO h (\($0)_) SELECT 1;" }.joined()
    let unknown = findings(Self.sink(columns.map { "\($0) INT" }.joined(separator: ",")) + inserts)
    #expect(unknown.count { $0.severity == .error && $0.message.contains("has no column") } == 3_000)
    #expect(unknown.contains { $0.replacement == "`\(columns[0])`" })
    let key = String(repeating: "scan.startup.mode", count: 20_000)
    #expect(findings(Self.source("id BIGINT", ",'\(key)'='x'")).count == 1)
  }
}
