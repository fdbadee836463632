import DeploymentStore
import Deployments
import Foundation
import JobHealth
import Postgres
import TestSupport
import Testing

@Suite("Readings of a job's health", .endsIfStuck)
struct HealthStoreTests {
  private func store(_ fixture: Fixture, namespace: String = "n") -> PostgresOperationStore {
    PostgresOperationStore(
      client: fixture.store, scope: .init(workspaceID: "w", namespace: namespace, owner: "o", leaseSeconds: 15))
  }

  private func health(_ time: Int, _ verdict: Verdict) -> StoredHealth {
    var reading = HealthReading(readAt: time)
    reading.state = "RUNNING"
    reading.source.recordsIn = 7
    return StoredHealth(time: time, verdict: verdict, reading: reading)
  }

  @Test("come back newest first, whole while they can be compared, and as a verdict for a week")
  func kept() async throws {
    try await Fixture.with { fixture in
      let store = store(fixture)
      let now = Int(Date.now.timeIntervalSince1970 * 1000)
      let ages = [("FLOWING", 1), ("IDLE", 60), ("LAGGING", 3600), ("CRASH_LOOP", 8 * 86_400)]
      for (verdict, age) in ages.reversed() {
        let verdict = try #require(Verdict(rawValue: verdict))
        try await store.keep(health(now - 1000 * age, verdict), ofJob: "j", deploymentID: "d")
      }
      let found = try await store.health(ofJob: "j")
      #expect(found.map(\.verdict) == [.flowing, .idle, .lagging])
      #expect(found.map(\.time) == [now - 1000, now - 60_000, now - 3_600_000])
      #expect(found[0].reading == health(now - 1000, .flowing).reading)
      #expect(found[2].reading == nil)
      let rows = try await fixture.store.query("select count(*) as n from job_health")
      #expect(try rows.first?.int("n") == 3)
    }
  }

  @Test("of the jobs that a deployment had before come back whole for half an hour")
  func before() async throws {
    try await Fixture.with { fixture in
      let store = store(fixture)
      let now = Int(Date.now.timeIntervalSince1970 * 1000)
      for (job, deployment, age) in [
        ("old", "d", 1_200), ("old", "d", 900), ("oldest", "d", 2_000), ("j", "d", 10), ("k", "e", 20),
      ] {
        try await store.keep(health(now - 1000 * age, .flowing), ofJob: job, deploymentID: deployment)
      }
      let found = try await store.healthBefore(job: "j", ofDeployment: "d")
      #expect(found.map(\.time) == [now - 900_000, now - 1_200_000])
      #expect(found.allSatisfy { $0.reading?.source.recordsIn == 7 })
    }
  }

  @Test("belong to their job and namespace")
  func scoped() async throws {
    try await Fixture.with { fixture in
      let now = Int(Date.now.timeIntervalSince1970 * 1000)
      try await store(fixture).keep(health(now, .idle), ofJob: "j", deploymentID: "d")
      #expect(try await store(fixture).health(ofJob: "k").isEmpty)
      #expect(try await store(fixture, namespace: "m").health(ofJob: "j").isEmpty)
    }
  }
}
