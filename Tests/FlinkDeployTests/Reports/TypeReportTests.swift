import FlinkSQL
import JSONCoding
import PipelineTypes
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Reported tables whose types do not take the messages", .endsIfStuck)
struct TypeReportTests {
  private static let films = [
    "create domain year as integer check (value between 1901 and 2155)", "create domain \"bıgınt\" as bigint",
    "create domain code as text not null", "create type addr as (street text, zip text)",
    "create type rating as enum ('G','PG')",
    "create table film (film_id int primary key, release_year year, views \"bıgınt\", c code, a addr, r rating)",
  ]

  @Test(
    "domains and composites are refused by the names of columns and types, an enum is sent as text", .bug(id: "3-03"),
    arguments: ReportedTopic.engines)
  func kinds(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [
        #"{"film_id":1,"release_year":2006,"views":9000000000,"c":"x","a":{"street":"s","zip":"1"},"r":"G"}"#,
        #"{"film_id":2,"release_year":1850,"views":1,"c":null,"a":null,"r":"PG-13"}"#,
      ], into: "public.film", Self.films, on: engine)
    #expect(result.document.errorCode == "incompatible_types")
    let refused = result.refusedColumns
    #expect(refused.map(\.name) == ["release_year", "views", "c", "a"])
    #expect(refused.map(\.databaseType) == ["year", "\"bıgınt\"", "code", "addr"])
    let domain = ConversionFault.typeKindRefused(.domain)
    #expect(refused.map(\.reason) == [domain, domain, domain, .typeKindRefused(.composite)])
    #expect(result.pipelineNotes.contains(.field("r", .checkedByDatabase)))
    #expect(result.document.verdict(on: "r") == "converted")
  }

  /// The refused columns, each with the expression and the type that its reason converts to.
  private func conversions(_ result: ActionResult) -> [[String]] {
    result.refusedColumns.map { column in
      guard case .content(_, let expression, let type) = column.reason else { return [column.name] }
      return [column.name, expression, type]
    }
  }

  /// Whether the reason of a refused column names a numeric type, or is missing.
  private func namesNumericType(_ result: ActionResult, _ column: String) -> Bool {
    let reason = result.document["columns"]?.array?.first { $0["column"]?.string == column }?["reason"]?.string ?? ""
    return reason.isEmpty || ["DECIMAL", "DOUBLE", "BIGINT"].contains { reason.contains($0) }
  }

  @Test(
    "infinity in a column of times is refused without a numeric type", .bug(id: "X-01"),
    arguments: ReportedTopic.engines)
  func infiniteTime(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"id":1,"valid_to":"2024-05-01T10:00:00Z"}"#, #"{"id":2,"valid_to":"infinity"}"#], into: "public.contract",
      ["create table contract (id int primary key, valid_to timestamptz)"], on: engine)
    #expect(result.document.errorCode == "incompatible_types")
    #expect(result.refusedColumns.map(\.name) == ["valid_to"])
    #expect(conversions(result).allSatisfy { $0.last?.hasPrefix("TIMESTAMP_LTZ") == true })
    #expect(!namesNumericType(result, "valid_to"))
  }

  @Test("beside a number, a date keeps its own type in the reason", .bug(id: "X-01"), arguments: ReportedTopic.engines)
  func infiniteDate(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"id":1,"d":"2024-05-01","amount":1.5}"#, #"{"id":2,"d":"infinity","amount":"NaN"}"#],
      into: "public.contract", ["create table contract (id bigint primary key, d date, amount numeric(12,2))"],
      on: engine)
    #expect(result.document.errorCode == "incompatible_types")
    #expect(conversions(result) == [["d", "`d`", "DATE"], ["amount", "`amount`", "DECIMAL(12, 2)"]])
    #expect(!namesNumericType(result, "d"))
  }
}
