import FlinkSQL
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
    "read the column's type where the reader can make it, and say what becomes of values",
    arguments: numbers + texts + times + arrays)
  func converts(_ test: Case) throws {
    let column = try #require(try Pipelines.conversion(of: test.values, into: test.type))
    #expect(column.verdict == test.verdict)
    #expect(column.sourceType.sql == test.source)
    #expect(column.expression == test.expression)
  }

  @Test(
    "refuse what the sample itself shows not to go",
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
    let error = #expect(throws: SQLGenerationError.self) { try Pipelines.conversion(of: values, into: type) }
    #expect(error?.code == "incompatible_types")
  }

  @Test(
    "name the form of what does not go, never a value, and a way out where there is one",
    arguments: [
      (
        ["1714550400", "1714550400000"], "timestamp with time zone",
        "epoch times in seconds and milliseconds; pass sql that tells them apart with CASE WHEN"
      ),
      (["7"], "date", "numbers that are no date, and no epoch time of the years 2000 to 2100"),
      (["\"2024-05-01T10:00:00z\""], "timestamp with time zone", "times with a small t or z; pass sql with UPPER(`v`)"),
      (["\"2024-05-01t10:00:00Z\""], "timestamp with time zone", "times with a small t or z; pass sql with UPPER(`v`)"),
      (
        ["\"2024/05/01\""], "date",
        "dates with slashes; pass sql with REPLACE(`v`, '/', '-'), cast to the column's type"
      ),
      (
        ["\"0000-00-00\"", "\"2024-05-01\""], "date",
        "dates and dates that are no day of the calendar; pass sql with TRY_CAST of `v` to the column's type, which makes such NULL"
      ),
      (
        ["\"2024-02-30 10:00:00\""], "date",
        "dates that are no day of the calendar; pass sql with TRY_CAST of `v` to the column's type, which makes such NULL"
      ),
      (
        ["\"1,234.50\""], "numeric(10,2)",
        "numbers with commas between their digits; pass sql with REPLACE(`v`, ',', ''), cast to the column's type"
      ),
      (["\"1,23\""], "numeric(10,2)", "text"),
      (
        ["1.5", "\"NaN\""], "numeric(10,2)",
        "NaN or Infinity in quotes and numbers; pass sql with TRY_CAST(`v` AS DECIMAL(38, 18))"
      ),
      (["\"Y\"", "\"no\""], "boolean", "words for yes and no; pass sql with LOWER(`v`) IN ('y', 'yes', 'on')"),
      (["\"\"", "\"12\""], "integer", "empty text; pass sql with NULLIF(`v`, ''), cast to the column's type"),
      (["\"1.5\""], "bigint", "fractions in quotes"),
      (["2"], "boolean", "numbers that are not written 0 and 1; pass sql with `v` <> 0"),
      (
        ["\"2024-05-01T10:00Z\"", "\"2024-05-01T10:00:00+08:00\""], "timestamp with time zone",
        "times without seconds; pass sql that adds them"
      ),
      (
        ["\"2024-05-01T10:00:00Z\"", "\"2024-05-01T10:00:00\""], "timestamp with time zone",
        "times with Z and times without a zone"
      ),
      (["1.0"], "smallint", "numbers with a point or an exponent, which the reader refuses for SMALLINT"),
      (["true", "\"secret\""], "integer", "booleans and text"),
    ])
  func reasons(_ values: [String], _ type: String, _ reason: String) throws {
    let review = ColumnReview(try Pipelines.schema(values: values), into: Pipelines.table(["v": type]))
    #expect(review.refused.map(\.reason) == ["it holds \(reason)"])
  }

  @Test(
    "say that values of several kinds become text",
    arguments: [
      (
        ["\"x\"", "3", "{\"a\":1}"], "text", "'v' holds numbers, objects and text, all of which are written as text"
      ),
      (["1", "\"0007\""], "text", "'v' holds numbers and text, all of which are written as text"),
      (["[1,\"a\"]"], "text[]", "'v[]' holds numbers and text, all of which are written as text"),
      (["1", "2"], "text", nil), (["\"a\""], "text", nil),
    ])
  func mixtures(_ values: [String], _ type: String, _ note: String?) throws {
    let mapping = try ColumnMapping(
      Pipelines.schema(values: values), into: Pipelines.table(["v": type]), engine: Pipelines.vvr11)
    #expect(mapping.warnings.filter { $0.contains("written as text") } == [note].compactMap { $0 })
  }

  @Test(
    "take the column's type for a field that was always null",
    arguments: ["integer", "timestamp with time zone", "numeric(10,2)", "jsonb", "boolean[]", "bytea"])
  func alwaysNull(_ type: String) throws {
    let mapping = try ColumnMapping(Pipelines.schema(values: ["null"]), into: Pipelines.table(["v": type]))
    #expect(mapping.columns.first?.verdict == .exact)
    #expect(mapping.columns.first?.sourceType == mapping.columns.first?.type)
    #expect(mapping.warnings.contains { $0.contains("always null") })
  }

  @Test(
    "read times of every zone by one guarded expression",
    arguments: [
      ["2024-05-01T10:00:00+08:00"], ["2024-05-01T10:00:00Z", "2024-05-01T10:00:00.123+08:00"],
      ["2024-05-01 10:00:00-03:30"], ["2024-05-01T10:00:00+0800", "2024-05-01 10:00:00Z"],
      ["2024-05-01T10:00:00Z", "2024-05-01 10:00:00Z"],
    ])
  func zones(_ times: [String]) throws {
    let column = try #require(
      try Pipelines.conversion(of: times.map { "\"\($0)\"" }, into: "timestamp with time zone"))
    #expect(column.sourceType == .string)
    #expect(column.expression.hasPrefix("CASE WHEN REGEXP("))
    #expect(column.expression.contains(times[0].contains("+0800") ? "ssXX'" : "ssXXX'"))
    // Of the calendar before 1583 too.
    #expect(column.expression.contains("UNIX_TIMESTAMP('1' || "))
    #expect(column.expression.contains(" - 315569520000)"))
  }

  @Test("let free text and another standard disturb no timestamp")
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
    "know that Flink 1.17 prints numbers anew",
    arguments: [(Pipelines.vvr8, Verdict.lossy), (Pipelines.vvr11, .converted)])
  func reprints(_ engine: EngineVersion, _ verdict: Verdict) throws {
    for value in ["1.50", "1e-400"] {
      #expect(try Pipelines.conversion(of: [value], into: "text", engine: engine)?.verdict == verdict)
    }
    #expect(try Pipelines.conversion(of: ["[1e-400]"], into: "text", engine: engine)?.verdict == .lossy)
  }

  @Test(
    "tell of declared types what the column does not take, inside of lists too",
    arguments: [
      ("TIME(3)", "time without time zone", Verdict.lossy, "loses what is after the second"),
      ("TIME(0)", "time without time zone", .exact, ""),
      ("ARRAY<STRING>", "character varying(5)[]", .converted, "refuses more than 5 characters"),
      ("ARRAY<STRING>", "text[]", .exact, ""),
    ])
  func declared(_ declared: String, _ type: String, _ verdict: Verdict, _ note: String) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": type]))
    #expect(mapping.columns.map(\.verdict) == [verdict])
    #expect(note.isEmpty || mapping.warnings.contains { $0.contains(note) }, "\(mapping.warnings)")
  }

  @Test(
    "tell of mixtures and of numbers in quotes in whatever column they go into",
    arguments: [
      (["5", "\"x\""], "uuid", "holds numbers and text"),
      (["5", "\"xxxx\""], "character varying(3)", "numbers and text"),
      (["\"1714557600\"", "1714557600"], "timestamp with time zone", "other text stops the job"),
      (["\"0123\""], "bigint", "lose the zeros in front"), (["\"0123\""], "bigint", "other text stops the job"),
      (["1.5"], "integer", "must fit into INT"),
      (["\"x\"", "{\"a\":1.50}"], "jsonb", "all become JSON strings"),
      (["\"x\"", "{\"a\":1.50}"], "jsonb", "printed anew"),
      (["\"x\"", "[1e-400]"], "jsonb", "lose digits"),
    ])
  func everywhere(_ values: [String], _ type: String, _ words: String) throws {
    let mapping = try ColumnMapping(Pipelines.schema(values: values), into: Pipelines.table(["v": type]))
    #expect(mapping.warnings.contains { $0.contains(words) }, "\(mapping.warnings)")
  }

  @Test(
    "know of declared decimals without a fraction which integers hold them",
    arguments: [
      ("DECIMAL(9, 0)", "integer", Verdict.converted), ("DECIMAL(10, 0)", "integer", .lossy),
      ("DECIMAL(18, 0)", "bigint", .converted), ("DECIMAL(19, 0)", "bigint", .lossy),
      ("DECIMAL(9, 1)", "bigint", .lossy),
    ])
  func declaredDecimals(_ declared: String, _ type: String, _ verdict: Verdict) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": type]))
    #expect(mapping.columns.map(\.verdict) == [verdict])
    #expect(mapping.warnings.contains { $0.contains("loses what is after the point") })
  }

  @Test(
    "know of declared times what the column does not keep",
    arguments: [
      ("TIMESTAMP(3)", "timestamp(0) without time zone", Verdict.lossy),
      ("TIMESTAMP(3)", "timestamp(3) without time zone", .widening),
      ("TIMESTAMP_LTZ(6)", "timestamp with time zone", .lossy),
      ("TIMESTAMP_LTZ(3)", "timestamp with time zone", .exact),
      ("TIMESTAMP_LTZ(3)", "timestamp(2) with time zone", .lossy), ("STRING", "timestamp(0) with time zone", .lossy),
      ("STRING", "timestamp with time zone", .converted), ("BIGINT", "timestamp(2) without time zone", .lossy),
      ("INT", "timestamp(0) with time zone", .converted), ("ARRAY<BOOLEAN>", "integer[]", .converted),
    ])
  func declaredTimes(_ declared: String, _ type: String, _ verdict: Verdict) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": type]), engine: Pipelines.vvr11)
    #expect(mapping.columns.map(\.verdict) == [verdict])
    #expect(
      mapping.warnings.contains { $0.contains("places of a second") } == (verdict == .lossy || declared == "STRING"))
  }

  @Test("send a local time where the engine would shift the instant")
  func oldEngines() throws {
    let old = try Pipelines.conversion(
      of: ["\"2024-05-01T10:00:00Z\""], into: "timestamp with time zone", engine: EngineVersion(8, 0, 5))
    #expect(old?.type == .timestamp(precision: 3))
    #expect(old?.expression == "CAST(`v` AS TIMESTAMP(3))")
    let copied = try ColumnMapping(
      copying: Pipelines.schema(values: ["\"2024-05-01T10:00:00Z\""]), engine: EngineVersion(8, 0, 5))
    #expect(copied.columns[0].type == .timestamp(precision: 3))
    #expect(copied.warnings.contains { $0.contains("by the time zone of its JVM") })
  }
}
