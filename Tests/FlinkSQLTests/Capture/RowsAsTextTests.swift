import FlinkSQL
import PipelineTypes
import Testing

@Suite("Debezium's changes of MongoDB, which hold rows as text")
struct RowsAsTextTests {
  private static let changes = [
    #"{"before":null,"after":"{\"_id\":{\"$oid\":\"5f\"},\"n\":1}","source":{"connector":"mongodb"},"op":"c","ts_ms":1}"#,
    #"{"before":null,"after":null,"source":{"connector":"mongodb"},"op":"d","ts_ms":1}"#,
  ]

  @Test("They are noted, and refused where the table wants the rows", arguments: [false, true])
  func refused(_ includesSchema: Bool) throws {
    let messages = Self.changes.map { includesSchema ? #"{"schema":null,"payload":\#($0)}"# : $0 }
    let schema = try Pipelines.schema(messages)
    #expect(schema.notes.topicFacts == [.rowsAsText(["after"], count: 1, total: 2)])
    for type in ["text", "text!"] {
      let review = ColumnReview(schema, into: Pipelines.table(["n": type]))
      #expect(review.problem == .rowsAsText(["after"], table: Pipelines.tableName))
    }
  }

  @Test("A table for the texts takes them")
  func taken() throws {
    let table = Pipelines.table(["after": "jsonb", "op": "text"])
    #expect(ColumnReview(try Pipelines.schema(Self.changes), into: table).problem == nil)
  }

  @Test("Text that is not an object is not a row")
  func otherText() throws {
    let schema = try Pipelines.schema([#"{"op":"c","before":"a","after":"b"}"#])
    #expect(schema.notes.topicFacts == [])
  }
}
