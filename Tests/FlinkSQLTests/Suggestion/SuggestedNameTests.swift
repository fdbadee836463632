import FlinkSQL
import PipelineTypes
import Testing

@Suite("Names of suggested columns")
struct SuggestedNameTests {
  private static func names(_ fields: [String]) throws -> [String] {
    let members = fields.map { "\"\($0)\":\"x\"" }.joined(separator: ",")
    return try #require(try Suggestions.table(Suggestions.messages(["{\(members)}"]))).columns.map(\.name)
  }

  @Test(
    "are in lower case with underscores",
    arguments: [
      ("order_id", "order_id"), ("orderId", "order_id"), ("userID", "user_id"), ("HTTPStatus", "http_status"),
      ("ID", "id"), ("order-id", "order_id"), ("__op", "__op"), ("_Id", "_id"), ("e2eTest", "e2e_test"),
    ])
  func plain(_ field: String, _ name: String) throws {
    #expect(try Self.names([field]) == [name])
  }

  @Test(
    "are those of the fields where other names would be other fields",
    arguments: [["a.b"], ["a b"], ["会员号"], ["É"], ["1st"], ["a`b"], ["x'y"], ["userId", "user_id"], ["ID", "id"]])
  func exact(_ fields: [String]) throws {
    #expect(try Self.names(fields) == fields)
  }

  @Test("avoid the columns that Postgres itself has")
  func system() throws {
    #expect(try Self.names(["xmin", "CTID", "tableoid"]) == ["xmin_", "CTID", "tableoid_"])
  }

  @Test("have at most 63 bytes: a longer field has no column, unless its own name is short enough")
  func long() throws {
    let (longest, tooLong) = (String(repeating: "x", count: 63), String(repeating: "y", count: 64))
    let camel = String(repeating: "a", count: 30) + String(repeating: "B", count: 1) + String(repeating: "c", count: 32)
    #expect(try Self.names([longest, tooLong, camel]) == [longest, camel])
    #expect(throws: Never.self) { try Suggestions.table(Suggestions.messages(["{\"\(tooLong)\":1}"])) == nil }
  }
}
