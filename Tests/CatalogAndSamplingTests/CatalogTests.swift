import FlinkSQL
import HologresCatalog
import Postgres
import TestSupport
import Testing

@Suite("The Hologres catalog")
struct CatalogTests {
  private static let tables = [
    """
    create table "Order Items" (
      i2 int2, i4 int4, i8 int8 not null, f4 float4, f8 float8, n numeric(18,2), n0 numeric, t text, vc varchar(20), ch char(3), b bool,
      tz timestamptz, ts timestamp(3), d date, tm time, j json, jb jsonb, by bytea, ai int4[], at text[], anum numeric(5,1)[],
      s serial, u uuid, "weird ""col" int, g int generated always as (i4+1) stored, dflt text default 'x', ds text not null,
      pt point, primary key (ds, i8))
    """, "create table p (id bigint, ds text, primary key (id, ds)) partition by list (ds)",
  ]

  @Test("reads columns with their types, and the key in key order")
  func reads() async throws {
    try await Fixture.with(tables: Self.tables) { fixture in
      let catalog = HologresCatalog(client: fixture.postgres.client(database: fixture.targetDatabase))
      let table = try #require(try await catalog.table(TableName(parsing: "\"Order Items\"")))
      #expect(table.primaryKey == ["ds", "i8"])
      let types = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.type?.sql ?? "-") })
      let expected = [
        "i2": "SMALLINT", "i4": "INT", "i8": "BIGINT", "f4": "FLOAT", "f8": "DOUBLE", "n": "DECIMAL(18, 2)",
        "n0": "DECIMAL(38, 18)",
        "t": "STRING", "vc": "STRING", "ch": "STRING", "b": "BOOLEAN", "tz": "TIMESTAMP_LTZ(3)", "ts": "TIMESTAMP(6)",
        "d": "DATE",
        "tm": "TIME(0)", "j": "STRING", "jb": "STRING", "by": "BYTES", "ai": "ARRAY<INT>", "at": "ARRAY<STRING>",
        "anum": "-",
        "s": "INT", "u": "STRING", "weird \"col": "INT", "g": "INT", "dflt": "STRING", "ds": "STRING", "pt": "-",
      ]
      #expect(types == expected)
      #expect(table.columns.filter(\.isGenerated).map(\.name) == ["g"])
      #expect(table.columns.filter(\.isFilledIn).map(\.name) == ["s", "g", "dflt"])
      #expect(try await catalog.table(TableName(parsing: "p"))?.primaryKey == ["id", "ds"])
    }
  }

  @Test("tells that there is no such table, and which there are")
  func missing() async throws {
    try await Fixture.with(tables: Self.tables) { fixture in
      let catalog = HologresCatalog(client: fixture.postgres.client(database: fixture.targetDatabase))
      let table = try await catalog.table(TableName(parsing: "order items"))
      #expect(table == nil)
      #expect(try await catalog.tableNames(in: "public") == ["Order Items", "p"])
    }
  }
}
