import JSONCoding
import PipelineTypes
import Testing

@testable import FlinkSQL

@Suite("Schema inference")
struct InferenceTests {
  private func schema(_ messages: [String]) throws -> MessageSchema { try Pipelines.schema(messages) }

  @Test(
    "Each kind of value gets the type that loses nothing",
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
      (["\"2024-02-29\""], "DATE"), (["\"2023-02-29\""], "STRING"), (["\"2024-05-01T24:00:00Z\""], "TIMESTAMP_LTZ(3)"),
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

  @Test("The whole topic has one timestamp standard")
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

  @Test("Messages that are not JSON objects are counted by reason, and the others are used")
  func unreadable() throws {
    let schema = try schema(["{\"a\":1}", "[2]", "not json", "[1]", "null", "{} x"])
    #expect(schema.fields.map(\.name) == ["a"])
    guard case .topic(.messagesUnused(count: 4, total: 6, let unusable))? = schema.notes.first else {
      Issue.record("\(schema.notes)")
      return
    }
    #expect(schema.notes.dropFirst() == [.topic(.textAfterValue(count: 1, total: 6))])
    #expect(unusable.first == UnusableCount(reason: .value("array"), count: 2))
    let reasons: [UnusableMessage] = [.value("array"), .value("null"), .malformed(.valueExpected)]
    #expect(Set(unusable.map(\.reason)) == Set(reasons))
    #expect(unusable.map(\.count) == [2, 1, 1])
  }

  @Test(
    "The error says why nothing can be inferred",
    arguments: [
      ([], .noSchema(.noMessages)), (["{}"], .noSchema(.noMessages)),
      (["5"], .noSchema(.noObjects([UnusableCount(reason: .value("number"), count: 1)]))),
      (["a,b"], .noSchema(.noObjects([UnusableCount(reason: .malformed(.valueExpected), count: 1)]))),
      (["\u{0}\u{1}binary"], .unsupportedFormat(.wideText, count: 1, total: 1)),
    ] as [([String], PipelineProblem)])
  func nothing(_ messages: [String], _ problem: PipelineProblem) {
    #expect(throws: problem) { try schema(messages) }
  }

  @Test("Guessed types are noted only if no table decides them")
  func guesses() throws {
    let schema = try schema(["{\"v\":1.5,\"d\":\"2024-05-01\"}"])
    #expect(schema.notes.isEmpty)
    let copied = try ColumnMapping(copying: schema, to: Pipelines.tableName).notes
    #expect(copied.contains(.field("v", .readAsDecimal(type: "DECIMAL(18, 2)"))))
    #expect(copied.contains(.table(Pipelines.tableName, .notRead)))
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": "numeric(18,4)", "d": "date"]))
    #expect(mapping.notes.facts(about: "v").isEmpty)
  }

  @Test("Text is copied as it is, and other values become text")
  func copying() throws {
    let schema = try schema([
      "{\"a\":\"x\",\"b\":{\"c\":1.50},\"d\":1,\"e\":true}", "{\"a\":\"\",\"b\":{},\"d\":2,\"e\":\"x\"}",
    ])
    let mapping = try ColumnMapping(copying: schema, to: Pipelines.tableName)
    #expect(mapping.columns.map(\.verdict) == [.exact, .converted, .exact, .converted])
    #expect(mapping.notes.contains(.field("b", .numbersReformatted)))
  }

  @Test("Each fact is noted once, of an empty array that it was empty")
  func once() throws {
    let schema = try schema(["{\"a\":null,\"tags\":[]}"])
    let copied = try ColumnMapping(copying: schema, to: Pipelines.tableName).notes
    #expect(copied.facts(about: "a") == [.alwaysNull(type: "STRING")])
    #expect(copied.facts(about: "tags") == [.alwaysEmptyArray(elementType: "STRING")])
    #expect(copied.facts(about: "tags[]").isEmpty)
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["tags": "text[]"]))
    #expect(mapping.notes.facts(about: "tags") == [.alwaysEmptyArray(elementType: "STRING")])
    #expect(!mapping.notes.contains { $0.code == "always_null" })
  }

  @Test("Control characters inside of strings are read, as Flink reads them")
  func controls() throws {
    let schema = try schema(["{\"v\":\"a\u{1}\tb\"}"])
    #expect(schema.notes.isEmpty)
    #expect(schema.fields.map(\.name) == ["v"])
  }

  @Test("Values that are nested too deep, and objects whose keys are data, are read as text")
  func deep() throws {
    let value = String(repeating: "{\"a\":", count: 100) + "1" + String(repeating: "}", count: 100)
    let type = try schema(["{\"v\":\(value)}"]).fields[0].type.sql
    #expect(type.split(separator: "ROW").count - 1 <= 32)
    #expect(type.contains("STRING"))
    let keyed = (0..<40).map { "{\"v\":{\"secret-key-\($0)\":1}}" }
    let schema = try schema(keyed)
    #expect(schema.fields[0].type.sql == "MAP<STRING, STRING>")
    let notes = try ColumnMapping(copying: schema, to: Pipelines.tableName).notes
    #expect(notes.contains(.field("v", .readAsMap(keys: 40))))
    #expect(!"\(notes)".contains("secret-key"))
  }

  @Test("Fields that no statement can name are left out and noted")
  func unusableNames() throws {
    let long = String(repeating: "x", count: 257)
    let schema = try schema(["{\"a\":1,\"\(long)\":2,\"${b}\":3,\"\":4,\"n\":{\"${c}\":1,\"d\":2}}"])
    #expect(schema.fields.map(\.name) == ["a", "n"])
    #expect(
      schema.notes == [
        .field(String(long.prefix(60)), .nameUnusable(.tooLong)), .field("${b}", .nameUnusable(.variable)),
        .field("", .nameUnusable(.empty)),
      ])
    let copied = try ColumnMapping(copying: schema, to: Pipelines.tableName).notes
    #expect(copied.contains(.field("n", .memberNamesUnusable)))
  }

  @Test("Empty values and a byte order mark are skipped, as Flink skips them")
  func tolerated() throws {
    #expect(try schema(["{\"a\":1}", "", "\u{FEFF}{\"a\":2}"]).notes.isEmpty)
  }
}
