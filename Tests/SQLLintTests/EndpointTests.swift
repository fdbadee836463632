import PipelineTypes
import SQLLint
import Testing

@Suite("A script compared with the topic and table of its call")
struct EndpointTests {
  private static let sql = Scripts.source() + Scripts.sink() + "INSERT INTO h SELECT * FROM k"

  private static func problems(_ sql: String, _ topic: String, _ table: String) throws -> [SQLProblem] {
    let endpoints = SQLLint.Endpoints(topic: try TopicName(parsing: topic), table: try TableName(parsing: table))
    let findings = SQLLint(endpoints: endpoints).findings(in: sql)
    #expect(findings.allSatisfy { $0.severity == .warning })
    return findings.map(\.problem)
  }

  @Test(
    "Another topic or table than the call's is found",
    arguments: [
      ("t", "public.t", []), ("orders", "t", [.otherTopic(called: "orders")]),
      ("t", "orders", [.otherTable(called: "public.orders")]),
      ("T", "s.t", [.otherTopic(called: "T"), .otherTable(called: "s.t")]),
    ] as [(String, String, [SQLProblem])])
  func others(_ topic: String, _ table: String, _ problems: [SQLProblem]) throws {
    #expect(try Self.problems(Self.sql, topic, table) == problems)
  }

  @Test("A topic in a list is found, whatever separates it", arguments: ["a; orders", "orders;a", " orders ;a"])
  func lists(_ value: String) throws {
    let listed = Self.sql.replacing("'topic'='t'", with: "'topic'='\(value)'")
    #expect(try Self.problems(listed, "orders", "t").isEmpty)
    let commas = listed.replacing(value, with: value.replacing(";", with: ","))
    #expect(try Self.problems(commas, "orders", "t") == [.topicList])
    #expect(try Self.problems(commas, "order", "t") == [.otherTopic(called: "order"), .topicList])
  }

  @Test("A topic or table that the platform inserts may be the call's")
  func references() throws {
    #expect(try Self.problems(Self.sql.replacing("'topic'='t'", with: "'topic'='${topic}'"), "orders", "t").isEmpty)
    let table = Self.sql.replacing("'tablename'='t'", with: "'tablename'='${schema}.t'")
    #expect(try Self.problems(table, "t", "orders").isEmpty)
  }

  @Test("One of several topics and tables is enough, and a script without any is accepted")
  func several() throws {
    let second = Scripts.source().replacing("TABLE k", with: "TABLE l").replacing("'topic'='t'", with: "'topic'='u'")
    #expect(try Self.problems(Self.sql + ";" + second, "u", "t").isEmpty)
    #expect(try Self.problems("INSERT INTO a SELECT * FROM b", "t", "t").isEmpty)
    let other = Self.sql.replacing("'connector'='hologres'", with: "'connector'='print'")
    #expect(try Self.problems(other, "t", "orders").isEmpty)
  }
}
