import FlinkSQL
import PipelineTypes
import Testing

@Suite("Grouping of notes")
struct NoteGroupingTests {
  private static let orders = TableName(schema: "public", table: "orders")

  @Test("Notes that share a fact become one, in the order of their first")
  func fields() {
    let notes: [PipelineNote] = [
      .field("b", .decimalsDropped), .field("a", .mayOverflow(type: "INT")), .field("a", .decimalsDropped),
      .field("c", .mayOverflow(type: "INT")), .field("d", .mayOverflow(type: "SMALLINT")),
    ]
    #expect(
      notes.grouped == [
        .field(["b", "a"], .decimalsDropped, table: nil), .field(["a", "c"], .mayOverflow(type: "INT"), table: nil),
        .field(["d"], .mayOverflow(type: "SMALLINT"), table: nil),
      ])
    #expect(notes.grouped.map(\.code) == ["decimals_dropped", "may_overflow", "may_overflow"])
    #expect(notes.grouped.map(\.names) == [["b", "a"], ["a", "c"], ["d"]])
    #expect(notes.grouped.grouped == notes.grouped)
  }

  @Test("Columns are grouped like fields, and never with them")
  func columns() {
    let notes: [PipelineNote] = [
      .column("a", .filledByNoField, of: Pipelines.tableName), .field("a", .notWritten),
      .column("b", .filledByNoField, of: Pipelines.tableName), .column("c", .filledByNoField, of: Self.orders),
    ]
    #expect(
      notes.grouped == [
        .column(["a", "b"], .filledByNoField, table: Pipelines.tableName), .field(["a"], .notWritten, table: nil),
        .column(["c"], .filledByNoField, table: Self.orders),
      ])
  }

  @Test("Notes about different tables stay apart")
  func tables() {
    let notes: [PipelineNote] = [
      .field(["a"], .notWritten, table: Pipelines.tableName), .field(["b"], .notWritten, table: Self.orders),
      .field(["c"], .notWritten, table: nil), .field(["d"], .notWritten, table: Self.orders),
    ]
    #expect(notes.grouped.map(\.names) == [["a"], ["b", "d"], ["c"]])
  }

  @Test("An equal note, and an equal name in one note, is kept once")
  func duplicates() {
    let notes: [PipelineNote] = [
      .topic(.timestampsAssumed), .table(Self.orders, .appended), .field(["a", "b"], .decimalsDropped, table: nil),
      .topic(.timestampsAssumed), .table(Self.orders, .appended), .field(["b", "c"], .decimalsDropped, table: nil),
    ]
    #expect(
      notes.grouped == [
        .topic(.timestampsAssumed), .table(Self.orders, .appended),
        .field(["a", "b", "c"], .decimalsDropped, table: nil),
      ])
    #expect(notes.grouped.prefix(2).allSatisfy { $0.names.isEmpty })
  }

  @Test("A mapping has one note for all fields that share a conversion")
  func mapping() throws {
    let table = Pipelines.table(["a": "integer", "b": "integer", "c": "integer", "d": "text"])
    let schema = try Pipelines.schema([#"{"a":1.5,"b":2.5,"c":1,"d":"x","e":1,"f":2}"#])
    #expect(
      try ColumnMapping(schema, into: table).notes == [
        .field(["a", "b"], .decimalsDropped, table: nil),
        .field(["a", "b", "c"], .mayOverflow(type: "INT"), table: nil), .table(Pipelines.tableName, .appended),
        .field(["e", "f"], .notWritten, table: Pipelines.tableName),
      ])
  }
}
