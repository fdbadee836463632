import FlinkSQL
import Testing

@Suite("Flink types")
struct TypeTests {
  @Test(
    "are read in Flink's spelling and written in one",
    arguments: [
      ("bigint", "BIGINT"), ("Decimal(18,2)", "DECIMAL(18, 2)"), ("decimal", "DECIMAL(10, 0)"),
      ("VARCHAR(20)", "STRING"),
      ("TIMESTAMP", "TIMESTAMP(6)"), ("timestamp(3) with local time zone", "TIMESTAMP_LTZ(3)"),
      ("TIMESTAMP_LTZ(3)", "TIMESTAMP_LTZ(3)"),
      ("ARRAY<INT>", "ARRAY<INT>"), ("MAP< STRING , BIGINT >", "MAP<STRING, BIGINT>"),
      ("ROW<a INT, `b``c` STRING>", "ROW<`a` INT, `b``c` STRING>"),
      ("ARRAY<ROW<`x y` DOUBLE PRECISION>>", "ARRAY<ROW<`x y` DOUBLE>>"),
      ("TIMESTAMP(3) WITHOUT TIME ZONE", "TIMESTAMP(3)"),
    ])
  func parses(_ text: String, _ sql: String) throws { #expect(try FlinkType(parsing: text).sql == sql) }

  @Test(
    "that do not exist are refused with what to use",
    arguments: [
      "JSON", "TEXT", "DECIMAL(39, 2)", "DECIMAL(5, 6)", "TIMESTAMP WITH TIME ZONE", "BIGINT NOT NULL", "ARRAY<",
      "ROW<>",
      "BIGINT; DROP TABLE x", "", "TIMESTAMP(10)", "int)",
    ])
  func refuses(_ text: String) { #expect(throws: SQLGenerationError.self) { try FlinkType(parsing: text) } }

  @Test("that nest without end are refused, not followed", arguments: ["ARRAY<", "MAP<STRING, ", "ROW<a "])
  func depth(_ opening: String) {
    let text = String(repeating: opening, count: 20_000) + "INT" + String(repeating: ">", count: 20_000)
    let error = #expect(throws: SQLGenerationError.self) { try FlinkType(parsing: text) }
    #expect((error?.message.count ?? 0) < 300)
  }
}
