import Notices
import PipelineTypes
import SQLLint
import Testing

@Suite("The value of tablename as the connector reads it")
struct TableNameTests {
  private static let target = Scripts.table("h", ["id": "bigint!", "a": "text", "b": "text"], key: ["id"])

  /// A script for the table `public.h`, whose sink has this `tablename`.
  private static func script(_ name: String, _ columns: String = "id BIGINT, PRIMARY KEY (id) NOT ENFORCED") -> String {
    let literal = "'\(name.replacing("'", with: "''"))'"
    return Scripts.source() + Scripts.sink(columns).replacing("'tablename'='t'", with: "'tablename'=\(literal)")
      + "INSERT INTO h SELECT id FROM k;"
  }

  private static func findings(_ sql: String) throws -> [SQLFinding] {
    let endpoints = SQLLint.Endpoints(topic: try TopicName(parsing: "t"), table: target.name)
    return SQLLint(targets: .init([target], in: "d"), endpoints: endpoints).findings(in: sql)
  }

  @Test("Capitals without quotes are folded, for the comparison with the call and with the table", .bug(id: "2-11"))
  func folded() throws {
    #expect(try Self.findings(Self.script("public.H")).isEmpty)
    #expect(try Self.findings(Self.script("H")).isEmpty)
    let keyless = try Self.findings(Self.script("PUBLIC.H", "id BIGINT"))
    #expect(keyless.map(\.problem) == [.primaryKeyMissing(table: Self.target.name)])
    let quoted = try Self.findings(Self.script("public.\"H\""))
    #expect(quoted.map(\.problem) == [.otherTable(called: "public.h")])
    #expect(quoted.map(\.severity) == [.warning])
  }

  @Test(
    "A name that the connector rejects is found, with the quotes that are missing", .bug(id: "2-11"),
    arguments: [
      ("public.2024_h", .unquoted, "'public.\"2024_h\"'"), ("ods-1.h", .unquoted, "'\"ods-1\".h'"),
      ("2024_h", .unquoted, "'\"2024_h\"'"), ("public.my table", .unquoted, "'public.\"my table\"'"),
      ("public. h", .unquoted, "'public.\" h\"'"), ("a;b", .unquoted, "'\"a;b\"'"),
      ("Public.2024", .unquoted, "'Public.\"2024\"'"), ("\"A\".1b", .unquoted, "'\"A\".\"1b\"'"),
      ("\"a.b\".1c", .unquoted, "'\"a.b\".\"1c\"'"), ("a\"b", .unquoted, "'\"a\"\"b\"'"),
      ("it's-1", .unquoted, "'\"it''s-1\"'"), ("", .unquoted, nil), ("public.", .unquoted, nil),
      (".h", .unquoted, nil), ("\"a\"b", .unquoted, nil), ("\"h", .unclosedQuote, nil),
      ("public.\"h\"\"", .unclosedQuote, nil), ("d.public.h", .tooManyParts, nil), ("d.public.1h", .tooManyParts, nil),
    ] as [(String, SQLProblem.TableNameFault, String?)])
  func refused(_ name: String, _ fault: SQLProblem.TableNameFault, _ replacement: String?) throws {
    let findings = try Self.findings(Self.script(name))
    #expect(findings.map(\.problem) == [.tableNameRefused(fault)])
    #expect(findings.map(\.replacement) == [replacement])
    #expect(findings.map(\.severity) == [.warning])
  }

  @Test(
    "Each part is read by its own quotes",
    arguments: [
      ("T", "public", "t"), ("S.T", "s", "t"), ("\"S\".T", "S", "t"), ("S.\"T\"", "s", "T"),
      ("\"a\"\"b\"", "public", "a\"b"), ("\"a.b\"", "public", "a.b"), ("\"2024-h\"", "public", "2024-h"),
      ("会员.É", "会员", "É"), ("h2024_x", "public", "h2024_x"), ("it's", "public", "it's"), ("\"\".t", "", "t"),
      // Java's blanks are those of ASCII.
      ("a\u{A0}b", "public", "a\u{A0}b"), ("a\u{3000}b", "public", "a\u{3000}b"),
    ])
  func parts(_ text: String, _ schema: String, _ table: String) {
    let names = SQLLint.hologresTables(in: Self.script(text), of: "d")
    #expect(names == [TableName(schema: schema, table: table)])
    #expect(names.map(\.table).map { Array($0.utf8) } == [Array(table.utf8)])
  }

  @Test("A name that the platform inserts is not read, and option names are in any case")
  func options() throws {
    #expect(try Self.findings(Self.script("${table}-1")).isEmpty)
    #expect(SQLLint.hologresTables(in: Self.script("x"), of: "other").isEmpty)
    let capitals = Self.script("2024").replacing("'tablename'", with: "'TABLENAME'")
    #expect(try Self.findings(capitals).map(\.problem) == [.tableNameRefused(.unquoted)])
    let other = Self.script("2024").replacing("'connector'='hologres'", with: "'connector'='jdbc'")
    #expect(try Self.findings(other).isEmpty)
  }
}
