import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("Conversions of times")
struct TimeConversionTests {
  @Test(
    "One guarded expression reads times of every zone",
    arguments: [
      ["2024-05-01T10:00:00+08:00"], ["2024-05-01T10:00:00Z", "2024-05-01T10:00:00.123+08:00"],
      ["2024-05-01 10:00:00-03:30"], ["2024-05-01T10:00:00+0800", "2024-05-01 10:00:00Z"],
      ["2024-05-01T10:00:00Z", "2024-05-01 10:00:00Z"],
    ])
  func zones(_ times: [String]) throws {
    let column = try #require(
      try Pipelines.conversion(of: times.map { "\"\($0)\"" }, to: "timestamp with time zone"))
    #expect(column.sourceType == .string)
    #expect(column.expression.hasPrefix("CASE WHEN REGEXP("))
    #expect(column.expression.contains(times[0].contains("+0800") ? "ssXX'" : "ssXXX'"))
    // Of the calendar before 1583 too.
    #expect(column.expression.contains("UNIX_TIMESTAMP('1' || "))
    #expect(column.expression.contains(" - 315569520000)"))
  }

  @Test("Free text and another standard do not disturb a timestamp")
  func standards() throws {
    let schema = try Pipelines.schema([
      #"{"ts":"2024-05-01T10:00:00Z","note":"2024-05-01 10:00:00","b":"2024-05-01 10:00:00","c":"2024-05-01T10:00:00"}"#,
      #"{"ts":"2024-05-01T10:00:00Z","note":"hello","b":"2024-05-02 10:00:00","c":"2024-05-01T10:00:00"}"#,
    ])
    #expect(schema.timestampStandard == .iso8601)
    let mapping = try ColumnMapping(
      schema,
      into: Pipelines.table([
        "ts": "timestamp with time zone", "b": "timestamp without time zone", "c": "timestamp without time zone",
      ]))
    #expect(mapping.columns.map(\.verdict) == [.exact, .converted, .exact])
  }

  @Test(
    "A note says what a column does not keep of declared times",
    arguments: [
      ("TIMESTAMP(3)", "timestamp(0) without time zone", .lossy, .fractionTruncated(places: 0)),
      ("TIMESTAMP(3)", "timestamp(3) without time zone", .widening, nil),
      ("TIMESTAMP_LTZ(6)", "timestamp with time zone", .lossy, .fractionTruncated(places: 3)),
      ("TIMESTAMP_LTZ(3)", "timestamp with time zone", .exact, nil),
      ("TIMESTAMP_LTZ(3)", "timestamp(2) with time zone", .lossy, .fractionTruncated(places: 2)),
      ("STRING", "timestamp(0) with time zone", .lossy, .timeTextAssumed(isZoned: true, places: 0)),
      ("STRING", "timestamp with time zone", .converted, .timeTextAssumed(isZoned: true, places: 3)),
      ("BIGINT", "timestamp(2) without time zone", .lossy, .fractionTruncated(places: 2)),
      ("INT", "timestamp(0) with time zone", .converted, nil), ("ARRAY<BOOLEAN>", "integer[]", .converted, nil),
    ] as [(String, String, Verdict, FieldFact?)])
  func declaredTimes(_ declared: String, _ type: String, _ verdict: Verdict, _ fact: FieldFact?) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": type]), engine: Pipelines.vvr11)
    #expect(mapping.columns.map(\.verdict) == [verdict])
    let codes = ["fraction_truncated", "places_kept", "time_text_assumed"]
    #expect(mapping.notes.facts(about: "v").filter { codes.contains($0.code) } == [fact].compactMap { $0 })
  }

  @Test("A local time is sent where the engine would shift the instant")
  func oldEngines() throws {
    let old = try Pipelines.conversion(
      of: ["\"2024-05-01T10:00:00Z\""], to: "timestamp with time zone", engine: EngineVersion(8, 0, 5))
    #expect(old?.type == .timestamp(precision: 3))
    #expect(old?.expression == "CAST(`v` AS TIMESTAMP(3))")
    let copied = try ColumnMapping(
      copying: Pipelines.schema(values: ["\"2024-05-01T10:00:00Z\""]), to: Pipelines.tableName,
      engine: EngineVersion(8, 0, 5))
    #expect(copied.columns[0].type == .timestamp(precision: 3))
    #expect(copied.notes.facts(about: "v").contains(.jvmZoneApplied))
  }
}
