import FlinkSQL
import PipelineTypes
import Testing

@Suite("Values that a dry parse reports as altered")
struct AlteredValueTests {
  @Test(
    "A value that the reader changes without an error is reported with its new value",
    arguments: [
      ("BIGINT", "1.9", "1.9", AlteredTo.value("1")), ("BOOLEAN", "\"yes\"", "\"yes\"", .value("FALSE")),
      ("DECIMAL(5, 2)", "12345.6", "12345.6", .null), ("DECIMAL(5, 2)", "1.239", "1.239", .value("1.24")),
      ("BIGINT", "\"00123\"", "\"00123\"", .value("123")), ("DOUBLE", "\"007\"", "\"007\"", .value("7.0")),
      ("DECIMAL(5, 1)", "\"01.5\"", "\"01.5\"", .value("1.5")),
      ("STRING", "[\"\\ud800\"]", "[...]", .value("[\"?\"]")),
      ("DOUBLE", "12345678901234567.89", "12345678901234567.89", .value("1.2345678901234568E16")),
      ("STRING", "{\"a\":1e400}", "{...}", .value("{\"a\":\"Infinity\"}")),
      ("TIME(0)", "\"10:11:12.5\"", "\"10:11:12.5\"", .wholeSecondsOfDay),
      ("TIME(0)", "\"24:00:00\"", "\"24:00:00\"", .wholeSecondsOfDay),
      ("TIMESTAMP(3)", "\"2024-05-01T10:00:00.1234\"", "\"2024-05-01T10:00:00.1234\"", .places(3)),
      ("TIMESTAMP_LTZ(3)", "\"2024-02-30T10:00:00Z\"", "\"2024-02-30T10:00:00Z\"", .lastDayOfMonth),
    ])
  func altered(_ type: String, _ value: String, _ shown: String, _ becomes: AlteredTo) throws {
    let altered = try DryParse.read("{\"v\":\(value)}", as: [("v", type)], by: .token).1.altered
    #expect(altered.map(\.field) == ["v"])
    #expect(altered.map(\.value) == [shown])
    #expect(altered.map(\.becomes) == [becomes])
  }

  @Test(
    "The tree alters values of other kinds without an error",
    arguments: [("BYTES", "1", AlteredTo.null), ("MAP<STRING, BIGINT>", "[]", .emptyMap)])
  func lost(_ type: String, _ value: String, _ becomes: AlteredTo) throws {
    let altered = try DryParse.read("{\"v\":\(value)}", as: [("v", type)], by: .tree).1.altered
    #expect(altered.map(\.becomes) == [becomes])
  }

  @Test(
    "A value that arrives unchanged is not reported",
    arguments: [
      ("BIGINT", "1.0"), ("BOOLEAN", "\"false\""), ("DECIMAL(5, 2)", "1.50"), ("DOUBLE", "0.1"), ("STRING", "1.50"),
      ("STRING", "{\"a\":1.50}"), ("BIGINT", "\"0\""), ("DOUBLE", "\"0.5\""),
      ("TIMESTAMP(3)", "\"2024-05-01T10:00:00.123\""),
    ])
  func unchanged(_ type: String, _ value: String) throws {
    #expect(try DryParse.read("{\"v\":\(value)}", as: [("v", type)], by: .token).1.altered.isEmpty)
  }

  @Test("Each value of a list is counted, however many there are", .timeLimit(.minutes(1)))
  func lists() {
    var parse = DryParse(columns: [("v", .array(.bigint))], standard: .sql, reader: .token)
    let numbers = (0..<60_000).map { "\($0).5" }.joined(separator: ",")
    parse.observe(SampledMessage(position: nil, value: Array("{\"v\":[1.9,1.9,1.9]}".utf8)))
    parse.observe(SampledMessage(position: nil, value: Array("{\"v\":[\(numbers)]}".utf8)))
    #expect(parse.report.altered.map(\.count) == [60_003])
    #expect(parse.report.altered.map(\.field) == ["v[]"])
  }
}
