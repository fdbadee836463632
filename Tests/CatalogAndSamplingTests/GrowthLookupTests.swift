import HologresCatalog
import PipelineTypes
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("The newest values of growing columns", .endsIfStuck)
struct GrowthLookupTests {
  private static let tables = [
    "create table events (seq bigint, at timestamptz, \"a \"\"b\" bigint, part bigint, n text)",
    "create index on events (at desc, n)", "create index on events (\"a \"\"b\")",
    "create index on events (part) where part > 0", "create index on events (lower(n))",
    "insert into events select n, '2024-05-01 10:00:00+00'::timestamptz + n * interval '1 s', n, n, 'x'"
      + " from generate_series(1, 100) n",
    "create table vacant (seq bigint)", "create index on vacant (seq)",
    "create table parts (seq bigint, ds text) partition by list (ds)",
    "create table parts_1 partition of parts for values in ('1')", "create index on parts (seq)",
    "insert into parts values (7, '1')", "create table heirs (seq bigint)", "create index on heirs (seq)",
    "create table heir () inherits (heirs)", "create view seen as select 1::bigint as seq",
  ]

  private static func growth(
    to marks: [(column: String, value: String)], in table: String
  ) async throws -> ColumnGrowth? {
    var growth: ColumnGrowth?
    try await Fixture.with(tables: tables) { fixture in
      let catalog = HologresCatalog(client: fixture.postgres.client(database: fixture.targetDatabase))
      growth = try await catalog.growth(to: marks, in: TableName(schema: "public", table: table))
    }
    return growth
  }

  @Test("An index finds the newest value, of the first column that has one")
  func newest() async throws {
    let marks = [("seq", "100"), ("a \"b", "100"), ("at", "2024-05-01 10:01:40.000000+00")]
    #expect(
      try await Self.growth(to: marks, in: "events") == .newest(column: "a \"b", value: "100", hasReached: true))
    #expect(
      try await Self.growth(to: [("a \"b", "101")], in: "events")
        == .newest(column: "a \"b", value: "100", hasReached: false))
    guard
      case .newest("at", let value?, true)? = try await Self.growth(
        to: [("at", "2024-05-01 10:01:40.000000+00")], in: "events")
    else {
      Issue.record("not reached")
      return
    }
    #expect(value.hasPrefix("2024-05-01"))
  }

  @Test(
    "A table without an index on the column, whole and in its order, is not read",
    arguments: [
      ("events", "seq", ColumnGrowth.notIndexed), ("events", "part", .notIndexed), ("events", "n", .notIndexed),
      ("events", "gone", .notIndexed), ("heirs", "seq", .notIndexed), ("seen", "seq", .notIndexed),
      ("gone", "seq", .noTable), ("vacant", "seq", .newest(column: "seq", value: nil, hasReached: false)),
      ("parts", "seq", .newest(column: "seq", value: "7", hasReached: true)),
    ])
  func indexes(_ table: String, _ column: String, _ expected: ColumnGrowth) async throws {
    #expect(try await Self.growth(to: [(column, "5")], in: table) == expected)
  }
}
