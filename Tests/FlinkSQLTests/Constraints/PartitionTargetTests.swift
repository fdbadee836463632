import FlinkSQL
import PipelineTypes
import Testing

@Suite("A partition as the target")
struct PartitionTargetTests {
  private static let parent = TableName(schema: "public", table: "parent")

  @Test(
    "Messages outside of the partition are counted where the bound can be compared",
    arguments: [
      ("text", "FOR VALUES IN ('20240501')", ["\"20240501\"", "\"20240502\""], 1),
      ("text", "FOR VALUES IN ('a, b', 'it''s')", ["\"a, b\"", "\"it's\"", "\"a\""], 1),
      ("integer", "FOR VALUES IN (1, -2)", ["1", "-2", "3"], 1),
      ("integer", "FOR VALUES IN (NULL, 1)", ["null", "1"], 0),
      ("date", "FOR VALUES FROM ('2024-01-01') TO ('2024-02-01')", ["\"2024-01-31\"", "\"2024-02-01\""], 1),
      ("bigint", "FOR VALUES FROM (MINVALUE) TO ('100')", ["-5", "100", "99"], 1),
      ("bigint", "FOR VALUES FROM ('10') TO (MAXVALUE)", ["9", "10", "null"], 2),
      ("text", "FOR VALUES FROM ('20240101') TO ('20240201')", ["\"20240115\"", "\"20240301\""], 1),
      ("text", "FOR VALUES FROM ('a') TO ('m')", ["\"b\"", "\"z\""], nil),
      (
        "timestamp without time zone", "FOR VALUES FROM ('2024-01-01 00:00:00') TO ('2024-02-01 00:00:00')",
        ["\"2024-01-31T23:59:59\"", "\"2024-02-01T00:00:00\""], 1
      ),
      (
        "timestamp with time zone", "FOR VALUES FROM ('2024-01-01 00:00:00+08') TO ('2024-02-01 00:00:00+08')",
        ["\"2024-01-31T15:59:59Z\"", "\"2024-01-31T16:00:00Z\""], 1
      ), ("bigint", "FOR VALUES WITH (modulus 2, remainder 0)", ["1", "2"], nil), ("bigint", "DEFAULT", ["1"], nil),
    ] as [(String, String, [String], Int?)])
  func counts(_ type: String, _ bound: String, _ values: [String], _ outside: Int?) throws {
    let table = RuledTables.table(
      ["v": type], of: [PartitionMembership(parent: Self.parent, columns: ["v"], bound: bound)])
    let notes = try RuledTables.notes(values.map { "{\"v\":\($0)}" }, into: table)
    #expect(
      notes.tableFacts == [
        .partition(
          of: Self.parent, columns: ["v"], bound: bound.replacing("FOR VALUES ", with: ""),
          outside: outside.map { SampleCount($0, of: values.count) })
      ])
  }

  @Test("A range of several columns is compared column by column")
  func severalColumns() throws {
    let bound = "FOR VALUES FROM (2024, 5) TO (2024, 9)"
    let table = RuledTables.table(
      ["y": "integer", "m": "integer"],
      of: [PartitionMembership(parent: Self.parent, columns: ["y", "m"], bound: bound)])
    let notes = try RuledTables.notes(
      [#"{"y":2024,"m":5}"#, #"{"y":2024,"m":9}"#, #"{"y":2023,"m":6}"#], into: table)
    #expect(
      notes.tableFacts == [
        .partition(
          of: Self.parent, columns: ["y", "m"], bound: "FROM (2024, 5) TO (2024, 9)", outside: SampleCount(2, of: 3))
      ])
  }
}
