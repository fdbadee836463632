import HologresCatalog
import PipelineTypes
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("Rules of tables in the Hologres catalog")
struct ConstraintCatalogTests {
  private static let tables = [
    "create sequence numbers", "create type mood as enum ('good')", "create type pair as (a int, b int)",
    "create domain small as int check (value < 9)", "create domain named as text not null default 'x'",
    """
    create table filled (
      a int default 1, b date default current_date, c timestamptz default now(), d text default 'random()',
      e uuid default gen_random_uuid(), f timestamptz default clock_timestamp(), g text default md5(random()::text),
      h text default 'no-' || nextval('numbers'), i text, j bigint default nextval('numbers'), k named,
      l int generated always as (a + 1) stored)
    """, "create table kinds (m mood, p pair, s small, n named, r int4range, x mood[], t text, v name)",
    "create collation folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
    "create table loose (a text collate folded, b text)", "create table other (x int, y int, primary key (x, y))",
    """
    create table ruled (
      id int, x int, y int, n int, s text, active boolean, primary key (id) include (n),
      constraint pairs foreign key (x, y) references other deferrable initially deferred,
      constraint order_of check (x < y), constraint alone unique (y, x), exclude (n with =))
    """, "create unique index folded_s on ruled (lower(s), n) where active",
    "create table days (d date, r int, id int) partition by range (d)",
    "create table may partition of days for values from ('2024-05-01') to ('2024-06-01') partition by list (r)",
    "create table may_1 partition of may for values in (1, 2)",
    "create table rest partition of days default", "create table hashed (id int) partition by hash (id)",
    "create table hashed_0 partition of hashed for values with (modulus 2, remainder 0)",
    "create table parent (id int)", "create table heir (x int) inherits (parent)",
    "create table parts (x int, y int, primary key (x, y)) partition by list (x)",
    "create table parts_1 partition of parts for values in (1)",
    "create table refers (x int, y int, constraint to_parts foreign key (x, y) references parts)",
  ]

  private func table(_ name: String) async throws -> TargetTable {
    try await Fixture.with(tables: Self.tables) { fixture in
      let catalog = HologresCatalog(client: fixture.postgres.client(database: fixture.targetDatabase))
      return try #require(try await catalog.table(TableName(parsing: name)))
    }
  }

  @Test("Only sequences and volatile functions make a new value for each row")
  func fillings() async throws {
    let fillings = try await table("filled").columns.map(\.filling)
    #expect(
      fillings == [
        .byDefault, .byDefault, .byDefault, .byDefault, .byVolatileDefault, .byVolatileDefault, .byVolatileDefault,
        .byVolatileDefault, .none, .bySequence, .byDefault, .alwaysByExpression,
      ])
  }

  @Test("The kind of a type decides, whatever its name is")
  func kinds() async throws {
    let columns = try await table("kinds").columns
    #expect(columns.map(\.typeKind) == [.enumeration, .composite, .domain, .domain, .range, .base, .base, .base])
    #expect(columns.map { $0.type?.sql } == ["STRING", nil, nil, nil, nil, nil, "STRING", "STRING"])
    #expect(columns.map(\.isNullable) == [true, true, true, false, true, true, true, true])
    #expect(try await table("loose").columns.map(\.hasLooseCollation) == [true, false])
  }

  @Test("Constraints and unique indexes are read with their columns, the primary key without included ones")
  func constraints() async throws {
    let table = try await table("ruled")
    #expect(table.primaryKey == ["id"])
    let rules = Dictionary(uniqueKeysWithValues: table.constraints.map { ($0.name, $0) })
    #expect(rules["alone"]?.rule == .unique(.init(parts: ["y", "x"])))
    #expect(
      rules["folded_s"]?.rule == .unique(.init(parts: ["lower(s)", "n"], condition: "active")))
    #expect(rules["folded_s"]?.columns.sorted() == ["active", "n", "s"])
    let other = TableName(schema: "public", table: "other")
    #expect(rules["pairs"]?.rule == .foreignKey(to: other, isDeferrable: true))
    #expect(rules["pairs"]?.columns == ["x", "y"])
    #expect(rules["order_of"]?.definition == "CHECK ((x < y))")
    #expect(rules["order_of"]?.columns.sorted() == ["x", "y"])
    #expect(table.constraints.filter { $0.rule == .exclusion }.map(\.columns) == [["n"]])
    #expect(table.constraints.count == 5)
  }

  @Test("A foreign key to a partitioned table is one constraint")
  func partitionedReference() async throws {
    #expect(try await table("refers").constraints.map(\.name) == ["to_parts"])
  }

  @Test(
    "A partition knows its parents and its bounds, the nearest first",
    arguments: [
      (
        "may_1",
        [
          PartitionMembership(
            parent: TableName(schema: "public", table: "may"), columns: ["r"], bound: "FOR VALUES IN (1, 2)"),
          PartitionMembership(
            parent: TableName(schema: "public", table: "days"), columns: ["d"],
            bound: "FOR VALUES FROM ('2024-05-01') TO ('2024-06-01')"),
        ]
      ),
      (
        "rest",
        [PartitionMembership(parent: TableName(schema: "public", table: "days"), columns: ["d"], bound: "DEFAULT")]
      ),
      (
        "hashed_0",
        [
          PartitionMembership(
            parent: TableName(schema: "public", table: "hashed"), columns: ["id"],
            bound: "FOR VALUES WITH (modulus 2, remainder 0)")
        ]
      ),
      ("heir", []), ("days", []),
    ])
  func memberships(_ name: String, _ expected: [PartitionMembership]) async throws {
    #expect(try await table(name).memberships == expected)
  }

  @Test("A partition with partitions of its own is both")
  func middle() async throws {
    let table = try await table("may")
    #expect(table.kind == .partitioned(by: ["r"], isEmpty: false))
    #expect(table.memberships.map(\.columns) == [["d"]])
    #expect(try await self.table("loose").constraints.isEmpty)
  }
}
