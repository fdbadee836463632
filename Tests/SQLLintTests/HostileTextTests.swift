import Notices
import PipelineTypes
import SQLLint
import Testing

@Suite("The lint of any text")
struct HostileTextTests {
  private static let words = [
    "CREATE", "TABLE", "TEMPORARY", "VIEW", "INSERT", "INTO", "OVERWRITE", "SELECT", "WITH", "AS", "LIKE", "EXPLAIN",
    "EXECUTE", "COMPILE", "STATEMENT", "SET", "BEGIN", "END", "VALUES", "FROM", "WHERE", "UNION", "ALL", "EXCEPT",
    "MULTISET", "DISTINCT", "PARTITION", "PRIMARY", "KEY", "ROW", "ARRAY", "(", ")", "<", ">", "[", "]", ",", ";", ".",
    "=", "*", "'", "`", "\"", "/*", "*/", "--", "//", "\n", "\r\n", "\r", "\u{301}", "\0", "😀", "'connector'='kafka'",
    "'connector'='hologres'", "'tablename'='t'", "'tablename'='\"a'", "'tablename'=", "'endpoint'=", "'topic'='a,b'",
    "'topic'=", "a", "`a`", "1", "${x}", "\\", "CAST", "INT", "U&'\\d83d", "/*+", "OPTIONS", "OF", "INTERVAL",
    "METADATA",
    "CONSTRAINT", "WATERMARK", "USE", ":", "password", "'password'", "'a.jaas.config'='", "://", "@", "LTAI",
    "DATE_FORMAT", "TO_DATE", "'YYYY-MM-DD'", "'hh:MM'", "'''w'",
  ]
  private static let lint = SQLLint(
    targets: .init([Scripts.table("t", ["a": "bigint"], key: ["a"])], in: "d"),
    endpoints: (try? TopicName(parsing: "t")).map { .init(topic: $0, table: TableName(schema: "public", table: "t")) })

  @Test("Any words have findings in the order of the text")
  func anyWords() {
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for _ in 0..<500 {
      let count = next(40)
      let separator = next(2) == 0 ? " " : ""
      let sql = (0..<count).map { _ in Self.words[next(Self.words.count)] }.joined(separator: separator)
      let places = Self.lint.findings(in: sql).map { ($0.line, $0.column) }
      #expect(places.allSatisfy { $0.0 >= 1 && $0.1 >= 1 }, "\(sql)")
      #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 }, "\(sql)")
    }
  }

  // Each would take minutes if anything were repeated for each of its parts.
  @Test(
    "A long text takes little time", .timeLimit(.minutes(1)),
    arguments: [
      "WITH (", "(", "CREATE TABLE t (", "/*", "'", "a.", "ROW<", "INSERT INTO t (a, b) ", "SELECT a, ", "LTAI", "//",
      "CAST(a AS ", "a INT PRIMARY KEY, ", "/*+ OPTIONS(", "'password'=", "U&'", "a='${", "DATE_FORMAT(",
      "DATE_FORMAT(a, 'YYYY-DD'), ", "UNION SELECT * FROM ", "SELECT * FROM (", "*, ", "MULTISET UNION ",
      "INSERT INTO t SELECT * FROM v;", "CREATE VIEW v AS SELECT * FROM v;", "'tablename'='a.", "'topic'='a,b',",
    ],
    [
      "CREATE TABLE t (",
      "CREATE TABLE t (a INT) WITH ('connector'='x'); CREATE VIEW v AS SELECT a FROM t; INSERT INTO t ",
    ])
  func long(_ piece: String, _ beginning: String) {
    let sql = beginning + String(repeating: piece, count: 500)
    #expect(Self.lint.findings(in: sql).allSatisfy { $0.line >= 1 })
  }

  @Test("Long values take little time", .timeLimit(.minutes(1)))
  func values() {
    let pattern = String(repeating: "YaMh", count: 100_000)
    #expect(Scripts.findings("SELECT DATE_FORMAT(ts, '\(pattern)') FROM t").isEmpty)
    let names = String(repeating: "1-a.", count: 100_000)
    let table = Scripts.sink().replacing("'tablename'='t'", with: "'tablename'='\(names)'")
    #expect(Scripts.findings(table).map(\.problem) == [.tableNameRefused(.tooManyParts)])
    let topics = String(repeating: "a,", count: 100_000)
    #expect(Scripts.findings(Scripts.source().replacing("'topic'='t'", with: "'topic'='\(topics)'")).count == 1)
  }

  @Test("Stars in queries inside of queries, and views of views, do not multiply", .timeLimit(.minutes(1)))
  func stars() {
    let stars = "SELECT \(Array(repeating: "*", count: 50).joined(separator: ", ")) FROM "
    let nested = String(repeating: "\(stars)(", count: 7) + "\(stars)k" + String(repeating: ")", count: 7)
    #expect(Scripts.findings(Scripts.script("INSERT INTO h \(nested)")).isEmpty)
    let union = Array(repeating: "SELECT * FROM v", count: 50).joined(separator: " UNION ALL ")
    let views = String(repeating: "CREATE TEMPORARY VIEW v AS \(union);", count: 50)
    #expect(Scripts.findings(Scripts.script("\(views) INSERT INTO h \(union)")).isEmpty)
    let chain = (0..<400).map { "CREATE VIEW v\($0 + 1) AS SELECT * FROM v\($0);" }.joined()
    let script = Scripts.script("CREATE VIEW v0 AS SELECT id, b, a FROM k;\(chain)INSERT INTO h SELECT * FROM v400")
    #expect(Scripts.findings(script).map(\.problem.code) == ["columns_swapped"])
  }

  private static let columns = (0..<3_000).map { "a_column_with_a_name_as_long_as_postgres_lets_it_be_\($0)" }

  @Test("Many columns in an INSERT take little time", .timeLimit(.minutes(1)))
  func manyColumns() {
    let declared = Self.columns.map { "\($0) INT" }.joined(separator: ",")
    let script = Scripts.source(declared) + Scripts.sink(declared)
    #expect(Scripts.findings(script + "INSERT INTO h SELECT * FROM k").isEmpty)
    let reversed = Self.columns.reversed().joined(separator: ",")
    let findings = Scripts.findings(script + "INSERT INTO h SELECT \(reversed) FROM k")
    #expect(findings.map(\.problem) == [.columnsSwapped(found: Self.columns.reversed(), wanted: Self.columns)])
  }

  @Test("A wide sink and a wide table take little time", .timeLimit(.minutes(1)))
  func wideTarget() {
    let table = TargetTable(
      name: TableName(schema: "public", table: "t"),
      columns: Self.columns.map { TargetTable.Column(name: $0, databaseType: "integer", isNullable: true) },
      primaryKey: Self.columns)
    let lint = SQLLint(targets: .init([table], in: "d"))
    let declared = Self.columns.map { "\($0) INT" }.joined(separator: ",")
    let key = "PRIMARY KEY (\(Self.columns.joined(separator: ","))) NOT ENFORCED"
    #expect(lint.findings(in: Scripts.sink("\(declared), \(key)")).isEmpty)
    let misspelt = Self.columns.map { "\($0)_ INT" }.joined(separator: ",")
    let unknown = lint.findings(in: Scripts.sink("\(misspelt), \(key)"))
    #expect(unknown.map(\.problem.code) == Array(repeating: "unknown_column", count: 3_000))
    #expect(unknown.first?.replacement == "`\(Self.columns[0])`")
  }

  @Test("Many options, and long ones, take little time", .timeLimit(.minutes(1)))
  func manyOptions() {
    let key = String(repeating: "scan.startup.mode", count: 20_000)
    let long = Scripts.source("id BIGINT", ",'scan.startup.mode'='latest-offset','\(key)'='x'")
    #expect(Scripts.findings(long).isEmpty)
    let options = (0..<3_000).map { ",'option\($0)'='x'" }.joined()
    #expect(Scripts.findings(Scripts.sink("id BIGINT", options)).isEmpty)
    let secrets = (0..<3_000).map { ",'option\($0).password'='x'" }.joined()
    #expect(Scripts.findings(Scripts.sink("id BIGINT", secrets)).count == 3_000)
  }
}
