import FlinkSQL
import PipelineTypes
import Testing

/// The readings of both readers of the engine, as they were measured; `make verify-sql` compares them again.
@Suite("Dry parse")
struct DryParseTests {
  /// One value of one type, and the value that each reader gives: nil where the job would stop.
  struct Case: Sendable, CustomTestStringConvertible {
    let type: String
    let value: String
    let token: FlinkValue?
    let tree: FlinkValue?
    let standard: TimestampStandard

    init(
      _ type: String, _ value: String, _ both: FlinkValue?, standard: TimestampStandard = .iso8601
    ) {
      self.init(type, value, token: both, tree: both, standard: standard)
    }

    init(
      _ type: String, _ value: String, token: FlinkValue?, tree: FlinkValue?,
      standard: TimestampStandard = .iso8601
    ) {
      (self.type, self.value, self.token, self.tree, self.standard) = (type, value, token, tree, standard)
    }

    var testDescription: String { "\(value) as \(type)" }
  }

  private static let noon: Int64 = 1_714_557_600_000
  private static func noon(_ nanoseconds: Int = 0, milliseconds: Int64 = 0) -> FlinkValue {
    .timestamp(milliseconds: noon + milliseconds, nanoseconds: nanoseconds)
  }

  private static let numbers = [
    Case("BOOLEAN", "true", .boolean(true)), Case("BOOLEAN", "\" TRUE\\t\"", .boolean(true)),
    Case("BOOLEAN", "1", .boolean(false)), Case("BOOLEAN", "\"yes\"", .boolean(false)),
    Case("TINYINT", "128", nil), Case("SMALLINT", "1.0", nil), Case("SMALLINT", "\" +01 \"", .integer(1)),
    Case("INT", "1e3", .integer(1000)), Case("INT", "2147483647.9", nil), Case("INT", "2147483648", nil),
    Case("BIGINT", "1.9", .integer(1)), Case("BIGINT", "-1.9", .integer(-1)), Case("BIGINT", "true", nil),
    Case("BIGINT", "12345678901234567.89", .integer(12_345_678_901_234_568)),
    Case("BIGINT", "9223372036854775808.0", .integer(.max)), Case("BIGINT", "9223372036854775808", nil),
    Case("BIGINT", "\"\u{FF11}\u{661}\"", .integer(11)), Case("BIGINT", "\"1.5\"", nil), Case("BIGINT", "[1]", nil),
    Case("DOUBLE", "1e400", .double(.infinity)), Case("DOUBLE", "\"0x1p3\"", .double(8)),
    Case("DOUBLE", "\"inf\"", nil),
    Case("DOUBLE", "\"1d\"", .double(1)), Case("DOUBLE", "\" .5\"", .double(0.5)), Case("FLOAT", "0.1", .float(0.1)),
    Case("DECIMAL(5, 2)", "1.005", .decimal("1.01")), Case("DECIMAL(5, 2)", "-999.995", .null),
    Case("DECIMAL(5, 2)", "\"1.\"", .decimal("1.00")), Case("DECIMAL(5, 2)", "0e5", .decimal("0.00")),
    Case("DECIMAL(5, 2)", "\" 1 \"", token: .decimal("1.00"), tree: nil),
    Case("DECIMAL(5, 2)", "1e400", token: .null, tree: nil), Case("DECIMAL(5, 2)", "1e999999999", nil),
    Case("DECIMAL(38, 38)", "0.5", .decimal("0.5" + String(repeating: "0", count: 37))),
  ]

  private static let texts = [
    Case("STRING", "1.50", token: .string("1.50"), tree: .string("1.5")),
    Case("STRING", "1e3", token: .string("1e3"), tree: .string("1000.0")),
    Case("STRING", "-0", token: .string("-0"), tree: .string("0")),
    Case("STRING", "1e400", token: .string("1e400"), tree: .string("Infinity")),
    Case("STRING", "\"\\ud83d\\ude00\\ud800\"", .string("😀?")),
    Case("STRING", "{ \"b\":1.50, \"a\":[1, null], \"b\":1e400 }", .string("{\"b\":\"Infinity\",\"a\":[1,null]}")),
    Case("STRING", "[1e10,0.0001,10000000.0]", .string("[1.0E10,1.0E-4,1.0E7]")),
    Case("BYTES", "\"aGk=\\n\"", .bytes([0x68, 0x69])), Case("BYTES", "\"aGk\"", nil), Case("BYTES", "\"a-_k\"", nil),
    Case("BYTES", "1", token: nil, tree: .null),
    Case("ARRAY<BIGINT>", "[1,\"2\",null]", .array([.integer(1), .integer(2), .null])), Case("ARRAY<BIGINT>", "5", nil),
    Case("MAP<STRING, BIGINT>", "{\"a\":1,\"a\":2}", .map([.init(key: "a", value: .integer(2))])),
    Case("MAP<STRING, BIGINT>", "[]", token: nil, tree: .map([])),
    Case("ROW<a INT, b INT>", "{\"b\":2,\"c\":3}", .row([.null, .integer(2)])), Case("ROW<a INT>", "\"x\"", nil),
    Case(
      "ROW<a INT, b INT>", "{\"a\":1,\"a\":2,\"b\":3}", token: .row([.integer(2), .null]),
      tree: .row([.integer(2), .integer(3)])),
  ]

  private static let times = [
    Case("DATE", "\"2024-05-01\"", .date(days: 19844)), Case("DATE", "\"2024-02-30\"", nil),
    Case("DATE", "\"2024-5-1\"", nil), Case("DATE", "\"0000-01-01\"", .date(days: -719_528)),
    Case("TIME(0)", "\"10:11:12.345\"", .time(milliseconds: 36_672_000)), Case("TIME(0)", "\"10:11\"", nil),
    Case("TIME(0)", "\"24:00:00\"", .time(milliseconds: 0)),
    Case("TIMESTAMP(3)", "\"2024-05-01T10:00\"", noon()), Case("TIMESTAMP(3)", "\"2024-05-01t10:00:00.\"", noon()),
    Case("TIMESTAMP(3)", "\"2024-05-01T10:00:00.123456\"", noon(456_000, milliseconds: 123)),
    Case("TIMESTAMP(3)", "\"2024-05-01T10:00:00Z\"", nil), Case("TIMESTAMP(3)", "\"2024-05-01 10:00:00\"", nil),
    Case("TIMESTAMP(3)", "\"2024-05-01T24:00:00\"", nil), Case("TIMESTAMP(3)", "1714557600000", nil),
    Case("TIMESTAMP(3)", "\"2024-05-01 10:00:00\"", noon(), standard: .sql),
    Case("TIMESTAMP(3)", "\"2024-05-01 10:00\"", nil, standard: .sql),
    Case(
      "TIMESTAMP(3)", "\"2024-02-30 00:00:00\"", .timestamp(milliseconds: 1_709_164_800_000, nanoseconds: 0),
      standard: .sql),
    Case("TIMESTAMP_LTZ(3)", "\"2024-05-01T10:00Z\"", noon()), Case("TIMESTAMP_LTZ(3)", "\"2024-05-01t10:00Z\"", nil),
    Case("TIMESTAMP_LTZ(3)", "\"2024-05-01T10:00:00+00:00\"", nil),
    Case("TIMESTAMP_LTZ(3)", "\"2024-04-30T24:00:00Z\"", noon(milliseconds: -36_000_000)),
    Case("TIMESTAMP_LTZ(3)", "\"2024-05-01 10:00:00Z\"", noon(), standard: .sql),
  ]

  @Test("Values are read as the engine reads them", arguments: numbers + texts + times)
  func values(_ test: Case) throws {
    for (reader, expected) in [(FlinkJSONReader.token, test.token), (.tree, test.tree)] {
      let (outcome, _) = try DryParse.read("{\"v\":\(test.value)}", as: [("v", test.type)], by: reader, test.standard)
      switch (outcome, expected) {
      case (.changes, let expected?): #expect(outcome == .row([expected]), "\(reader)")
      case (.failure, nil): break
      default: Issue.record("\(reader): \(outcome)")
      }
    }
  }

  @Test(
    "Documents are accepted and rejected as by the engine, whatever other parsers call JSON",
    arguments: [
      ("", "skipped", "skipped"), (" ", "failure", "skipped"), ("null", "failure", "skipped"),
      ("[{}]", "failure", "failure"), ("{\"v\":1} {{{", "changes", "changes"),
      ("\u{FEFF}{\"v\":1}", "changes", "changes"),
      ("{\"x\":\"\u{1}\"}", "changes", "changes"), ("{\"x\":\"\\q\"}", "failure", "failure"),
      ("{\"v\":01}", "failure", "failure"),
      ("{\"v\":1,}", "failure", "failure"), ("{v:1}", "failure", "failure"), ("{\"v\":1", "failure", "failure"),
    ])
  func documents(_ message: String, _ token: String, _ tree: String) throws {
    for (reader, expected) in [(FlinkJSONReader.token, token), (.tree, tree)] {
      let (outcome, _) = try DryParse.read(message, as: [("v", "INT")], by: reader)
      #expect("\(outcome)".hasPrefix(expected), "\(reader)")
    }
  }

  @Test("The first bytes tell other encodings", arguments: FlinkJSONReader.allCases)
  func encodings(_ reader: FlinkJSONReader) {
    let little = Array("{\"v\":\"中\"}".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let overlong: [UInt8] = Array("{\"v\":\"".utf8) + [0xC1, 0x81] + Array("\"}".utf8)
    var parse = DryParse(columns: [("v", .string)], standard: .sql, reader: reader)
    #expect(parse.observe(SampledMessage(position: nil, value: little)) == .row([.string("中")]))
    #expect(parse.observe(SampledMessage(position: nil, value: overlong)) == .row([.string("A")]))
    #expect(parse.observe(SampledMessage(position: nil, value: [0x7B, 0x22, 0xFF, 0x22, 0x7D])) != .row([.null]))
  }

  @Test("The tree keeps decimals as soon as one column is a DECIMAL")
  func decimals() throws {
    let (outcome, _) = try DryParse.read(#"{"v":100.00}"#, as: [("v", "STRING"), ("d", "DECIMAL(5, 2)")], by: .tree)
    #expect(outcome == .row([.string("1E+2"), .null]))
  }

  @Test("A message may nest as deep as it likes", arguments: FlinkJSONReader.allCases)
  func depth(_ reader: FlinkJSONReader) throws {
    let deep = String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000)
    #expect(try DryParse.read("{\"v\":\(deep)}", as: [("v", "STRING")], by: reader).0 == .row([.string(deep)]))
  }
}
