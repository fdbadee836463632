import DeploymentStore
import Deployments
import JobHealth
import Postgres
import TestSupport
import Testing

import struct Foundation.Date

@Suite("Readings that a monitor has collected", .endsIfStuck)
struct HealthThinningTests {
  private static let jobs = 5

  private func store(_ fixture: Fixture, namespace: String = "n") -> PostgresOperationStore {
    PostgresOperationStore(
      client: fixture.store, scope: .init(workspaceID: "w", namespace: namespace, owner: "o", leaseSeconds: 15))
  }

  /// Adds a reading of each job every 30 seconds, which is LAGGING in each fourth minute.
  private func fill(_ fixture: Fixture, namespace: String = "n", hours: Int) async throws {
    try await fixture.store.query(
      """
      insert into job_health (workspace_id, namespace, job_id, deployment_id, read_at, verdict, reading)
      select 'w', $1, 'j' || job, 'd' || job, time,
        case when extract(minute from time)::int % 4 = 0 then 'LAGGING' else 'FLOWING' end, '{"state":"RUNNING"}'
      from generate_series(1, \(Self.jobs)) as job,
        generate_series(now() - interval '\(hours) hours', now(), interval '30 seconds') as time
      """, [PostgresValue(namespace)])
  }

  private func count(_ fixture: Fixture, where condition: String) async throws -> Int {
    let rows = try await fixture.store.query("select count(*) as n from job_health where \(condition)")
    return try #require(try rows.first?.int("n"))
  }

  @Test("stay whole for an hour; after it, one of each verdict in ten minutes stays, without its figures")
  func thinned() async throws {
    try await Fixture.with { fixture in
      try await fill(fixture, hours: 2)
      try await fill(fixture, namespace: "m", hours: 2)
      let recent = "namespace = 'n' and read_at > now() - interval '59 minutes'"
      let old = "namespace = 'n' and read_at < now() - interval '61 minutes'"
      let before = try await count(fixture, where: recent)
      for _ in 0..<2 { try await store(fixture).thinReadings() }
      #expect(try await count(fixture, where: recent) == before)
      #expect(try await count(fixture, where: "\(recent) and reading is null") == 0)
      // Six or seven windows of ten minutes are in the hour, with two verdicts each.
      let left = try await count(fixture, where: old)
      #expect((Self.jobs * 12...Self.jobs * 14).contains(left), "\(left)")
      #expect(try await count(fixture, where: "\(old) and reading is not null") == 0)
      #expect(try await count(fixture, where: "namespace = 'm'") == Self.jobs * 241)
    }
  }

  @Test("are bounded in a week: a reading removes what is older than seven days")
  func bounded() async throws {
    try await Fixture.with { fixture in
      try await fill(fixture, hours: 8 * 24)
      let now = Int(Date.now.timeIntervalSince1970 * 1000)
      try await store(fixture).keep(
        StoredHealth(time: now, verdict: .flowing, reading: nil), ofJob: "j1", deploymentID: "d1")
      #expect(try await count(fixture, where: "read_at < now() - interval '7 days'") == 0)
      #expect(try await count(fixture, where: "read_at > now() - interval '7 days'") > 0)
    }
  }
}
