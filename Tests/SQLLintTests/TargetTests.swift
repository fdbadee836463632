import Notices
import PipelineTypes
import SQLLint
import Testing

@Suite("A sink compared with its table")
struct TargetTests {
  private static let table = Scripts.table(
    "t",
    [
      "id": "bigint!", "n": "text", "amount": "numeric(18,2)", "at": "timestamp with time zone", "tags": "text[]",
      "small": "smallint", "raw": "bytea", "odd": "money", "local": "timestamp(3) without time zone",
      "wide": "numeric",
    ], key: ["id"])
  private static let key = "PRIMARY KEY (id) NOT ENFORCED"

  private static func findings(_ sql: String) -> [SQLFinding] {
    SQLLint(targets: .init([table], in: "d")).findings(in: sql)
  }

  @Test("The primary key of the table is wanted")
  func missingKey() {
    let findings = Self.findings(Scripts.sink("id BIGINT, n STRING"))
    #expect(findings.map(\.problem) == [.primaryKeyMissing(table: Self.table.name)])
    #expect(findings.map(\.severity) == [.warning])
    #expect(findings.map(\.replacement) == ["PRIMARY KEY (`id`) NOT ENFORCED"])
    #expect(findings.map(\.line) == [1] && findings.map(\.column) == [24])
  }

  @Test(
    "Another primary key is found, with its place",
    arguments: [
      ("id BIGINT, n STRING, PRIMARY KEY (n) NOT ENFORCED", "PRIMARY KEY (`id`) NOT ENFORCED", 48),
      ("id BIGINT, n STRING, CONSTRAINT c PRIMARY KEY (n, id) NOT ENFORCED", "PRIMARY KEY (`id`) NOT ENFORCED", 61),
      ("id BIGINT, n STRING PRIMARY KEY NOT ENFORCED", nil, 47),
    ] as [(String, String?, Int)])
  func otherKey(_ columns: String, _ replacement: String?, _ column: Int) {
    let findings = Self.findings(Scripts.sink(columns))
    #expect(findings.map(\.problem) == [.primaryKeyDiffers(table: Self.table.name, key: ["id"])])
    #expect(findings.map(\.replacement) == [replacement] && findings.map(\.column) == [column], "\(findings)")
  }

  @Test(
    "A type that the connector rejects when the job starts is found",
    arguments: [
      ("n", "n INT", "STRING"), ("amount", "amount DOUBLE", "DECIMAL(18, 2)"),
      ("at", "`at` BIGINT", "TIMESTAMP_LTZ(3)"),
      ("small", "small INT", "SMALLINT"), ("tags", "tags ARRAY<BIGINT>", "ARRAY<STRING>"),
      ("raw", "`raw` STRING NOT NULL", "BYTES"), ("n", "n ROW<a INT>", "STRING"),
      ("at", "`at` DATE COMMENT 'x'", "TIMESTAMP_LTZ(3)"),
    ])
  func types(_ name: String, _ column: String, _ type: String) {
    let findings = Self.findings(Scripts.sink("id BIGINT, \(column), \(Self.key)"))
    let databaseType = Self.table.columns.first { $0.name == name }?.databaseType ?? ""
    #expect(
      findings.map(\.problem) == [
        .typeMismatch(table: Self.table.name, column: name, databaseType: databaseType, type: type)
      ])
    #expect(findings.map(\.replacement) == [type] && findings.map(\.severity) == [.warning], "\(findings)")
  }

  @Test(
    "A type with more digits than the column keeps is found",
    arguments: [
      ("amount", "amount DECIMAL(20, 2)", "DECIMAL(20, 2)"), ("amount", "amount DECIMAL(18, 4)", "DECIMAL(18, 4)"),
      ("amount", "amount DECIMAL(18)", "DECIMAL(18, 0)"), ("at", "`at` TIMESTAMP_LTZ(6)", "TIMESTAMP_LTZ(6)"),
      ("at", "`at` TIMESTAMP(6) WITH LOCAL TIME ZONE", "TIMESTAMP_LTZ(6)"), ("at", "`at` TIMESTAMP", "TIMESTAMP(6)"),
      ("local", "`local` TIMESTAMP(6)", "TIMESTAMP(6)"), ("local", "`local` TIMESTAMP_LTZ(9)", "TIMESTAMP_LTZ(9)"),
    ])
  func lossy(_ name: String, _ column: String, _ declared: String) {
    let findings = Self.findings(Scripts.sink("id BIGINT, \(column), \(Self.key)"))
    let databaseType = Self.table.columns.first { $0.name == name }?.databaseType ?? ""
    #expect(
      findings.map(\.problem) == [
        .lossyConversion(table: Self.table.name, column: name, databaseType: databaseType, declared: declared)
      ])
    #expect(findings.map(\.replacement) == [nil] && findings.map(\.severity) == [.warning], "\(findings)")
  }

  @Test(
    "A sink that the table takes is accepted",
    arguments: [
      "id BIGINT, \(key)", "id BIGINT PRIMARY KEY NOT ENFORCED, x AS id + 1",
      "id BIGINT, n VARCHAR(20), amount DECIMAL(10, 2), `at` TIMESTAMP(3), PRIMARY KEY (`id`) NOT ENFORCED",
      "id BIGINT, tags STRING, small TINYINT, `raw` VARBINARY(9), `at` TIMESTAMP(3) WITH LOCAL TIME ZONE, \(key)",
      "id BIGINT NOT NULL, tags ARRAY<VARCHAR(3)>, odd STRING, \(key)",
      "id BIGINT, amount DECIMAL(18, 2), `local` TIMESTAMP(0), wide DECIMAL(38, 30), \(key)",
      "id BIGINT, n MULTISET<INT>, \(key)", "hg_lsn BIGINT METADATA VIRTUAL, id BIGINT, \(key)",
    ])
  func accepted(_ columns: String) {
    let findings = Self.findings(Scripts.sink(columns))
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test("Columns that the table does not have are found, with the column that is meant")
  func unknownColumns() {
    let found = Self.findings(Scripts.sink("ID BIGINT, PRIMARY KEY (ID) NOT ENFORCED"))
    #expect(found.map(\.problem) == [.unknownColumn(table: Self.table.name, column: "ID")])
    #expect(found.map(\.replacement) == ["`id`"])
    // Composed and decomposed, which are two names to the database.
    let accent = Self.findings(Scripts.sink("id BIGINT PRIMARY KEY NOT ENFORCED, `n\u{301}` STRING"))
    #expect(accent.map(\.problem.code) == ["unknown_column"] && accent.map(\.severity) == [.warning])
  }

  @Test("Only the table that the sink stands for is compared, and not its log")
  func otherTables() {
    #expect(Self.findings(Scripts.sink().replacing("'tablename'='t'", with: "'tablename'='other.t'")).isEmpty)
    let wrong = Scripts.sink("id BIGINT, n INT, \(Self.key)")
    for (database, isKnown) in [("d", true), ("${secret_values.d}", true), ("other", false)] {
      let script = wrong.replacing("'dbname'='d'", with: "'dbname'='\(database)'")
      #expect(Self.findings(script).contains { $0.problem.code == "type_mismatch" } == isKnown)
      #expect(SQLLint.hologresTables(in: script, of: "d").isEmpty == !isKnown)
    }
    let log = Scripts.sink("hg_binlog_lsn BIGINT, n INT", ",'source.binlog'='true'")
    #expect(Self.findings(log).isEmpty)
    #expect(SQLLint.hologresTables(in: Scripts.sink() + Scripts.sink(), of: "d") == [Self.table.name])
    #expect(SQLLint.hologresTables(in: Scripts.source(), of: "d").isEmpty)
  }
}
