import FlinkSQL
import PipelineTypes
import Testing

@Suite("Notes on conversions")
struct ConversionNoteTests {
  @Test(
    "A note says that values of several kinds become text",
    arguments: [
      (["\"x\"", "3", "{\"a\":1}"], "text", .kindsMixed([.numbers, .objects, .text])),
      (["1", "\"0007\""], "text", .kindsMixed([.numbers, .text])),
      (["[1,\"a\"]"], "text[]", .kindsMixed([.numbers, .text])), (["1", "2"], "text", nil), (["\"a\""], "text", nil),
    ] as [([String], String, FieldFact?)])
  func mixtures(_ values: [String], _ type: String, _ fact: FieldFact?) throws {
    let mapping = try ColumnMapping(
      Pipelines.schema(values: values), into: Pipelines.table(["v": type]), engine: Pipelines.vvr11)
    #expect(mapping.notes.facts(about: "v") == [fact].compactMap { $0 })
  }

  @Test(
    "A field that was always null is read as the column's type",
    arguments: ["integer", "timestamp with time zone", "numeric(10,2)", "jsonb", "boolean[]", "bytea"])
  func alwaysNull(_ type: String) throws {
    let mapping = try ColumnMapping(Pipelines.schema(values: ["null"]), into: Pipelines.table(["v": type]))
    let column = try #require(mapping.columns.first)
    #expect(column.verdict == .exact)
    #expect(column.sourceType == column.type)
    #expect(mapping.notes.facts(about: "v") == [.alwaysNull(type: column.type.sql)])
  }

  @Test(
    "Flink 1.17 reformats numbers",
    arguments: [(Pipelines.vvr8, Verdict.lossy), (Pipelines.vvr11, .converted)])
  func reformats(_ engine: EngineVersion, _ verdict: Verdict) throws {
    for value in ["1.50", "1e-400"] {
      #expect(try Pipelines.conversion(of: [value], to: "text", engine: engine)?.verdict == verdict)
    }
    #expect(try Pipelines.conversion(of: ["[1e-400]"], to: "text", engine: engine)?.verdict == .lossy)
  }

  @Test(
    "A note says what a column does not keep of a declared type, inside of lists too",
    arguments: [
      ("TIME(3)", "time without time zone", .lossy, .fractionTruncated(places: 0)),
      ("TIME(0)", "time without time zone", .exact, nil),
      ("ARRAY<STRING>", "character varying(5)[]", .converted, .lengthLimited(5)),
      ("ARRAY<STRING>", "text[]", .exact, nil),
    ] as [(String, String, Verdict, FieldFact?)])
  func declared(_ declared: String, _ type: String, _ verdict: Verdict, _ fact: FieldFact?) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": type]))
    #expect(mapping.columns.map(\.verdict) == [verdict])
    #expect(mapping.notes.facts(about: "v") == [fact].compactMap { $0 })
  }

  @Test(
    "Mixtures and numbers in quotes are noted for each type of column",
    arguments: [
      (["5", "\"x\""], "uuid", [FieldFact.kindsMixed([.numbers, .text]), .checkedByDatabase]),
      (["5", "\"xxxx\""], "character varying(3)", [.kindsMixed([.numbers, .text]), .lengthLimited(3)]),
      (["\"1714557600\"", "1714557600"], "timestamp with time zone", [.numbersInQuotes]),
      (["\"0123\""], "bigint", [.leadingZerosDropped, .numbersInQuotes]),
      (["1.5"], "integer", [.mayOverflow(type: "INT")]),
      (["\"x\"", "{\"a\":1.50}"], "jsonb", [.jsonStringsMixed, .numbersReformatted]),
      (["\"x\"", "[1e-400]"], "jsonb", [.jsonStringsMixed, .magnitudeLost]),
    ])
  func everywhere(_ values: [String], _ type: String, _ expected: [FieldFact]) throws {
    let mapping = try ColumnMapping(Pipelines.schema(values: values), into: Pipelines.table(["v": type]))
    let facts = mapping.notes.facts(about: "v")
    #expect(expected.allSatisfy(facts.contains), "\(facts)")
  }

  @Test(
    "Declared decimals without a fraction fit in the integers that hold their digits",
    arguments: [
      ("DECIMAL(9, 0)", "integer", Verdict.converted), ("DECIMAL(10, 0)", "integer", .lossy),
      ("DECIMAL(18, 0)", "bigint", .converted), ("DECIMAL(19, 0)", "bigint", .lossy),
      ("DECIMAL(9, 1)", "bigint", .lossy),
    ])
  func declaredDecimals(_ declared: String, _ type: String, _ verdict: Verdict) throws {
    let schema = try MessageSchema(columns: [(name: "v", type: declared)])
    let mapping = try ColumnMapping(schema, into: Pipelines.table(["v": type]))
    #expect(mapping.columns.map(\.verdict) == [verdict])
    let dropped: FieldFact = verdict == .lossy ? .decimalsDropped : .decimalsDroppedLater
    #expect(mapping.notes.facts(about: "v") == [dropped])
  }
}
