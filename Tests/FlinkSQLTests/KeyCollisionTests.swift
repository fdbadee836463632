import FlinkSQL
import PipelineTypes
import Testing

@Suite("Keys that become one")
struct KeyCollisionTests {
  private func reasons(_ value: String, _ type: String, isLoose: Bool = false) throws -> [String] {
    let table = TargetTable(
      name: Pipelines.tableName,
      columns: [.init(name: "v", databaseType: type, isNullable: false, hasLooseCollation: isLoose)],
      primaryKey: ["v"])
    let notes = try ColumnMapping(Pipelines.schema(values: [value]), into: table).notes
    return notes.facts(about: "v").flatMap { fact -> [String] in
      guard case .keysMerge(let column, let reasons) = fact else { return [] }
      return [column] + reasons.map { PipelineNote.field("v", $0).code }
    }
  }

  @Test(
    "A key column that makes different values equal is noted with the reason",
    arguments: [
      ("\"n\"", "name", "bytes_cut"), ("\"a\"", "character(5)", "blanks_ignored"),
      ("\"a\"", "bpchar", "blanks_ignored"),
      ("\"a\"", "citext", "case_ignored"), ("\"a\"", "public.citext", "case_ignored"),
      ("\"abcdef\"", "character varying(3)", "blanks_cut"), ("1.5", "integer", "decimals_dropped"),
      ("1.0", "bigint", "decimals_dropped_later"), ("\"007\"", "integer", "leading_zeros_dropped"),
      ("1.234", "numeric(5,1)", "decimal_overflow"), ("1250", "numeric(5,-2)", "rounded_by_column"),
      ("0.001", "numeric(2,5)", "rounded_by_column"), ("1.5", "real", "binary_floating_point"),
      ("1", "double precision", "binary_floating_point"), ("\"2024-05-01T10:00:00Z\"", "date", "time_of_day_dropped"),
      ("\"2024-05-01T10:00:00\"", "date", "time_of_day_dropped"),
      ("\"2024-05-01T10:00:00.123456Z\"", "timestamp with time zone", "fraction_truncated"),
      ("\"2024-05-01T10:00:00Z\"", "timestamp(0) with time zone", "places_kept"),
      ("\"2024-05-01T10:00:00.12\"", "timestamp(1) without time zone", "fraction_truncated"),
      ("\"10:00:00.5\"", "time without time zone", "fraction_truncated"),
      ("\"yes\"", "text", nil), ("1", "bigint", nil),
      ("\"a\"", "character varying(3)", nil), ("\"2024-05-01\"", "date", nil), ("12.5", "numeric(8,2)", nil),
      ("\"2024-05-01T10:00:00\"", "timestamp without time zone", nil), ("true", "boolean", nil),
    ] as [(String, String, String?)])
  func merging(_ value: String, _ type: String, _ reason: String?) throws {
    let reasons = try reasons(value, type)
    if let reason {
      #expect(reasons.first == "v")
      #expect(reasons.contains(reason))
    } else {
      #expect(reasons.isEmpty)
    }
  }

  @Test("A collation that ignores case is a reason too")
  func collation() throws {
    #expect(try reasons("\"a\"", "text", isLoose: true) == ["v", "case_ignored"])
  }

  @Test("Columns beside the key have no such note", arguments: ["name", "real", "character(5)", "date"])
  func besideKey(_ type: String) throws {
    let table = Pipelines.table(["id": "bigint!", "v": type], key: ["id"])
    let value = type == "real" ? "1.5" : type == "date" ? "\"2024-05-01T10:00:00Z\"" : "\"a\""
    let notes = try ColumnMapping(Pipelines.schema(["{\"id\":1,\"v\":\(value)}"]), into: table).notes
    #expect(!notes.map(\.code).contains("keys_merge"))
  }

  @Test("What a type cuts and rounds is noted of all columns")
  func typeFacts() throws {
    let table = Pipelines.table(["a": "name", "b": "numeric(4,-2)", "c": "numeric(50,3)", "d": "numeric"])
    let notes = try ColumnMapping(Pipelines.schema([#"{"a":"x","b":100,"c":1,"d":1}"#]), into: table).notes
    #expect(notes.facts(about: "a").contains(.bytesCut(limit: 63)))
    #expect(notes.facts(about: "b").contains(.roundedByColumn(decimals: -2)))
    #expect(notes.facts(about: "c").contains(.roundedByColumn(decimals: 3)))
    #expect(!notes.contains { $0.code == "rounded_by_column" && $0.names.contains("d") })
  }
}
