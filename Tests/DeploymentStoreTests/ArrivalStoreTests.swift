import DeploymentStore
import Deployments
import JSONCoding
import Postgres
import TestSupport
import Testing

@Suite("Keys of tables in the store", .endsIfStuck)
struct ArrivalStoreTests {
  private func store(_ fixture: Fixture, namespace: String = "n") -> PostgresOperationStore {
    PostgresOperationStore(
      client: fixture.store, scope: .init(workspaceID: "w", namespace: namespace, owner: "o", leaseSeconds: 15))
  }

  private func begin(_ arrival: JSON, _ store: PostgresOperationStore) async throws -> Int {
    let begun = try await store.begin(
      NewOperation(
        request: .deploy(DeployRequest(name: "orders", sql: "INSERT INTO a SELECT 1")), marker: "m", digest: "d",
        subject: "orders", source: ("orders", "public.orders"), arrival: arrival, taskID: nil))
    return try #require(begun.operation.sqlRecordID)
  }

  @Test("come back as they were stored")
  func roundTrip() async throws {
    try await Fixture.with { fixture in
      let keys: JSON = ["keys": ["topic": "orders", "sources": [["columns": [["order_id", "BIGINT"]], "limit": 3]]]]
      let id = try await begin(keys, store(fixture))
      let found = try #require(try await store(fixture).arrivalKeys(id))
      #expect(found["keys"]?["topic"] == "orders")
      #expect(found["keys"]?["sources"]?.array?.first?["columns"] == [["order_id", "BIGINT"]])
      #expect(found["keys"]?["sources"]?.array?.first?["limit"] == 3)
      let other = try await store(fixture, namespace: "m").arrivalKeys(id)
      #expect(other == nil)
      let missing = try await store(fixture).arrivalKeys(id + 1)
      #expect(missing == nil)
    }
  }

  @Test("are not known of a row of an earlier release")
  func earlier() async throws {
    try await Fixture.with { fixture in
      let id = try await begin(.null, store(fixture))
      let found = try await store(fixture).arrivalKeys(id)
      #expect(found == nil)
      let rows = try await fixture.store.query("select count(*) as n from flink_sql_record where arrival is null")
      #expect(try rows.first?.int("n") == 1)
    }
  }
}
