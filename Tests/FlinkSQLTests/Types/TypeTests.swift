import FlinkSQL
import PipelineTypes
import TestSupport
import Testing

@Suite("Flink types")
struct TypeTests {
  @Test(
    "Types are read in every spelling of Flink and written in one",
    arguments: [
      ("bigint", "BIGINT"), ("Decimal(18,2)", "DECIMAL(18, 2)"), ("decimal", "DECIMAL(10, 0)"),
      ("VARCHAR(20)", "STRING"),
      ("TIMESTAMP", "TIMESTAMP(6)"), ("timestamp(3) with local time zone", "TIMESTAMP_LTZ(3)"),
      ("TIMESTAMP_LTZ(3)", "TIMESTAMP_LTZ(3)"),
      ("ARRAY<INT>", "ARRAY<INT>"), ("MAP< STRING , BIGINT >", "MAP<STRING, BIGINT>"),
      ("ROW<a INT, `b``c` STRING>", "ROW<`a` INT, `b``c` STRING>"),
      ("ARRAY<ROW<`x y` DOUBLE PRECISION>>", "ARRAY<ROW<`x y` DOUBLE>>"),
      ("TIMESTAMP(3) WITHOUT TIME ZONE", "TIMESTAMP(3)"), ("time without time zone", "TIME(0)"),
      ("ROW<`\u{301}a` INT, a TIMESTAMP WITHOUT TIME ZONE>", "ROW<`\u{301}a` INT, `a` TIMESTAMP(6)>"),
      ("ROW<`caf\u{E9}` INT, `cafe\u{301}` INT>", "ROW<`caf\u{E9}` INT, `cafe\u{301}` INT>"),
    ])
  func parses(_ text: String, _ sql: String) throws { #expect(try FlinkType(parsing: text).sql.isSameName(as: sql)) }

  @Test(
    "Texts that are not types are rejected",
    arguments: [
      "JSON", "TEXT", "DECIMAL(39, 2)", "DECIMAL(5, 6)", "TIMESTAMP WITH TIME ZONE", "BIGINT NOT NULL", "ARRAY<",
      "ROW<>",
      "BIGINT; DROP TABLE x", "", "TIMESTAMP(10)", "int)", "DOUBLE PRECISIONFOO", "TIMESTAMP(3) X Y WITHOUT",
      "TIMESTAMP(3) WITHOUT A B", "TIMESTAMP WITHOUT", "TIMESTAMP WITH TIME", "B\u{131}GINT", "BIGINT\u{301}",
      "ARRAY<INT NOT NULL>", "ROW<`${secret_values.x}` INT>", "ROW<`a\nb` INT>", "ROW<`` INT>", "ROW<a INT, a STRING>",
      "ROW<a INT, `a` INT>", "ROW<`a INT>", "ROW<`a``` INT",
    ])
  func refuses(_ text: String) { #expect(throws: NamingProblem.self) { try FlinkType(parsing: text) } }

  @Test(
    "The fault says what is wrong with a type, and what to use instead",
    arguments: [
      ("JSON", TypeFault.foreignType(use: "STRING")), ("DATETIME", .foreignType(use: "TIMESTAMP(3)")),
      ("WORD", .unknownType), ("DECIMAL(39, 2)", .decimalBounds), ("DECIMAL(5, 6)", .decimalBounds),
      ("TIMESTAMP WITH TIME ZONE", .timeZone), ("BIGINT NOT NULL", .notNull), ("ARRAY<INT NOT NULL>", .notNull),
      ("TIMESTAMP(10)", .precision(lowest: 0, highest: 9)), ("int)", .textAfterType(")")),
      ("BIGINT; DROP TABLE x", .textAfterType("; DROP TABLE x")), ("ARRAY", .expected(.symbol("<"), found: "")),
      ("ROW<a INT, `a` INT>", .duplicateField("a")),
      ("ROW<`${secret_values.x}` INT>", .field("${secret_values.x}", .variable)),
      ("ROW<`a INT>", .unclosedBacktick),
    ])
  func faults(_ text: String, _ fault: TypeFault) {
    #expect(throws: NamingProblem.invalidType(text, fault)) { try FlinkType(parsing: text) }
  }

  @Test("Types that nest too deep are rejected at a limit", arguments: ["ARRAY<", "MAP<STRING, ", "ROW<a "])
  func depth(_ opening: String) {
    let text = String(repeating: opening, count: 20_000) + "INT" + String(repeating: ">", count: 20_000)
    #expect(throws: NamingProblem.invalidType(String(text.prefix(100)), .nestedTooDeep)) {
      try FlinkType(parsing: text)
    }
  }

  @Test("A type is read as it was written", arguments: 0..<300)
  func roundTrip(_ seed: Int) throws {
    var random = Seeded(seed: UInt64(seed))
    let type = Self.type(&random, depth: 4)
    #expect(try FlinkType(parsing: type.sql) == type)
  }

  @Test("A type of thousands of fields takes little time", .timeLimit(.minutes(1)))
  func wide() throws {
    let names = (0..<20_000).map { "f\($0)" }
    let row = "ROW<\(names.map { "\($0) TIMESTAMP(3)" }.joined(separator: ", "))>"
    #expect(try FlinkType(parsing: row) == .row(names.map { .init(name: $0, type: .timestamp(precision: 3)) }))
  }

  private static func type(_ random: inout Seeded, depth: Int) -> FlinkType {
    switch Int.random(in: 0..<8, using: &random) {
    case 0 where depth > 0: return .array(type(&random, depth: depth - 1))
    case 1 where depth > 0: return .map(key: .string, value: type(&random, depth: depth - 1))
    case 2 where depth > 0:
      return .row(names(&random).map { .init(name: $0, type: type(&random, depth: depth - 1)) })
    case 4:
      let precision = Int.random(in: 1...38, using: &random)
      return .decimal(precision: precision, scale: Int.random(in: 0...precision, using: &random))
    case 5:
      let precision = Int.random(in: 0...9, using: &random)
      return random.pick([
        .time(precision: precision / 3), .timestamp(precision: precision), .timestampLTZ(precision: precision),
      ])
    default:
      return random.pick([.boolean, .tinyint, .smallint, .int, .bigint, .float, .double, .string, .bytes, .date])
    }
  }

  /// Different names of what quoting and Unicode make difficult.
  private static func names(_ random: inout Seeded) -> [String] {
    let scalars: [Unicode.Scalar] = [
      "a", "B", "`", "\u{301}", "\u{E9}", " ", ">", ",", "名", "\u{1F600}", "'", "\u{200D}",
    ]
    var names: [String] = []
    for _ in 0..<Int.random(in: 1..<5, using: &random) {
      var name = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1..<6, using: &random) { name.append(random.pick(scalars)) }
      if !names.containsName(String(name)) { names.append(String(name)) }
    }
    return names
  }
}
