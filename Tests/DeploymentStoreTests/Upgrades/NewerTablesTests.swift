import Deployments
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import DeploymentStore

@Suite("Tables that a newer program has upgraded", .endsIfStuck)
struct NewerTablesTests {
  private static let newer = Migrations.current + 1
  private static let refusal = StoreError(.programOutdated, .newerTables(version: newer, known: Migrations.current))

  private static func makeNewer(_ earlier: EarlierStore) async throws {
    try await earlier.client.query(
      "insert into flink_deploy_migrations (version) values ($1)", [PostgresValue(newer)])
  }

  @Test("are refused by every call of the store, and stay as they are")
  func refused() async throws {
    try await EarlierStore.with(version: Migrations.current) { earlier in
      try await Self.makeNewer(earlier)
      let (rows, schema) = (try await earlier.rows(), try await earlier.schema())
      let store = earlier.store(of: "old")
      let calls: [() async throws -> Void] = [
        { _ = try await store.jobs(before: nil, limit: 1) },
        { _ = try await store.takeOverExpired(onJob: nil) },
        { _ = try await store.begin(Self.deploy) },
        { _ = try await store.alerts.takeLead() },
        { _ = try await store.alerts.board(now: 0) },
        { _ = try await store.takeOverExpiredBatches(only: nil) },
      ]
      for call in calls { await #expect(throws: Self.refusal) { try await call() } }
      #expect(try await earlier.rows() == rows)
      #expect(try await earlier.schema() == schema)
    }
  }

  private static var deploy: NewOperation {
    NewOperation(
      request: .deploy(DeployRequest(name: "orders", sql: "INSERT INTO a SELECT 1")), marker: "m", digest: "d",
      subject: "orders", taskID: "t")
  }

  @Test("are not upgraded, and say why")
  func upgrade() async throws {
    try await EarlierStore.with(version: Migrations.current) { earlier in
      try await Self.makeNewer(earlier)
      let error = await #expect(throws: PostgresError.self) { try await Migrations.upgrade(earlier.client) }
      #expect(error.map { StoreError($0) } == Self.refusal)
      #expect(try await Migrations.version(of: earlier.client) == Self.newer)
    }
  }

  @Test("are refused by a process that used them before, and only as long as they are newer")
  func running() async throws {
    try await EarlierStore.with(version: Migrations.current) { earlier in
      let client = StoreClient(earlier.client, interval: .zero)
      try await client.query("select 1")
      try await Self.makeNewer(earlier)
      let error = await #expect(throws: PostgresError.self) { try await client.query("select 1") }
      #expect(error.map { StoreError($0) } == Self.refusal)
      await #expect(throws: PostgresError.self) {
        try await client.transaction { connection throws(PostgresError) in _ = try connection.execute("select 1") }
      }
      try await earlier.client.query(
        "delete from flink_deploy_migrations where version = $1", [PostgresValue(Self.newer)])
      try await client.query("select 1")
    }
  }
}
