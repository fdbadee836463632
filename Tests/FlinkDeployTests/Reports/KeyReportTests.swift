import FlinkSQL
import JSONCoding
import PipelineTypes
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Reported tables whose keys are not those of the messages", .endsIfStuck)
struct KeyReportTests {
  private static let events = TableName(schema: "public", table: "job_event")

  @Test(
    "a constant default leaves the written columns as the key", .bug(id: "3-01"), arguments: ReportedTopic.engines)
  func constantInKey(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"id":1,"v":"a"}"#, #"{"id":2,"v":"b"}"#, #"{"id":1,"v":"c"}"#], into: "public.job_event",
      [
        "create table job_event (tenant text not null default 'main', id bigint not null, v text, "
          + "primary key (tenant, id))"
      ], on: engine)
    #expect(result.pipelineNotes.contains(.table(Self.events, .keyFilledIn(written: ["id"], filled: ["tenant"]))))
    #expect(!result.document.warningCodes.contains("key_generated"))
    let sql = result.document.flinkSQL
    #expect(sql.contains("PRIMARY KEY (`id`) NOT ENFORCED"))
    #expect(sql.contains(engine.hasPrefix("vvr-8") ? "'insertorupdate'" : "'INSERT_OR_UPDATE'"))
  }

  @Test(
    "a constant default as the whole key is refused, since all messages would be one row", .bug(id: "3-01"),
    arguments: ReportedTopic.engines)
  func constantKey(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"v":"a"}"#, #"{"v":"b"}"#], into: "public.job_event",
      ["create table job_event (tenant text primary key default 'main', v text)"], on: engine)
    #expect(result.document.errorCode == "missing_fields")
    #expect(result.refusedColumns.map(\.name) == ["tenant"])
    #expect(result.refusedColumns.map(\.reason) == [.keyRepeats])
    #expect(!result.document.warningCodes.contains("key_generated"))
  }

  @Test("a volatile default makes a row of each message", .bug(id: "3-01"), arguments: ReportedTopic.engines)
  func volatileKey(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"v":"a"}"#, #"{"v":"b"}"#], into: "public.job_event",
      ["create table job_event (id uuid primary key default gen_random_uuid(), v text)"], on: engine)
    #expect(result.outcome == .succeeded)
    #expect(result.pipelineNotes.contains(.table(Self.events, .keyGenerated(key: ["id"]))))
    #expect(!result.document.flinkSQL.contains("PRIMARY KEY"))
  }

  private static let longNames = [
    #"{"name":"n1","note":"short","kind":"a","oid":1}"#,
    #"{"name":"\#(long("n", 70))1","note":"\#(long("x", 80))","kind":"ab","oid":2}"#,
    #"{"name":"\#(long("n", 70))2","note":"\#(long("é", 40))","kind":"a","oid":3}"#,
  ]

  private static func long(_ letter: String, _ count: Int) -> String { String(repeating: letter, count: count) }

  @Test(
    "columns of type name are noted as cutting, and as a key that merges", .bug(id: "3-04"),
    arguments: ReportedTopic.engines)
  func names(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      Self.longNames, into: "public.jobnode", ["create table jobnode (name name primary key, note name)"], on: engine)
    #expect(result.outcome == .succeeded)
    #expect(result.pipelineNotes.contains(.field(["name", "note"], .bytesCut(limit: 63), table: nil)))
    #expect(result.pipelineNotes.contains(.field("name", .keysMerge(column: "name", [.bytesCut(limit: 63)]))))
  }

  @Test("columns of type \"char\" and oid are refused by name", .bug(id: "3-04"), arguments: ReportedTopic.engines)
  func systemTypes(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      Self.longNames, into: "public.jobnode",
      ["create table jobnode (name name primary key, note name, kind \"char\", oid oid)"], on: engine)
    #expect(result.document.errorCode == "incompatible_types")
    #expect(result.refusedColumns.map(\.name) == ["kind", "oid"])
    #expect(result.refusedColumns.map(\.reason) == [.unwritableType, .unwritableType])
  }
}
