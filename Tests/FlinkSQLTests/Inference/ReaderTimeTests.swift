import FlinkSQL
import PipelineTypes
import Testing

/// Texts that Flink's JSON reader takes for times, and that no expression of SQL reads.
@Suite("Times that only the reader takes")
struct ReaderTimeTests {
  @Test(
    "The reader converts them by itself, without a loss",
    arguments: [
      ("24:00:00", "time without time zone", "TIME(0)"), ("10:00:00.", "time without time zone", "TIME(0)"),
      ("2024-05-01T10:00:00.", "timestamp without time zone", "TIMESTAMP(6)"),
      ("2024-05-01 24:00:00", "timestamp without time zone", "TIMESTAMP(6)"),
      ("2024-05-01T24:00:00Z", "timestamp with time zone", "TIMESTAMP_LTZ(3)"),
      ("2024-05-01T10:00:00.Z", "timestamp with time zone", "TIMESTAMP_LTZ(3)"),
      ("+12024-05-01T10:00:00Z", "timestamp with time zone", "TIMESTAMP_LTZ(3)"),
      ("+12024-05-01 10:00:00", "timestamp without time zone", "TIMESTAMP(6)"),
    ])
  func converted(_ text: String, _ type: String, _ source: String) throws {
    let column = try #require(try Pipelines.conversion(of: ["\"\(text)\""], to: type))
    #expect(column.sourceType.sql == source)
    #expect(column.expression == "`v`")
    #expect(column.verdict == .exact)
    let standard = try Pipelines.schema(values: ["\"\(text)\""]).timestampStandard
    for reader in FlinkJSONReader.allCases {
      let outcome = try DryParse.read("{\"v\":\"\(text)\"}", as: [("v", source)], by: reader, standard).0
      guard case .changes = outcome else {
        Issue.record("\(reader): \(outcome)")
        continue
      }
    }
  }

  @Test(
    "Without a table they have the types that the reader makes",
    arguments: [
      ("2024-05-01T24:00:00Z", "TIMESTAMP_LTZ(3)"), ("2024-05-01T10:00:00.", "TIMESTAMP(3)"),
      ("+12024-05-01T10:00:00", "TIMESTAMP(3)"),
      // Times of day stay text.
      ("24:00:00", "STRING"),
    ])
  func inferred(_ text: String, _ type: String) throws {
    #expect(try Pipelines.schema(values: ["\"\(text)\""]).fields.map(\.type.sql) == [type])
  }

  @Test(
    "They are rejected beside texts that only an expression reads",
    arguments: [
      (["2024-05-01T24:00:00Z", "2024-05-01T10:00:00+08:00"], "timestamp with time zone"),
      (["2024-05-01T10:00:00.", "2024-05-01 10:00:00"], "timestamp without time zone"),
      (["+12024-05-01T10:00:00Z", "2024-05-01T10:00:00+0800"], "timestamp with time zone"),
    ])
  func mixed(_ texts: [String], _ type: String) throws {
    let error = #expect(throws: PipelineProblem.self) {
      try Pipelines.conversion(of: texts.map { "\"\($0)\"" }, to: type)
    }
    #expect(error?.code == "incompatible_types")
  }

  @Test(
    "Texts that the reader rejects are not taken for times",
    arguments: [
      ("24:00:01", "time without time zone"), ("25:00:00", "time without time zone"),
      ("2024-05-01T24:00:00", "timestamp without time zone"), ("12024-05-01T10:00:00Z", "timestamp with time zone"),
      ("+2024-05-01T10:00:00Z", "timestamp with time zone"), ("2024-05-01 10:00:60", "timestamp without time zone"),
    ])
  func rejected(_ text: String, _ type: String) throws {
    #expect(throws: PipelineProblem.self) { try Pipelines.conversion(of: ["\"\(text)\""], to: type) }
    #expect(try Pipelines.schema(values: ["\"\(text)\""]).fields.map(\.type) == [.string])
  }
}
