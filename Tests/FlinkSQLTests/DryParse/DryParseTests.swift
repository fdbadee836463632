import FlinkSQL
import JSONCoding
import Testing

/// What both readers of the engine were seen to do; `make verify-sql` asks them again.
@Suite("Dry parse")
struct DryParseTests {
  /// One value under one type, and what each reader makes of it: nil where the job would stop.
  struct Case: Sendable, CustomTestStringConvertible {
    let type: String
    let value: String
    let token: FlinkValue?
    let tree: FlinkValue?
    let standard: MessageSchema.TimestampStandard

    init(
      _ type: String, _ value: String, _ both: FlinkValue?, standard: MessageSchema.TimestampStandard = .iso8601
    ) {
      self.init(type, value, token: both, tree: both, standard: standard)
    }

    init(
      _ type: String, _ value: String, token: FlinkValue?, tree: FlinkValue?,
      standard: MessageSchema.TimestampStandard = .iso8601
    ) {
      (self.type, self.value, self.token, self.tree, self.standard) = (type, value, token, tree, standard)
    }

    var testDescription: String { "\(value) as \(type)" }
  }

  private func read(
    _ columns: [(String, String)], _ message: String, _ reader: FlinkJSONReader,
    _ standard: MessageSchema.TimestampStandard = .iso8601
  ) throws -> (DryParse.Outcome, DryParseReport) {
    let columns = try columns.map { (name: $0.0, type: try FlinkType(parsing: $0.1)) }
    var parse = DryParse(columns: columns, standard: standard, reader: reader)
    let position = SampledMessage.Position(partition: 0, offset: 17)
    let outcome = parse.observe(SampledMessage(position: position, value: Array(message.utf8)))
    return (outcome, parse.report)
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

  @Test("reads values as the engine does", arguments: numbers + texts + times)
  func values(_ test: Case) throws {
    for (reader, expected) in [(FlinkJSONReader.token, test.token), (.tree, test.tree)] {
      let (outcome, _) = try read([("v", test.type)], "{\"v\":\(test.value)}", reader, test.standard)
      switch (outcome, expected) {
      case (.changes, let expected?): #expect(outcome == .row([expected]), "\(reader)")
      case (.failure, nil): break
      default: Issue.record("\(reader): \(outcome)")
      }
    }
  }

  @Test(
    "takes documents that are no JSON to others, and refuses what the engine refuses",
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
      let (outcome, _) = try read([("v", "INT")], message, reader)
      #expect("\(outcome)".hasPrefix(expected), "\(reader)")
    }
  }

  @Test("knows other encodings by their first bytes", arguments: FlinkJSONReader.allCases)
  func encodings(_ reader: FlinkJSONReader) {
    let little = Array("{\"v\":\"中\"}".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let overlong: [UInt8] = Array("{\"v\":\"".utf8) + [0xC1, 0x81] + Array("\"}".utf8)
    var parse = DryParse(columns: [("v", .string)], standard: .sql, reader: reader)
    #expect(parse.observe(SampledMessage(position: nil, value: little)) == .row([.string("中")]))
    #expect(parse.observe(SampledMessage(position: nil, value: overlong)) == .row([.string("A")]))
    #expect(parse.observe(SampledMessage(position: nil, value: [0x7B, 0x22, 0xFF, 0x22, 0x7D])) != .row([.null]))
  }

  @Test("follows the token reader where an object under BOOLEAN leads it astray")
  func astray() throws {
    let columns = [("v", "BOOLEAN"), ("w", "INT")]
    let message = "{\"v\":{\"w\":5},\"w\":7}"
    #expect(try read(columns, message, .token).0 == .row([.boolean(false), .integer(5)]))
    #expect(try read(columns, message, .tree).0 == .row([.boolean(false), .integer(7)]))
    let bent = try read(columns, message, .token).1.bent
    #expect(bent.map(\.field) == ["v", "w"])
    #expect(try read(columns, message, .tree).1.bent.map(\.field) == ["v"])
    // It never gets to where the text breaks off.
    #expect(try read(columns, "{\"v\":{\"w\":5}", .token).0 == .row([.boolean(false), .integer(5)]))
    guard case .failure = try read(columns, "{\"v\":[],\"w\":7}", .token).0 else {
      Issue.record("the reader runs over the end")
      return
    }
  }

  @Test("keeps decimals in the tree as soon as one column is a DECIMAL")
  func decimals() throws {
    let (outcome, _) = try read([("v", "STRING"), ("d", "DECIMAL(5, 2)")], "{\"v\":100.00}", .tree)
    #expect(outcome == .row([.string("1E+2"), .null]))
  }

  @Test("does not mind how deep a message nests", arguments: FlinkJSONReader.allCases)
  func depth(_ reader: FlinkJSONReader) throws {
    let deep = String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000)
    #expect(try read([("v", "STRING")], "{\"v\":\(deep)}", reader).0 == .row([.string(deep)]))
  }

  @Test(
    "names what would be bent without a word",
    arguments: [
      ("BIGINT", "1.9", "1.9", "1"), ("BOOLEAN", "\"yes\"", "\"yes\"", "FALSE"),
      ("DECIMAL(5, 2)", "12345.6", "12345.6", "NULL"), ("DECIMAL(5, 2)", "1.239", "1.239", "1.24"),
      ("BIGINT", "\"00123\"", "\"00123\"", "123"), ("DOUBLE", "\"007\"", "\"007\"", "7.0"),
      ("DECIMAL(5, 1)", "\"01.5\"", "\"01.5\"", "1.5"), ("STRING", "[\"\\ud800\"]", "[...]", "[\"?\"]"),
      ("DOUBLE", "12345678901234567.89", "12345678901234567.89", "1.2345678901234568E16"),
      ("STRING", "{\"a\":1e400}", "{...}", "{\"a\":\"Infinity\"}"),
    ])
  func bends(_ type: String, _ value: String, _ said: String, _ becomes: String) throws {
    let bent = try read([("v", type)], "{\"v\":\(value)}", .token).1.bent
    #expect(bent.map(\.field) == ["v"])
    #expect(bent.first?.value == said)
    #expect(bent.first?.becomes == becomes)
  }

  @Test(
    "says nothing of values that arrive as they are",
    arguments: [
      ("BIGINT", "1.0"), ("BOOLEAN", "\"false\""), ("DECIMAL(5, 2)", "1.50"), ("DOUBLE", "0.1"), ("STRING", "1.50"),
      ("STRING", "{\"a\":1.50}"), ("BIGINT", "\"0\""), ("DOUBLE", "\"0.5\""),
      ("TIMESTAMP(3)", "\"2024-05-01T10:00:00.123\""),
    ])
  func straight(_ type: String, _ value: String) throws {
    #expect(try read([("v", type)], "{\"v\":\(value)}", .token).1.bent.isEmpty)
  }

  @Test("tells what is not read behind a container that leads the reader astray, inside of a row too")
  func astrayInside() throws {
    let columns = [("r", "ROW<flag BOOLEAN, n INT>"), ("m", "INT")]
    let bent = try read(columns, #"{"r":{"flag":{"a":1},"n":2},"m":3}"#, .token).1.bent
    #expect(Set(bent.map(\.field)).isSuperset(of: ["r.n", "m"]), "\(bent)")
  }

  @Test(
    "takes a document that breaks off behind what leads the reader astray", arguments: FlinkJSONReader.allCases,
    [#"{"r":{"flag":{"a":1},"n":2},"m""#, #"{"r":{"flag":[1],"n""#, #"{"flag":{},"r":{"flag":{"x":{}},"n":"#])
  func brokenAstray(_ reader: FlinkJSONReader, _ message: String) throws {
    let columns = [("r", "ROW<flag BOOLEAN, n INT>"), ("m", "INT"), ("flag", "BOOLEAN")]
    let outcome = try read(columns, message, reader).0
    #expect(reader == .token || "\(outcome)".hasPrefix("failure"))
  }

  @Test("counts failures by reason, each with its first place")
  func report() {
    var parse = DryParse(columns: [("v", .bigint)], standard: .sql, reader: .token)
    for (offset, message) in ["{\"v\":1}", "{\"v\":\"x\"}", "{\"v\":\"y\"}", "{\"v\":true}", "{\"v\":2.5}"].enumerated()
    {
      parse.observe(
        SampledMessage(position: .init(partition: 3, offset: 16 + offset), value: Array(message.utf8)))
    }
    let report = parse.report
    #expect(
      report.summary?.hasPrefix("3 of 5 messages would fail and stop the job, first at partition 3 offset 17") == true)
    #expect(report.failures.map(\.count) == [2, 1])
    #expect(report.json["failures"]?.array?.first?["offset"]?.int == 17)
    #expect(report.json["bent"]?.array?.first?["becomes"]?.string == "2")
    #expect(!report.failures.contains { $0.reason.contains("x") && $0.reason.contains("\"") })
  }

  @Test("keeps twenty reasons and forty characters, and counts the rest")
  func bounds() {
    let columns = (0..<30).map { (name: "c\($0)", type: FlinkType.bigint) }
    var parse = DryParse(columns: columns, standard: .sql, reader: .tree)
    for column in columns { parse.observe(SampledMessage(position: nil, value: Array("{\"\(column.name)\":[]}".utf8))) }
    let long = String(repeating: "0", count: 100) + "1"
    parse.observe(SampledMessage(position: nil, value: Array("{\"c0\":\"\(long)\"}".utf8)))
    #expect(parse.report.failed == 30)
    #expect(parse.report.failures.count == 20)
    #expect(parse.report.bent.first?.value.count == 40)
    let members = columns.map { "\"\($0.name)\":1.9" }.joined(separator: ",")
    parse.observe(SampledMessage(position: nil, value: Array("{\(members)}".utf8)))
    #expect(parse.report.bent.count == 20)
    // c0 is bent in two ways.
    #expect(parse.report.bentBesides == 11)
    #expect(parse.report.json["bent_besides"]?.int == 11)
  }

  @Test("counts each value of a list, however many there are", .timeLimit(.minutes(1)))
  func lists() {
    var parse = DryParse(columns: [("v", .array(.bigint))], standard: .sql, reader: .token)
    let numbers = (0..<60_000).map { "\($0).5" }.joined(separator: ",")
    parse.observe(SampledMessage(position: nil, value: Array("{\"v\":[1.9,1.9,1.9]}".utf8)))
    parse.observe(SampledMessage(position: nil, value: Array("{\"v\":[\(numbers)]}".utf8)))
    #expect(parse.report.bent.map(\.count) == [60_003])
    #expect(parse.report.bent.map(\.field) == ["v[]"])
  }
}
