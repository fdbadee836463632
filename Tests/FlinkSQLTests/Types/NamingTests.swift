import FlinkSQL
import PipelineTypes
import Testing

@Suite("Names of columns, topics and tables")
struct NamingTests {
  @Test(
    "Names of every kind are quoted",
    arguments: ["select", "a b", "a`b", "a.b", "a'b", "a\"b", "中文", "😀", "1st", "a;--", "\\", "$x"])
  func quoting(_ name: String) throws {
    let schema = try MessageSchema(columns: [(name, "BIGINT")])
    let sql = try Pipelines.sql(schema, into: Pipelines.table([name: "bigint"]))
    #expect(sql.contains("`\(name.replacing("`", with: "``"))` BIGINT"))
  }

  @Test(
    "Names that no quoting makes safe are rejected",
    arguments: [
      ("a\nb", IdentifierFault.lineBreak), ("", .empty), ("${secret_values.x}", .variable), ("a\u{0}", .nullCharacter),
      (String(repeating: "x", count: 257), .tooLong),
    ])
  func unsafe(_ name: String, _ fault: IdentifierFault) {
    #expect(throws: PipelineProblem.invalidColumn(String(name.prefix(100)), .name(fault))) {
      try MessageSchema(columns: [(name, "INT")])
    }
  }

  @Test(
    "Names that Kafka does not allow for a topic are rejected",
    arguments: ["", "a b", "中文", "a;b", "a/b", "..", "o'", String(repeating: "x", count: 250)])
  func topics(_ name: String) {
    #expect(throws: NamingProblem.invalidTopic(String(name.prefix(100)))) { try TopicName(parsing: name) }
  }

  @Test(
    "Names of tables are read with quotes and dots",
    arguments: [
      ("t", "public.t"), ("s.t", "s.t"), ("\"S\".\"a.b\"", "\"S\".\"a.b\""), ("会员", "public.\"会员\""),
      ("\"a\"\"b\"", "public.\"a\"\"b\""),
    ])
  func tables(_ text: String, _ expected: String) throws {
    #expect(try TableName(parsing: text).description == expected)
  }

  @Test(
    "Texts that are not names of tables are rejected with the fault",
    arguments: [
      ("", TableFault.part(.empty)), ("a.b.c", .parts(3)), (".", .part(.empty)), ("a.", .part(.empty)),
      ("\"a", .unclosedQuote), ("${x}", .part(.variable)), ("\"a\"b", .textAfterQuote), ("\"a\"\"", .unclosedQuote),
      ("\"a\".b.\"c", .unclosedQuote),
    ])
  func badTables(_ text: String, _ fault: TableFault) {
    #expect(throws: NamingProblem.invalidTable(text, fault)) { try TableName(parsing: text) }
  }
}
