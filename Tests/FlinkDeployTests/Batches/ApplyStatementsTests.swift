import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("flink-deploy apply --ddl", .endsIfStuck)
struct ApplyStatementsTests {
  private static let manifest = """
    version: 1
    pipelines:
      - topic: visits
        hologres_table: visits
        sample_messages: ['{"id":1,"page":"/a"}', '{"id":2,"page":"/b"}', '{"id":3,"page":"/b"}']
      - topic: readings
        hologres_table: iot.readings
        sample_messages: ['{"id":1,"value":20.5}', '{"id":2,"value":20.75}', '{"id":3,"value":21.0}']
      - topic: orders
        hologres_table: orders
        sample_messages: ['{"order_id":1,"note":"a"}', '{"order_id":2,"note":"b"}', '{"order_id":3,"note":"c"}']
    """

  @Test("writes the statements of all pipelines, and into the tables that they make, all are deployed")
  func statements() async throws {
    let tables = ["select 'apply --ddl'", "create table orders (order_id bigint primary key)"]
    try await ManifestFolder.with(Self.manifest, tables: tables) { folder in
      let missing = try await folder.apply(["--dry-run", "--ddl", "tables.sql"])
      #expect(missing.exit == .exited(1))
      #expect(missing.result.resultCodes == ["unknown_table", "unknown_table", ""], "\(missing.result.shown)")
      let statements = try folder.text(of: "tables.sql")
      #expect(statements.contains("CREATE TABLE \"public\".\"visits\""), "\(statements)")
      #expect(statements.contains("CREATE TABLE \"iot\".\"readings\""))
      #expect(statements.contains("ALTER TABLE \"public\".\"orders\"\n  ADD COLUMN \"note\""))
      // Postgres has no properties of tables as Hologres has them.
      let portable = statements.split(separator: "\n").filter { !$0.hasPrefix("CALL set_table_property(") }
      let target = folder.fixture.postgres.client(database: folder.fixture.targetDatabase, connections: 1)
      try await target.query(portable.joined(separator: "\n"))
      let keys = try await target.query(
        """
        select conrelid::regclass || ' ' || pg_get_constraintdef(oid) as key from pg_constraint
        where contype = 'p' and connamespace::regnamespace::text in ('public', 'iot') order by 1
        """)
      #expect(
        try keys.map { try $0.requiredString("key") } == [
          "iot.readings PRIMARY KEY (id)", "orders PRIMARY KEY (order_id)", "visits PRIMARY KEY (id)",
        ])
      let applied = try await folder.apply(["--ddl", "tables.sql"])
      #expect(applied.exit == .exited(0), "\(applied.result.shown)")
      #expect(applied.result["counts"]?["succeeded"] == 3)
      #expect(try folder.text(of: "tables.sql").isEmpty)
      #expect(folder.fixture.cloud == (3, 3, 3))
    }
  }

  @Test("exits with 1 if the statements cannot be written")
  func unwritable() async throws {
    try await ManifestFolder.with(ManifestFolder.pipelines(1)) { folder in
      let ended = try await folder.run(["apply", "pipelines.yaml", "--dry-run", "--ddl", "nowhere/tables.sql"])
      #expect(ended.ending == .exited(1), "\(ended.output)")
      #expect(ended.error.contains("The statements for tables could not be written to nowhere/tables.sql"))
    }
  }
}
