import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("Changes of a capture without their envelope")
struct FlattenedChangeTests {
  @Test(
    "Rows that are marked as deleted are named as rows that stay",
    arguments: [
      (#""__deleted":"true""#, "__deleted"), (#""__deleted":true"#, "__deleted"), (#""__op":"d""#, "__op"),
      (#""__source_op":"d""#, "__source_op"), (#""op":"d","ts_ms":1"#, "op"),
    ])
  func deletions(_ mark: String, _ member: String) throws {
    let messages = [#"{"id":1,\#(mark)}"#, #"{"id":2,"__deleted":"false","__op":"c"}"#, #"{"id":3,\#(mark)}"#]
    let fact = TopicFact.deletionsStay(member: member, count: 2, total: 3)
    #expect(try Pipelines.schema(messages).notes.topicFacts.contains(fact))
    #expect(try Pipelines.schema(messages.map(Envelopes.connect)).notes.topicFacts.contains(fact))
  }

  @Test(
    "Other rows are not",
    arguments: [#""__deleted":"false""#, #""__deleted":false"#, #""__op":"u""#, #""op":"d""#, #""deleted":true"#])
  func kept(_ member: String) throws {
    #expect(try Pipelines.schema([#"{"id":1,\#(member)}"#]).notes.topicFacts == [])
  }

  @Test(
    "Decimals as bytes are named where a column of numbers would take them",
    arguments: ["numeric(10,2)", "numeric", "bigint", "integer", "double precision", "bigint[]"],
    [
      [#""AxY=""#, #""AA==""#], [#"{"scale":0,"value":"Cg=="}"#], [#""AxY=""#, #"{"scale":2,"value":"AxY="}"#, "null"],
      [#""ATGI""#, #""Bfa5AA==""#], [#""1234""#, #""AxY=""#],
    ])
  func decimals(_ type: String, _ values: [String]) throws {
    let values = type.hasSuffix("[]") ? values.map { "[\($0)]" } : values
    let rows = values.map { #"{"v":\#($0)}"# }
    for messages in [rows, rows.map { #"{"before":null,"after":\#($0),"op":"c"}"# }] {
      let review = ColumnReview(try Pipelines.schema(messages), into: Pipelines.table(["v": type]))
      #expect(review.refused.map(\.reason) == [.encodedDecimals])
    }
  }

  @Test("They stay as they are in a column of text", arguments: ["text", "json", "jsonb", "bytea"])
  func untouched(_ type: String) throws {
    let review = ColumnReview(try Pipelines.schema(values: [#""AxY=""#]), into: Pipelines.table(["v": type]))
    #expect(review.refused.isEmpty)
  }

  @Test(
    "Other text and objects are refused as what they are",
    arguments: [
      [#""free""#], [#""n/a""#], [#"{"scale":1,"value":2}"#], [#"{"scale":1}"#], [#""AxY=""#, #""unknown!""#],
    ])
  func others(_ values: [String]) throws {
    let review = ColumnReview(try Pipelines.schema(values: values), into: Pipelines.table(["v": "numeric(10,2)"]))
    #expect(review.refused.map(\.reason.code) == ["content"])
  }

  @Test("A type that is given does not hide them")
  func declared() throws {
    let messages = [SampledMessage(position: nil, value: Array(#"{"v":"AxY="}"#.utf8))]
    let schema = try MessageSchema(columns: [.init(name: "v", type: "DECIMAL(10, 2)")], messages: messages)
    let review = ColumnReview(schema, into: Pipelines.table(["v": "numeric(10,2)"]))
    #expect(review.refused.map(\.reason) == [.encodedDecimals])
  }
}
