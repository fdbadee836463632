import FlinkSQL
import PipelineTypes
import Testing

@Suite("Guessed times")
struct GuessedTimeTests {
  @Test(
    "Without a logical type evident numbers are guessed",
    arguments: [
      (
        ["19844", "0"], "date", "TIMESTAMPADD(DAY, `v`",
        [FieldFact.timeRead(.days, .assumed(hasUnset: false))]
      ),
      (
        ["\"19844\""], "date", "TIMESTAMPADD(DAY, `v`",
        [.timeRead(.days, .assumed(hasUnset: false)), .numbersInQuotes]
      ),
      (
        ["20240501", "0"], "date", "TRY_CAST(SUBSTRING(`v`, 1, 4)",
        [.timeRead(.basicDate, .assumed(hasUnset: false))]
      ),
      (
        ["\"20240501\""], "timestamp without time zone", "TRY_CAST(SUBSTRING(`v`, 1, 4)",
        [.timeRead(.basicDate, .assumed(hasUnset: false))]
      ),
      (
        ["1714557600000000000"], "timestamp with time zone",
        "TO_TIMESTAMP_LTZ(CAST(FLOOR(`v` * 0.000001) AS BIGINT), 3)",
        [.timeRead(.instant(.nanoseconds), .assumed(hasUnset: false)), .fractionTruncated(places: 3)]
      ),
    ])
  func guessed(_ values: [String], _ type: String, _ expression: String, _ facts: [FieldFact]) throws {
    let mapping = try ColumnMapping(Pipelines.schema(values: values), into: Pipelines.table(["v": type]))
    #expect(mapping.columns[0].expression.contains(expression))
    #expect(mapping.notes.facts(about: "v") == facts)
  }
}
