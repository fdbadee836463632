import FlinkSQL
import PipelineTypes
import Testing

@Suite("Conversions")
struct ConversionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let values: [String]
    let type: String
    let verdict: Verdict
    let source: String
    let expression: String

    init(_ values: [String], _ type: String, _ verdict: Verdict, _ source: String, _ expression: String = "`v`") {
      self.values = values
      self.type = type
      self.verdict = verdict
      self.source = source
      self.expression = expression
    }

    var testDescription: String { "\(values) into \(type)" }
  }

  private static let numbers = [
    Case(["1795000000000000001"], "bigint", .exact, "BIGINT"),
    Case(["9223372036854775807"], "bigint", .exact, "BIGINT"),
    Case(["7"], "integer", .converted, "INT"), Case(["7"], "smallint", .converted, "SMALLINT"),
    Case(["1.5", "2"], "bigint", .lossy, "BIGINT"), Case(["1e3"], "integer", .converted, "INT"),
    Case(["1.0", "2"], "bigint", .converted, "BIGINT"), Case(["9007199254740991.0"], "bigint", .converted, "BIGINT"),
    Case(["9007199254740993.0"], "bigint", .lossy, "BIGINT"), Case(["15e-1"], "bigint", .lossy, "BIGINT"),
    Case(["\"12\""], "bigint", .converted, "BIGINT"), Case(["\"12\"", "13"], "bigint", .converted, "BIGINT"),
    Case(["\"00123\""], "bigint", .lossy, "BIGINT"),
    Case(["true", "false"], "integer", .converted, "BOOLEAN", "CASE WHEN `v` THEN 1 WHEN NOT `v` THEN 0 END"),
    Case(
      ["true"], "bigint", .converted, "BOOLEAN", "CAST(CASE WHEN `v` THEN 1 WHEN NOT `v` THEN 0 END AS BIGINT)"),
    Case(["5"], "numeric(18,2)", .exact, "DECIMAL(18, 2)"), Case(["1.55"], "numeric(18,4)", .exact, "DECIMAL(18, 4)"),
    Case(["1.555"], "numeric(18,2)", .lossy, "DECIMAL(18, 2)"),
    Case(["12345"], "numeric(5,2)", .lossy, "DECIMAL(5, 2)"),
    Case(["\"1.50\""], "numeric(18,2)", .converted, "DECIMAL(18, 2)"),
    Case(["\"01.50\""], "numeric(18,2)", .lossy, "DECIMAL(18, 2)"), Case(["\"007\""], "real", .lossy, "FLOAT"),
    Case(["1e5"], "numeric(10,2)", .exact, "DECIMAL(10, 2)"),
    Case(["1e5"], "numeric(38,10)", .exact, "DECIMAL(38, 10)"),
    Case(["1e2"], "numeric(5,2)", .exact, "DECIMAL(5, 2)"), Case(["1e4"], "numeric(5,2)", .lossy, "DECIMAL(5, 2)"),
    Case(["12e-3"], "numeric(5,2)", .lossy, "DECIMAL(5, 2)"), Case(["1.500"], "numeric(5,2)", .exact, "DECIMAL(5, 2)"),
    Case(["0e9"], "numeric(5,2)", .exact, "DECIMAL(5, 2)"),
    Case(["1e999999999999"], "numeric(5,2)", .lossy, "DECIMAL(5, 2)"),
    Case(["1"], "numeric", .converted, "DECIMAL(38, 18)"), Case(["1"], "numeric(50,2)", .converted, "DECIMAL(38, 18)"),
    Case(["1"], "numeric(10,-2)", .converted, "DECIMAL(38, 18)"),
    Case(["1.5"], "double precision", .exact, "DOUBLE"),
    Case(["0.12345678901234567"], "double precision", .lossy, "DOUBLE"),
    Case(["1714557600000000"], "double precision", .exact, "DOUBLE"),
    Case(["9007199254740993"], "double precision", .lossy, "DOUBLE"), Case(["16777215"], "real", .exact, "FLOAT"),
    Case(["16777217"], "real", .lossy, "FLOAT"), Case(["1.5"], "real", .exact, "FLOAT"),
    Case(["1.2345678"], "real", .lossy, "FLOAT"),
    Case(["1e400"], "double precision", .lossy, "DOUBLE"), Case(["-1e400"], "double precision", .lossy, "DOUBLE"),
    Case(["1e-400"], "double precision", .lossy, "DOUBLE"), Case(["0e-400"], "double precision", .exact, "DOUBLE"),
    Case(["1e-40"], "real", .lossy, "FLOAT"), Case(["1e-30"], "real", .exact, "FLOAT"),
    Case(["1e308"], "double precision", .exact, "DOUBLE"), Case(["1e39"], "real", .lossy, "FLOAT"),
    Case(["1", "\"-1e39\""], "real", .lossy, "FLOAT"), Case(["1e38"], "real", .exact, "FLOAT"),
    Case(["\"1.5\""], "double precision", .converted, "DOUBLE"),
    Case(["true"], "boolean", .exact, "BOOLEAN"), Case(["true", "\"False\""], "boolean", .converted, "BOOLEAN"),
    Case(["1", "0"], "boolean", .converted, "BIGINT", "`v` <> 0"),
  ]

  private static let texts = [
    Case(["\"a\""], "text", .exact, "STRING"), Case(["true"], "text", .converted, "STRING"),
    Case(["1.50"], "text", .converted, "STRING"), Case(["\"2024-05-01T10:00:00Z\""], "text", .exact, "STRING"),
    Case(["\"abc\""], "character varying(3)", .exact, "STRING"),
    Case(["\"abcdef\""], "character varying(3)", .lossy, "STRING"),
    Case(["\"abcd\""], "character(3)", .lossy, "STRING"),
    Case(["12345678901234567890"], "character varying(20)", .converted, "STRING"),
    Case(["-12345678901234567890"], "character varying(20)", .lossy, "STRING"),
    Case(["[1]"], "character varying(20)", .lossy, "STRING"),
    Case(["true"], "jsonb", .converted, "STRING"), Case(["\"txt\""], "jsonb", .converted, "STRING", "JSON_STRING(`v`)"),
    Case(["\"{\\\"a\\\":1}\""], "jsonb", .converted, "STRING"), Case(["{\"a\":1}"], "json", .converted, "STRING"),
    Case(["{\"big\":12345678901234567.89}"], "jsonb", .lossy, "STRING"),
    Case(["\"a\"", "1"], "jsonb", .lossy, "STRING", "JSON_STRING(`v`)"),
    Case(["\"x\""], "uuid", .converted, "STRING"), Case(["\"1.2.3.4\""], "inet", .converted, "STRING"),
    Case(["1.5000"], "character varying(6)", .converted, "STRING"),
    Case(["1.5000"], "character varying(5)", .lossy, "STRING"),
    Case(["\"aGk=\\n\""], "bytea", .converted, "BYTES"), Case(["\"aGk=aGk=\""], "bytea", .converted, "BYTES"),
    Case(["\"aGk=\""], "bytea", .converted, "BYTES"), Case(["\"aGk=\""], "public.roaringbitmap", .converted, "BYTES"),
  ]

  private static let times = [
    Case(["\"2024-05-01\""], "date", .exact, "DATE"),
    Case(["\"10:00:00\""], "time without time zone", .exact, "TIME(0)"),
    Case(["\"10:00:00.5\""], "time without time zone", .lossy, "TIME(0)"),
    Case(["\"2024-05-01T10:00:00Z\""], "timestamp with time zone", .exact, "TIMESTAMP_LTZ(3)"),
    Case(["\"2024-05-01 10:00:00Z\""], "timestamp with time zone", .exact, "TIMESTAMP_LTZ(3)"),
    Case(["\"2024-05-01T10:00:00.123456Z\""], "timestamp with time zone", .lossy, "TIMESTAMP_LTZ(3)"),
    Case(["\"2024-05-01T10:00:00.123456\""], "timestamp without time zone", .exact, "TIMESTAMP(6)"),
    Case(["1714557600"], "timestamp with time zone", .converted, "BIGINT", "TO_TIMESTAMP_LTZ(`v`, 0)"),
    Case(["\"1714557600000\""], "timestamp with time zone", .converted, "BIGINT", "TO_TIMESTAMP_LTZ(`v`, 3)"),
    Case(
      ["1714557600.5", "1714557600"], "timestamp with time zone", .converted, "DECIMAL(26, 6)",
      "TO_TIMESTAMP_LTZ(CAST(FLOOR(`v` * 1000) AS BIGINT), 3)"),
    Case(
      ["1714557600.1234", "0"], "timestamp with time zone", .lossy, "DECIMAL(26, 6)",
      "CASE WHEN `v` > 0 THEN TO_TIMESTAMP_LTZ(CAST(FLOOR(`v` * 1000) AS BIGINT), 3) END"),
    Case(
      ["1714557600000.0"], "timestamp with time zone", .converted, "DECIMAL(26, 6)",
      "TO_TIMESTAMP_LTZ(CAST(FLOOR(`v`) AS BIGINT), 3)"),
    Case(["1714557600"], "timestamp(0) with time zone", .converted, "BIGINT", "TO_TIMESTAMP_LTZ(`v`, 0)"),
    Case(["1714557600000"], "timestamp(0) with time zone", .lossy, "BIGINT", "TO_TIMESTAMP_LTZ(`v`, 3)"),
    Case(["\"2024-05-01T10:00:00.123456\""], "timestamp(0) without time zone", .lossy, "TIMESTAMP(6)"),
    Case(["\"2024-05-01T10:00:00.123\""], "timestamp(3) without time zone", .converted, "TIMESTAMP(6)"),
    Case(["\"2024-05-01T10:00:00.123\""], "timestamp(6) without time zone", .exact, "TIMESTAMP(6)"),
    Case(["\"2024-05-01T10:00:00.12Z\""], "timestamp(1) with time zone", .lossy, "TIMESTAMP_LTZ(3)"),
    Case(["\"2024-05-01T10:00:00Z\""], "timestamp(0) with time zone", .converted, "TIMESTAMP_LTZ(3)"),
    Case(
      ["1714557600000000"], "timestamp with time zone", .lossy, "BIGINT",
      "TO_TIMESTAMP_LTZ(CAST(FLOOR(`v` * 0.001) AS BIGINT), 3)"),
    Case(
      ["0", "1714557600000"], "timestamp with time zone", .converted, "BIGINT",
      "CASE WHEN `v` > 0 THEN TO_TIMESTAMP_LTZ(`v`, 3) END"),
    Case(["\"2024-05-01\""], "timestamp with time zone", .converted, "DATE", "CAST(`v` AS TIMESTAMP_LTZ(3))"),
    Case(["\"2024-05-01\""], "timestamp without time zone", .widening, "DATE", "CAST(`v` AS TIMESTAMP(6))"),
    Case(["\"2024-05-01T10:00:00\""], "date", .lossy, "TIMESTAMP(6)", "CAST(FLOOR(`v` TO DAY) AS DATE)"),
    Case(
      ["\"2024-05-01T10:00:00.123456Z\""], "timestamp without time zone", .converted, "TIMESTAMP_LTZ(6)",
      "CAST(`v` AS TIMESTAMP(6))"),
    Case(
      ["\"2024-05-01T10:00:00.1234567Z\""], "timestamp without time zone", .lossy, "TIMESTAMP_LTZ(6)",
      "CAST(`v` AS TIMESTAMP(6))"),
    Case(
      ["\"2024-05-01T10:00:00.1234\""], "timestamp with time zone", .lossy, "TIMESTAMP(6)",
      "CAST(`v` AS TIMESTAMP_LTZ(3))"),
    Case(
      ["\"2024-05-01T10:00:00\"", "\"2024-05-01 10:00:00\""], "timestamp without time zone", .converted, "STRING",
      "TRY_CAST(REPLACE(`v`, 'T', ' ') AS TIMESTAMP(6))"),
  ]

  private static let arrays = [
    Case(["[1.5,2]"], "double precision[]", .exact, "ARRAY<DOUBLE>"),
    Case(["[1,2]"], "integer[]", .converted, "ARRAY<INT>"),
    Case(["[1,2]"], "double precision[]", .exact, "ARRAY<DOUBLE>"),
    Case(["[\"a\"]"], "text[]", .exact, "ARRAY<STRING>"),
    Case(["[true,null]"], "integer[]", .converted, "ARRAY<BOOLEAN>", "CAST(`v` AS ARRAY<INT>)"),
    Case(["[true]"], "bigint[]", .converted, "ARRAY<BOOLEAN>", "CAST(`v` AS ARRAY<BIGINT>)"),
    Case(["[1,0]"], "boolean[]", .converted, "ARRAY<BIGINT>", "CAST(`v` AS ARRAY<BOOLEAN>)"),
    Case(["[1,\"a\"]"], "text[]", .converted, "ARRAY<STRING>"), Case(["[]"], "integer[]", .exact, "ARRAY<INT>"),
  ]

  @Test(
    "The reader makes the column's type where it can, and the verdict says what is kept",
    arguments: numbers + texts + times + arrays)
  func converts(_ test: Case) throws {
    let column = try #require(try Pipelines.conversion(of: test.values, to: test.type))
    #expect(column.verdict == test.verdict)
    #expect(column.sourceType.sql == test.source)
    #expect(column.expression == test.expression)
  }
}
