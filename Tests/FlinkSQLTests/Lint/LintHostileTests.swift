import FlinkSQL
import Testing

@Suite("The lint of any text")
struct LintHostileTests {
  private static let words = [
    "CREATE", "TABLE", "TEMPORARY", "VIEW", "INSERT", "INTO", "SELECT", "WITH", "AS", "LIKE", "EXPLAIN", "EXECUTE",
    "STATEMENT", "SET", "BEGIN", "END", "VALUES", "FROM", "PARTITION", "PRIMARY", "KEY", "ROW", "ARRAY", "(", ")",
    "<", ">", "[", "]", ",", ";", ".", "=", "*", "'", "`", "\"", "/*", "*/", "--", "//", "\n", "\r\n", "\u{301}", "\0",
    "😀", "'connector'='kafka'", "'connector'='hologres'", "'tablename'='t'", "'endpoint'=", "a", "`a`", "1", "${x}",
    "\\", "CAST", "INT", "U&'\\d83d", "/*+", "OPTIONS", "ON", "CONFLICT", "DO", "INTERVAL", "RETURNING", "UNIQUE",
    "INDEX",
    "METADATA", "CONSTRAINT", "WATERMARK", "CHECK", "STRUCT", ":", "password", "'password'", "'a.jaas.config'='", "://",
    "@",
  ]

  @Test("takes any words")
  func anyWords() {
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let lint = SQLLint(family: nil, targets: .init([Pipelines.table(["a": "bigint"], key: ["a"])], in: "d"))
    for _ in 0..<3000 {
      let count = next(40)
      let separator = next(2) == 0 ? " " : ""
      let sql = (0..<count).map { _ in Self.words[next(Self.words.count)] }.joined(separator: separator)
      #expect(lint.findings(in: sql).allSatisfy { $0.line >= 1 && $0.column >= 1 })
    }
  }

  // Each would take minutes if anything were done to it again for each of its parts.
  @Test(
    "takes a long text in time", .timeLimit(.minutes(1)),
    arguments: [
      "WITH (", "(", "CREATE TABLE t (", "/*", "'", "a.", "ROW<", "INSERT INTO t (a, b) ", "SELECT a, ", "LTAI", "//",
      "CAST(a AS ", "ON CONFLICT (", "DATE_ADD(", "a INT PRIMARY KEY, ", "CHECK ", "/*+ OPTIONS(", "'password'=", "U&'",
      "INTERVAL '1' ", "RETURNING a ", "UNIQUE (a), ", "a='${",
    ])
  func long(_ piece: String) {
    let lint = SQLLint(family: nil, targets: .init([Pipelines.table(["a": "bigint"], key: ["a"])], in: "d"))
    let sql = "CREATE TABLE t (" + String(repeating: piece, count: 5_000)
    #expect(lint.findings(in: sql).allSatisfy { $0.line >= 1 })
  }

  private static let columns = (0..<3_000).map { "a_column_with_a_name_as_long_as_postgres_lets_it_be_\($0)" }

  @Test("compares many columns in time", .timeLimit(.minutes(1)))
  func manyColumns() {
    let inserts = Self.columns.map { "INSERT INTO h (\($0)_) SELECT 1;" }.joined()
    let declared = Self.columns.map { "\($0) INT" }.joined(separator: ",")
    let unknown = LintScripts.findings(LintScripts.sink(declared) + inserts)
    #expect(unknown.count { $0.severity == .error && $0.message.contains("has no column") } == 3_000)
    #expect(unknown.contains { $0.replacement == "`\(Self.columns[0])`" })
  }

  @Test("holds a wide sink against a wide table in time", .timeLimit(.minutes(1)))
  func wideTarget() {
    let table = TargetTable(
      name: TableName(schema: "public", table: "t"),
      columns: Self.columns.map { TargetTable.Column(name: $0, databaseType: "integer", isNullable: true) },
      primaryKey: Self.columns)
    let lint = SQLLint(family: .vvr11, targets: .init([table], in: "d"))
    let declared = Self.columns.map { "\($0) INT" }.joined(separator: ",")
    let key = "PRIMARY KEY (\(Self.columns.joined(separator: ","))) NOT ENFORCED"
    #expect(lint.findings(in: LintScripts.sink("\(declared), \(key)")).isEmpty)
    let misspelt = Self.columns.map { "\($0)_ INT" }.joined(separator: ",")
    let unknown = lint.findings(in: LintScripts.sink("\(misspelt), \(key)"))
    #expect(unknown.count == 3_000)
    #expect(unknown.first?.replacement == "`\(Self.columns[0])`")
  }

  @Test("compares many options, and long ones, in time", .timeLimit(.minutes(1)))
  func manyOptions() {
    let key = String(repeating: "scan.startup.mode", count: 20_000)
    #expect(
      LintScripts.findings(LintScripts.source("id BIGINT", ",'scan.startup.mode'='latest-offset','\(key)'='x'")).count
        == 1)
    let options = (0..<3_000).map { ",'option\($0)'='x'" }.joined()
    #expect(LintScripts.findings(LintScripts.sink("id BIGINT", options)).count == 3_000)
    #expect(
      LintScripts.findings(LintScripts.source("id BIGINT", options + ",'scan.startup.mode'='latest-offset'")).count
        == 3_000)
  }
}
