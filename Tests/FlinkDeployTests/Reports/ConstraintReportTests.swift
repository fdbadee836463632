import FlinkSQL
import JSONCoding
import PipelineTypes
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Reported tables whose constraints stop the job", .endsIfStuck)
struct ConstraintReportTests {
  private static func name(_ table: String) -> TableName { TableName(schema: "public", table: table) }

  @Test("a partition by list counts the messages of other values", .bug(id: "3-06"), arguments: ReportedTopic.engines)
  func listPartition(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"id":1,"ds":"20240501","v":1}"#, #"{"id":2,"ds":"20240502","v":2}"#], into: "public.ev_20240501",
      [
        "create table ev (id bigint not null, ds text not null, v int, primary key (id, ds)) partition by list (ds)",
        "create table ev_20240501 partition of ev for values in ('20240501')",
      ], on: engine)
    let fact = TableFact.partition(
      of: Self.name("ev"), columns: ["ds"], bound: "IN ('20240501')", outside: SampleCount(1, of: 2))
    #expect(result.pipelineNotes.contains(.table(Self.name("ev_20240501"), fact)))
  }

  private static let accounts = [#"{"id":1,"email":"a@x","n":1}"#, #"{"id":2,"email":"a@x","n":2}"#]

  @Test(
    "a unique column beside the key counts the messages that repeat it", .bug(id: "3-07"),
    arguments: ReportedTopic.engines)
  func uniqueBesideKey(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      Self.accounts, into: "public.account",
      ["create table account (id bigint primary key, email text not null unique, n int)"], on: engine)
    let fact = ColumnFact.uniqueBesideKey(
      index: "account_email_key", parts: ["email"], condition: nil, key: ["id"], repeats: SampleCount(1, of: 2))
    #expect(result.pipelineNotes.contains(.column("email", fact, of: Self.name("account"))))
  }

  @Test(
    "a unique column without a key stops the job at a row that is read again", .bug(id: "3-07"),
    arguments: ReportedTopic.engines)
  func uniqueWithoutKey(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      Self.accounts, into: "public.account2",
      ["create table account2 (id bigint not null unique, email text)"], on: engine)
    let fact = ColumnFact.uniqueBesideKey(
      index: "account2_id_key", parts: ["id"], condition: nil, key: [], repeats: SampleCount(0, of: 2))
    #expect(result.pipelineNotes.contains(.column("id", fact, of: Self.name("account2"))))
    #expect(result.pipelineNotes.contains(.table(Self.name("account2"), .appendedOnce(columns: ["id"]))))
    #expect(!result.document.warningCodes.contains("appended"))
  }

  @Test("a CHECK counts the messages that violate it", .bug(id: "X-09"), arguments: ReportedTopic.engines)
  func check(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"id":1,"n":-1}"#], into: "public.a", ["create table a (id bigint primary key, n int check (n > 0))"],
      on: engine)
    let fact = ColumnFact.checkConstraint(
      name: "a_n_check", definition: "CHECK ((n > 0))", broken: SampleCount(1, of: 1))
    #expect(result.pipelineNotes.contains(.column("n", fact, of: Self.name("a"))))
  }

  @Test("a foreign key names the table that it references", .bug(id: "X-09"), arguments: ReportedTopic.engines)
  func foreignKey(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"id":1,"n":1}"#], into: "public.a",
      [
        "create table p (id int primary key)",
        "create table a (id bigint primary key, n int references p(id))",
      ], on: engine)
    let fact = ColumnFact.foreignKey(name: "a_n_fkey", to: Self.name("p"), isDeferrable: false)
    #expect(result.pipelineNotes.contains(.column("n", fact, of: Self.name("a"))))
  }

  @Test("a partition by range names its bounds", .bug(id: "X-09"), arguments: ReportedTopic.engines)
  func rangePartition(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"id":1,"d":"2024-03-01"}"#], into: "public.a1",
      [
        "create table a (id bigint, d date, primary key (id, d)) partition by range (d)",
        "create table a1 partition of a for values from ('2024-01-01') to ('2024-02-01')",
      ], on: engine)
    let fact = TableFact.partition(
      of: Self.name("a"), columns: ["d"], bound: "FROM ('2024-01-01') TO ('2024-02-01')",
      outside: SampleCount(1, of: 1))
    #expect(result.pipelineNotes.contains(.table(Self.name("a1"), fact)))
  }

  @Test("a table without constraints has no such note", .bug(id: "X-09"), arguments: ReportedTopic.engines)
  func none(_ engine: String) async throws {
    let result = try await ReportedTopic.dryRun(
      [#"{"id":1,"n":-1}"#], into: "public.a", ["create table a (id bigint primary key, n int)"], on: engine)
    let codes: Set = [
      "unique_beside_key", "check_constraint", "foreign_key", "exclusion_constraint", "constrained", "partition",
      "appended_once",
    ]
    #expect(result.outcome == .succeeded)
    #expect(codes.isDisjoint(with: result.document.warningCodes))
  }
}
