import FlinkSQL
import Testing

@Suite("The lint of given SQL against the ends of the pipeline")
struct LintTargetTests {
  private static let table = Pipelines.table(
    [
      "id": "bigint!", "n": "text", "amount": "numeric(18,2)", "at": "timestamp with time zone", "tags": "text[]",
      "small": "smallint", "raw": "bytea", "odd": "money",
    ], key: ["id"])

  private static func found(_ sql: String) -> [SQLFinding] {
    SQLLint(family: .vvr11, targets: .init([table], in: "d")).findings(in: sql)
  }

  @Test("wants the primary key of the table")
  func missingKey() {
    let finding = Self.found(LintScripts.sink("id BIGINT, n STRING")).first
    #expect(finding?.severity == .warning)
    #expect(finding?.replacement == "PRIMARY KEY (`id`) NOT ENFORCED")
    #expect((finding?.line, finding?.column) == (1, 24))
  }

  @Test(
    "warns of another primary key, and says where",
    arguments: [
      ("id BIGINT, n STRING, PRIMARY KEY (n) NOT ENFORCED", "PRIMARY KEY (`id`) NOT ENFORCED", 48),
      ("id BIGINT, n STRING, CONSTRAINT c PRIMARY KEY (n, id) NOT ENFORCED", "PRIMARY KEY (`id`) NOT ENFORCED", 61),
      ("id BIGINT, n STRING PRIMARY KEY NOT ENFORCED", nil, 47),
    ] as [(String, String?, Int)])
  func otherKey(_ columns: String, _ replacement: String?, _ column: Int) {
    let findings = Self.found(LintScripts.sink(columns))
    #expect(findings.map(\.replacement) == [replacement] && findings.map(\.column) == [column], "\(findings)")
    #expect(findings.first?.message.contains("PRIMARY KEY (`id`) NOT ENFORCED") == true)
  }

  @Test(
    "warns of types that the connector refuses when the job starts",
    arguments: [
      ("n INT", "STRING"), ("amount DOUBLE", "DECIMAL(18, 2)"), ("`at` BIGINT", "TIMESTAMP_LTZ(3)"),
      ("small INT", "SMALLINT"),
      ("tags ARRAY<BIGINT>", "ARRAY<STRING>"), ("`raw` STRING NOT NULL", "BYTES"), ("n ROW<a INT>", "STRING"),
      ("`at` DATE COMMENT 'x'", "TIMESTAMP_LTZ(3)"),
    ])
  func types(_ column: String, _ replacement: String) {
    let findings = Self.found(LintScripts.sink("id BIGINT, \(column), PRIMARY KEY (id) NOT ENFORCED"))
    #expect(findings.map(\.replacement) == [replacement] && findings.map(\.severity) == [.warning], "\(findings)")
  }

  @Test(
    "leaves alone what the table takes",
    arguments: [
      "id BIGINT, PRIMARY KEY (id) NOT ENFORCED", "id BIGINT PRIMARY KEY NOT ENFORCED, x AS id + 1",
      "id BIGINT, n VARCHAR(20), amount DECIMAL(10, 2), `at` TIMESTAMP(6), PRIMARY KEY (`id`) NOT ENFORCED",
      "id BIGINT, tags STRING, small TINYINT, `raw` VARBINARY(9), `at` TIMESTAMP(3) WITH LOCAL TIME ZONE, PRIMARY KEY (id) NOT ENFORCED",
      "id BIGINT NOT NULL, tags ARRAY<VARCHAR(3)>, odd STRING, PRIMARY KEY (id) NOT ENFORCED",
    ])
  func accepted(_ columns: String) {
    let findings = Self.found(LintScripts.sink(columns))
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test("knows only the table that the sink stands for, and not its log")
  func otherTables() {
    #expect(Self.found(LintScripts.sink().replacing("'tablename'='t'", with: "'tablename'='other.t'")).isEmpty)
    let wrong = LintScripts.sink("id BIGINT, n INT, PRIMARY KEY (id) NOT ENFORCED")
    for (database, isKnown) in [("d", true), ("${secret_values.d}", true), ("other", false)] {
      let script = wrong.replacing("'dbname'='d'", with: "'dbname'='\(database)'")
      #expect(Self.found(script).contains { $0.message.contains("is text") } == isKnown)
      #expect(SQLLint.hologresTables(in: script, of: "d").isEmpty == !isKnown)
    }
    let log = LintScripts.sink("hg_binlog_lsn BIGINT, n INT", ",'source.binlog'='true'")
    #expect(Self.found(log).isEmpty)
    #expect(SQLLint.hologresTables(in: LintScripts.sink() + LintScripts.sink(), of: "d") == [Self.table.name])
    #expect(SQLLint.hologresTables(in: LintScripts.source(), of: "d").isEmpty)
  }

  @Test("finds columns that the table has not, and the one that is meant")
  func unknownColumns() {
    let found = Self.found(LintScripts.sink("ID BIGINT, PRIMARY KEY (ID) NOT ENFORCED"))
    #expect(found.map(\.replacement) == ["`id`"])
    // Composed and decomposed, which are two names to the database.
    let accent = Self.found(LintScripts.sink("id BIGINT PRIMARY KEY NOT ENFORCED, `n\u{301}` STRING"))
    #expect(accent.map(\.severity) == [.warning])
  }

  @Test(
    "holds topic and table against what the script is for",
    arguments: [
      ("t", "public.t", []), ("orders", "t", ["topic"]), ("t", "orders", ["table"]), ("T", "s.t", ["topic", "table"]),
    ])
  func ends(_ topic: String, _ table: String, _ others: [String]) throws {
    let ends = SQLLint.Ends(topic: try TopicName(parsing: topic), table: try TableName(parsing: table))
    func found(_ sql: String) -> [SQLFinding] { SQLLint(family: .vvr11, ends: ends).findings(in: sql) }
    let sql = LintScripts.script("INSERT INTO h SELECT * FROM k")
    #expect(found(sql).map(\.severity) == others.map { _ in .warning })
    #expect(zip(found(sql), others).allSatisfy { $0.message.hasPrefix("The script has another \($1) than") })
    #expect(found(sql.replacing("'topic'='t'", with: "'topic'='a; \(topic)'")).count == others.count { $0 == "table" })
    #expect(found(sql.replacing("'topic'='t'", with: "'topic'='${topic}'")).count == others.count { $0 == "table" })
    #expect(found("INSERT INTO a SELECT * FROM b").isEmpty)
  }
}
