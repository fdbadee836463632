import FlinkSQL
import PipelineTypes
import Testing

@Suite("Values without a conversion")
struct RefusedConversionTests {
  @Test(
    "Values that cannot be converted are rejected",
    arguments: [
      (["70000"], "smallint"), (["12345678901234567890"], "bigint"), (["3000000000"], "integer"), (["1.5"], "smallint"),
      (["\"1.5\""], "bigint"), (["\"x\""], "bigint"), (["2"], "boolean"), (["\"yes\""], "boolean"),
      (["\"2024-02-30\""], "date"), (["\"2024-99-99\""], "timestamp with time zone"), (["\"25:00:00\""], "time"),
      (["\"12.00\"", "\"19844\""], "date"), (["20240501", "20240501.0"], "date"),
      (["7"], "timestamp with time zone"), (["\"hi!\""], "bytea"), (["1"], "integer[]"), (["[\"x\"]"], "integer[]"),
      (["{\"a\":1}"], "integer"), (["1"], "numeric(5,1)[]"), (["1.0"], "smallint"), (["[true]"], "real[]"),
      (["\"2024-05-01T10:00:00+0800\"", "\"2024-05-01T10:00:00+08:00\""], "timestamp with time zone"),
    ])
  func refuses(_ values: [String], _ type: String) {
    let error = #expect(throws: PipelineProblem.self) { try Pipelines.conversion(of: values, to: type) }
    #expect(error?.code == "incompatible_types")
  }

  @Test(
    "The fault names the form of values that cannot be converted, never a value",
    arguments: [
      (["1714550400", "1714550400000"], "timestamp with time zone", .unitsMixed([.seconds, .milliseconds])),
      (["7"], "date", .notTimes),
      (["\"2024-05-01T10:00:00z\""], "timestamp with time zone", content([.form(.smallInstant)], "TIMESTAMP_LTZ(3)")),
      (["\"2024-05-01t10:00:00Z\""], "timestamp with time zone", content([.form(.smallInstant)], "TIMESTAMP_LTZ(3)")),
      (["\"2024/05/01\""], "date", content([.form(.slashDate)], "DATE")),
      (["\"0000-00-00\"", "\"2024-05-01\""], "date", content([.form(.date), .form(.invalidDate)], "DATE")),
      (["\"2024-02-30 10:00:00\""], "date", content([.form(.invalidDate)], "DATE")),
      (["\"1,234.50\""], "numeric(10,2)", content([.form(.groupedNumber)], "DECIMAL(10, 2)")),
      (["\"1,23\""], "numeric(10,2)", content([.form(.other)], "DECIMAL(10, 2)")),
      (["1.5", "\"NaN\""], "numeric(10,2)", content([.kind(.numbers), .form(.notANumber)], "DECIMAL(10, 2)")),
      (["\"Y\"", "\"no\""], "boolean", content([.form(.yesOrNo)], "BOOLEAN")),
      (["\"\"", "\"12\""], "integer", content([.form(.empty)], "INT")),
      (["\"1.5\""], "bigint", content([.form(.fraction)], "BIGINT")), (["2"], "boolean", .notBits(expression: "`v`")),
      (["\"2024-05-01T10:00Z\"", "\"2024-05-01T10:00:00+08:00\""], "timestamp with time zone", .secondsMissing),
      (
        ["\"2024-05-01T10:00:00Z\"", "\"2024-05-01T10:00:00\""], "timestamp with time zone",
        content([.form(.isoInstant), .form(.isoLocal)], "TIMESTAMP_LTZ(3)")
      ),
      (["1.0"], "smallint", .decimalsRefused(type: "SMALLINT")),
      (["true", "\"secret\""], "integer", content([.kind(.booleans), .form(.other)], "INT")),
    ] as [([String], String, ConversionFault)])
  func faults(_ values: [String], _ type: String, _ fault: ConversionFault) throws {
    let review = ColumnReview(try Pipelines.schema(values: values), into: Pipelines.table(["v": type]))
    #expect(review.refused.map(\.reason) == [fault])
  }

  /// The fault that a field holds these values, which a column of the type `type` does not take.
  private static func content(_ content: [ConversionFault.Content], _ type: String) -> ConversionFault {
    .content(content, expression: "`v`", columnType: type)
  }
}
