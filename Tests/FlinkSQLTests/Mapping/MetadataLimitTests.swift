import FlinkSQL
import Notices
import PipelineTypes
import Testing

@Suite("Limits of columns for Kafka metadata")
struct MetadataLimitTests {
  @Test(
    "A text column that can be too short is noted",
    arguments: [
      ("kafka_topic", "character varying(2)", .lengthLimited(2)), ("kafka_topic", "character varying(249)", nil),
      ("kafka_timestamp", "character varying(23)", nil),
      ("kafka_timestamp_type", "character varying(10)", .lengthLimited(10)),
      ("kafka_timestamp_type", "character varying(15)", nil),
      ("kafka_offset", "character varying(18)", .lengthLimited(18)), ("kafka_offset", "character varying(19)", nil),
      ("kafka_partition", "character varying(10)", nil),
      ("kafka_headers", "character varying(1000)", .lengthLimited(1000)),
      ("kafka_headers", "uuid", .checkedByDatabase), ("kafka_topic", "uuid", .checkedByDatabase),
    ] as [(String, String, FieldFact?)])
  func bounded(_ name: String, _ type: String, _ fact: FieldFact?) throws {
    let review = ColumnReview(try Pipelines.schema([#"{"v":1}"#]), into: Pipelines.table(["v": "bigint", name: type]))
    #expect(review.refused.isEmpty)
    let limits = review.possible.notes.facts(about: name).filter {
      ["length_limited", "checked_by_database"].contains($0.code)
    }
    #expect(limits == [fact].compactMap { $0 })
    if fact != nil { #expect(review.possible.columns.last?.verdict == .converted) }
  }

  @Test(
    "A text column that is always too short is rejected",
    arguments: [
      ("kafka_timestamp", "character varying(22)", ConversionFault.metadataTooLong(.timestamp, limit: 22)),
      ("kafka_timestamp_type", "character(9)", .metadataTooLong(.timestampType, limit: 9)),
      ("kafka_headers", "character(1)", .metadataTooLong(.headers, limit: 1)),
    ])
  func tooShort(_ name: String, _ type: String, _ fault: ConversionFault) throws {
    let review = ColumnReview(try Pipelines.schema([#"{"v":1}"#]), into: Pipelines.table(["v": "bigint", name: type]))
    #expect(review.refused.map(\.name) == [name])
    #expect(review.refused.map(\.reason) == [fault])
  }

  @Test(
    "A note says how many digits of a second a column keeps",
    arguments: [
      ("TIMESTAMP_LTZ(0)", .lossy, 0), ("TIMESTAMP_LTZ(2)", .lossy, 2), ("TIMESTAMP_LTZ(6)", .widening, nil),
      ("TIMESTAMP(0)", .lossy, 0), ("TIMESTAMP(3)", .converted, nil),
    ] as [(String, Verdict, Int?)])
  func places(_ type: String, _ verdict: Verdict, _ places: Int?) throws {
    let schema = try MessageSchema(columns: [.init(name: "at", type: type, metadata: .timestamp)])
    let mapping = try ColumnMapping(copying: schema, to: Pipelines.tableName, engine: Pipelines.vvr11)
    #expect(mapping.columns.map(\.verdict) == [verdict])
    let truncated = mapping.notes.facts(about: "at").filter { $0.code == "fraction_truncated" }
    #expect(truncated == places.map { [.fractionTruncated(places: $0)] } ?? [])
  }
}
