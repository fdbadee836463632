import FlinkSQL
import Testing

@Suite("Schema inference")
struct InferenceTests {
  private func schema(_ messages: [String]) throws -> MessageSchema {
    var inference = SchemaInference()
    for message in messages { inference.observe(SampledMessage(position: nil, value: Array(message.utf8))) }
    return try inference.schema()
  }

  @Test(
    "gives each kind of value the type that loses nothing",
    arguments: [
      (["1", "-5"], "BIGINT"), (["true", "false"], "BOOLEAN"), (["1", "2.50"], "DECIMAL(18, 2)"), (["1e5"], "DOUBLE"),
      (["0.123456789"], "DOUBLE"),
      (["12345678901234567890"], "DECIMAL(38, 0)"), (["\"x\""], "STRING"),
      (["\"2024-05-01T10:00:00Z\""], "TIMESTAMP_LTZ(3)"),
      (["\"2024-05-01T10:00:00.123\""], "TIMESTAMP(3)"), (["\"2024-05-01 10:00:00\""], "TIMESTAMP(3)"),
      (["\"2024-05-01\""], "DATE"),
      (["\"2024-05-01T10:00:00+08:00\""], "STRING"),
      (["\"2024-05-01T10:00:00Z\"", "\"2024-05-01 10:00:00\""], "STRING"),
      (["1", "\"a\""], "STRING"), (["true", "1"], "STRING"), (["null"], "STRING"), (["[]"], "ARRAY<STRING>"),
      (["[1,2]", "[]"], "ARRAY<BIGINT>"),
      (["[1,\"a\"]"], "ARRAY<STRING>"), (["{}"], "STRING"),
      (["{\"a\":1}", "{\"b\":\"x\"}"], "ROW<`a` BIGINT, `b` STRING>"), (["{\"a\":1}", "5"], "STRING"),
    ])
  func types(_ values: [String], _ type: String) throws {
    let schema = try schema(values.map { "{\"v\":\($0)}" })
    #expect(schema.fields.map(\.type.sql) == [type])
  }

  @Test("chooses one timestamp standard for the whole topic")
  func standard() throws {
    #expect(try schema(["{\"a\":\"2024-05-01 10:00:00\"}"]).timestampStandard == .sql)
    #expect(try schema(["{\"a\":\"2024-05-01T10:00:00Z\"}"]).timestampStandard == .iso8601)
    let mixed = try schema(["{\"a\":\"2024-05-01T10:00:00Z\",\"b\":\"2024-05-01 10:00:00\"}"])
    #expect(mixed.fields.map(\.type) == [.string, .string])
  }

  @Test("does not depend on the order of messages, but for the order of columns")
  func commutes() throws {
    let messages = [
      "{\"a\":1,\"b\":{\"x\":[1]}}", "{\"a\":2.5,\"b\":{\"y\":null}}", "{\"c\":\"t\",\"b\":{\"x\":[\"s\"]}}",
      "{\"a\":null}",
    ]
    func types(_ messages: [String]) throws -> [String: String] {
      let fields = try schema(messages).fields
      return Dictionary(uniqueKeysWithValues: fields.map { ($0.name, String($0.type.sql.sorted())) })
    }
    let expected = try types(messages)
    for shift in 1..<4 { #expect(try types(Array(messages[shift...] + messages[..<shift])) == expected) }
    #expect(try types(messages.reversed()) == expected)
  }

  @Test("names the first message that is not a JSON object, and goes on with the others")
  func unreadable() throws {
    let schema = try schema(["{\"a\":1}", "not json", "[1]"])
    #expect(schema.fields.map(\.name) == ["a"])
    #expect(schema.warnings.first?.contains("2 of 3") == true)
  }

  @Test(
    "says what to pass when nothing can be inferred", arguments: [[], ["5"], ["nope"], ["{}"], ["\u{0}\u{1}binary"]])
  func nothing(_ messages: [String]) {
    let error = #expect(throws: SQLGenerationError.self) { try schema(messages) }
    #expect(error?.remedy.contains("columns") == true)
  }
}
