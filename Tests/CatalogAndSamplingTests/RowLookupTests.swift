import Dispatch
import HologresCatalog
import PipelineTypes
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("Rows looked up by their keys", .endsIfStuck)
struct RowLookupTests {
  private static let tables = [
    "create type level as enum ('low', 'high')", "create schema \"S 1\"",
    """
    create table "S 1"."T""x" (
      id bigint, "a ""b" text, at timestamptz, day date, code char(3), n numeric(10,2), u uuid, l level, b bytea,
      primary key (id, "a ""b"), unique (at), unique (day), unique (code), unique (n), unique (u), unique (l), unique (b))
    """,
    """
    insert into "S 1"."T""x" values (77, 'x', '2024-05-01 10:00:00.123+00', '2024-05-01', 'ab', 1.50,
      '11111111-2222-3333-4444-555555555555', 'high', '\\x01ff')
    """, "create table loose (id bigint, other bigint)", "create unique index on loose (lower(id::text))",
    "create unique index on loose (other) where other > 0", "insert into loose values (1, 1)",
    "create table parts (id bigint, ds text, primary key (id, ds)) partition by list (ds)",
    "create table parts_1 partition of parts for values in ('1')", "insert into parts values (7, '1')",
    "create view seen as select 77::bigint as id", "create table held (id bigint primary key)",
    "create table free (id bigint primary key)",
  ]

  private static let odd = TableName(schema: "S 1", table: "T\"x")

  private func with(_ body: (HologresCatalog, Fixture) async throws -> Void) async throws {
    try await Fixture.with(tables: Self.tables) { fixture in
      try await body(HologresCatalog(client: fixture.postgres.client(database: fixture.targetDatabase)), fixture)
    }
  }

  private static func table(_ name: String) -> TableName { TableName(schema: "public", table: name) }

  @Test(
    "A row is found by its key as text, and only that row",
    arguments: [
      ([("id", "77"), ("a \"b", "x")], RowPresence.found), ([("id", "78"), ("a \"b", "x")], .missing),
      ([("id", "77"), ("a \"b", "x' or true --")], .missing), ([("a \"b", "x"), ("id", "77"), ("n", "1.5")], .found),
      ([("at", "2024-05-01 10:00:00.123000+00")], .found), ([("at", "2024-05-01 18:00:00.123+08")], .found),
      ([("at", "2024-05-01 10:00:00.124+00")], .missing), ([("day", "2024-05-01")], .found),
      ([("code", "ab")], .found), ([("code", "abcd")], .missing), ([("n", "1.500")], .found),
      ([("u", "11111111-2222-3333-4444-555555555555")], .found), ([("l", "high")], .found),
      ([("l", "low")], .missing), ([("b", "\\x01ff")], .found), ([("id", "77")], .notAKey),
    ])
  func rows(_ key: [(String, String)], _ presence: RowPresence) async throws {
    try await with { catalog, _ in
      let key = key.map { (column: $0.0, value: $0.1) }
      let found = try await catalog.presence(of: key, in: Self.odd)
      #expect(found == presence)
    }
  }

  @Test(
    "A table without an index on whole columns and all rows is not searched",
    arguments: [
      ("loose", ["id"], RowPresence.notAKey), ("loose", ["id", "other"], .notAKey), ("seen", ["id"], .notAKey),
      ("parts", ["id"], .notAKey), ("parts", ["id", "ds"], .found), ("gone", ["id"], .noTable),
    ])
  func keys(_ table: String, _ columns: [String], _ presence: RowPresence) async throws {
    try await with { catalog, _ in
      let key = columns.map { (column: $0, value: $0 == "id" ? "7" : "1") }
      let found = try await catalog.presence(of: key, in: Self.table(table))
      #expect(found == presence)
    }
  }

  @Test("A value that the column does not take is an error")
  func invalid() async throws {
    try await with { catalog, _ in
      let error = await #expect(throws: PostgresError.self) {
        try await catalog.presence(of: [("id", "x")], in: Self.table("free"))
      }
      #expect(error?.sqlState == "22P02")
    }
  }

  @Test("A locked table is an error within its limit, and leaves nothing behind")
  func locked() async throws {
    try await with { catalog, fixture in
      let (locked, isLocked) = AsyncStream.makeStream(of: Never.self)
      let release = DispatchSemaphore(value: 0)
      let holder = fixture.postgres.client(database: fixture.targetDatabase, connections: 1)
      async let holding: Void = holder.transaction { connection throws(PostgresError) in
        defer { isLocked.finish() }
        try connection.execute("lock table held in access exclusive mode")
        isLocked.finish()
        release.wait()
      }
      for await _ in locked {}
      let error = await #expect(throws: PostgresError.self) {
        try await catalog.presence(of: [("id", "1")], in: Self.table("held"))
      }
      #expect(error?.sqlState == "55P03")
      // Until here, the table is locked.
      release.signal()
      try await holding
      let free = try await catalog.presence(of: [("id", "1")], in: Self.table("held"))
      #expect(free == .missing)
    }
  }
}
