import FlinkSQL
import PipelineTypes
import Testing

@Suite("The report of a dry parse")
struct DryParseReportTests {
  @Test("Failures are counted by reason, each with its first place, and quote no value")
  func failures() {
    var parse = DryParse(columns: [("v", .bigint)], standard: .sql, reader: .token)
    for (offset, message) in ["{\"v\":1}", "{\"v\":\"x\"}", "{\"v\":\"y\"}", "{\"v\":true}", "{\"v\":2.5}"].enumerated()
    {
      parse.observe(
        SampledMessage(position: .init(partition: 3, offset: 16 + offset), value: Array(message.utf8)))
    }
    let report = parse.report
    #expect((report.messages, report.failed) == (5, 3))
    #expect(
      report.failures.map(\.reason) == [
        .typeMismatch(field: "v", .text, type: "BIGINT", standard: nil),
        .typeMismatch(field: "v", .boolean, type: "BIGINT", standard: nil),
      ])
    #expect(report.failures.map(\.count) == [2, 1])
    #expect(report.failures.map(\.position) == [.init(partition: 3, offset: 17), .init(partition: 3, offset: 19)])
    #expect(report.failures.map(\.number) == [2, 4])
    #expect(report.altered.map(\.becomes) == [.value("2")])
    #expect(!report.isHopeless)
  }

  @Test("The reason names the standard of timestamps for text, and for no other value")
  func standard() throws {
    func reasons(_ value: String) throws -> [ReadFault] {
      try DryParse.read("{\"v\":\(value)}", as: [("v", "TIMESTAMP(3)")], by: .token, .sql).1.failures.map(\.reason)
    }
    #expect(
      try reasons("\"2024-05-01T10:00:00\"")
        == [.typeMismatch(field: "v", .text, type: "TIMESTAMP(3)", standard: .sql)])
    #expect(try reasons("5") == [.typeMismatch(field: "v", .number, type: "TIMESTAMP(3)", standard: nil)])
  }

  @Test("The report keeps twenty reasons and forty characters, and counts the rest")
  func bounds() {
    let columns = (0..<30).map { (name: "c\($0)", type: FlinkType.bigint) }
    var parse = DryParse(columns: columns, standard: .sql, reader: .tree)
    for column in columns { parse.observe(SampledMessage(position: nil, value: Array("{\"\(column.name)\":[]}".utf8))) }
    let long = String(repeating: "0", count: 100) + "1"
    parse.observe(SampledMessage(position: nil, value: Array("{\"c0\":\"\(long)\"}".utf8)))
    #expect(parse.report.failed == 30)
    #expect(parse.report.failures.count == 20)
    #expect(parse.report.failuresBesides == 10)
    #expect(parse.report.altered.first?.value.count == 40)
    let members = columns.map { "\"\($0.name)\":1.9" }.joined(separator: ",")
    parse.observe(SampledMessage(position: nil, value: Array("{\(members)}".utf8)))
    #expect(parse.report.altered.count == 20)
    // c0 is altered in two ways.
    #expect(parse.report.alteredBesides == 11)
  }
}
