import FlinkSQL
import Testing

@Suite("Schema inference")
struct InferenceTests {
  private func schema(_ messages: [String]) throws -> MessageSchema { try Pipelines.schema(messages) }

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
      (["1795000000000000001", "-9223372036854775808"], "BIGINT"), (["9223372036854775808"], "DECIMAL(38, 0)"),
      (["1234567890123456789012345678901234567890"], "STRING"),
      (["1.5", "12345678901234567890123456789012345678"], "STRING"),
      (["1.5", "1234567890123456789012345678901"], "DECIMAL(37, 2)"), (["\"2024-02-30\""], "STRING"),
      (["\"2024-02-29\""], "DATE"), (["\"2023-02-29\""], "STRING"), (["\"2024-05-01T24:00:00Z\""], "STRING"),
      (["\"2024-05-01T10:00Z\""], "TIMESTAMP_LTZ(3)"), (["\"2024-05-01 10:00:60\""], "STRING"), (["\"12\""], "STRING"),
      (["{\"1\":5,\"2\":6}"], "MAP<STRING, STRING>"),
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
    // Most fields decide, and on a tie ISO-8601; the others stay text.
    let mixed = try schema(["{\"a\":\"2024-05-01T10:00:00Z\",\"b\":\"2024-05-01 10:00:00\"}"])
    #expect(mixed.timestampStandard == .iso8601)
    #expect(mixed.fields.map(\.type) == [.timestampLTZ(precision: 3), .string])
    let text = try schema(["{\"a\":\"2024-05-01T10:00:00Z\",\"b\":\"2024-05-01 10:00:00\"}", "{\"b\":\"x\"}"])
    #expect(text.fields.map(\.type) == [.timestampLTZ(precision: 3), .string])
  }

  @Test("counts the messages that are no JSON objects by what they are, and goes on with the others")
  func unreadable() throws {
    let schema = try schema(["{\"a\":1}", "[2]", "not json", "[1]", "null", "{} x"])
    #expect(schema.fields.map(\.name) == ["a"])
    #expect(
      schema.warnings == [
        "5 of 6 messages were not used for the inference: JSON array (2), JSON null (1), "
          + "not JSON: a value is expected (1), not JSON: text after the value (1)"
      ])
  }

  @Test(
    "says what to do when nothing can be inferred",
    arguments: [
      ([], "Pass columns"), (["{}"], "Pass columns"), (["5"], "one JSON object in each message"), (["a,b"], "'csv'"),
      (["\u{0}\u{1}binary"], "Pass columns"),
    ])
  func nothing(_ messages: [String], _ words: String) {
    let error = #expect(throws: SQLGenerationError.self) { try schema(messages) }
    #expect(error?.remedy.contains(words) == true)
  }

  @Test("warns of types only where nothing else says them")
  func guesses() throws {
    let schema = try schema(["{\"v\":1.5,\"d\":\"2024-05-01\"}"])
    #expect(schema.warnings.isEmpty)
    #expect(try ColumnMapping(copying: schema).warnings.contains { $0.contains("DECIMAL(18, 2)") })
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": "numeric(18,4)", "d": "date"]))
    #expect(!mapping.warnings.contains { $0.contains("DECIMAL") })
  }

  @Test("copies text as it is, and says of other values that they become text")
  func copying() throws {
    let schema = try schema([
      "{\"a\":\"x\",\"b\":{\"c\":1.50},\"d\":1,\"e\":true}", "{\"a\":\"\",\"b\":{},\"d\":2,\"e\":\"x\"}",
    ])
    let mapping = try ColumnMapping(copying: schema)
    #expect(mapping.columns.map(\.verdict) == [.exact, .converted, .exact, .converted])
    #expect(mapping.warnings.contains { $0.contains("'b'") && $0.contains("printed anew") })
  }

  @Test("tells each thing once, of an empty array that it was empty")
  func once() throws {
    let schema = try schema(["{\"a\":null,\"tags\":[]}"])
    let warnings = try ColumnMapping(copying: schema).warnings
    #expect(warnings.filter { $0.contains("'a'") }.count == 1 && warnings.filter { $0.contains("'tags") }.count == 1)
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["tags": "text[]"]))
    #expect(mapping.warnings.contains { $0.contains("'tags' was always an empty array") })
    #expect(!mapping.warnings.contains { $0.contains("always null") })
  }

  @Test("reads control characters inside of strings, as Flink does")
  func controls() throws {
    let schema = try schema(["{\"v\":\"a\u{1}\tb\"}"])
    #expect(schema.warnings.isEmpty)
    #expect(schema.fields.map(\.name) == ["v"])
  }

  @Test("reads what is nested too deep, and objects whose keys are data, as text")
  func deep() throws {
    let value = String(repeating: "{\"a\":", count: 100) + "1" + String(repeating: "}", count: 100)
    let type = try schema(["{\"v\":\(value)}"]).fields[0].type.sql
    #expect(type.split(separator: "ROW").count - 1 <= 32)
    #expect(type.contains("STRING"))
    let keyed = (0..<40).map { "{\"v\":{\"secret-key-\($0)\":1}}" }
    let schema = try schema(keyed)
    #expect(schema.fields[0].type.sql == "MAP<STRING, STRING>")
    #expect(try !ColumnMapping(copying: schema).warnings.contains { $0.contains("secret-key") })
  }

  @Test("leaves out what no statement can name, and says so")
  func unusableNames() throws {
    let long = String(repeating: "x", count: 257)
    let schema = try schema(["{\"a\":1,\"\(long)\":2,\"${b}\":3,\"\":4,\"n\":{\"${c}\":1,\"d\":2}}"])
    #expect(schema.fields.map(\.name) == ["a", "n"])
    #expect(schema.warnings.count == 3)
    #expect(try ColumnMapping(copying: schema).warnings.contains { $0.contains("Fields of 'n'") })
  }

  @Test("skips what Flink skips: empty values, a byte order mark")
  func tolerated() throws {
    #expect(try schema(["{\"a\":1}", "", "\u{FEFF}{\"a\":2}"]).warnings.isEmpty)
  }
}
