import DeploymentStore
import Deployments
import Foundation
import JobHealth
import Postgres
import TestSupport
import Testing

@Suite("The list of jobs in the store", .endsIfStuck)
struct ListedJobTests {
  private func store(_ fixture: Fixture, namespace: String = "n") -> PostgresOperationStore {
    PostgresOperationStore(
      client: fixture.store, scope: .init(workspaceID: "w", namespace: namespace, owner: "o", leaseSeconds: 15))
  }

  private func insert(_ jobID: String?, _ fixture: Fixture, namespace: String = "n") async throws {
    _ = try await fixture.store.query(
      "insert into aliyun_flink_jobs (status, workspace_id, namespace, job_id) values ('RUNNING', 'w', $1, $2)",
      [PostgresValue(namespace), PostgresValue(jobID)])
  }

  private func health(_ time: Int, _ verdict: Verdict, read: Int) -> StoredHealth {
    var reading = HealthReading(readAt: time)
    reading.state = "RUNNING"
    reading.source.recordsIn = read
    return StoredHealth(time: time, verdict: verdict, reading: reading)
  }

  @Test("has the newest reading of each job, and the newest one that is at least 10 s older")
  func readings() async throws {
    try await Fixture.with { fixture in
      let store = store(fixture)
      let now = Int(Date.now.timeIntervalSince1970 * 1000)
      for job in ["a", "b", "c"] { try await insert(job, fixture) }
      try await insert(nil, fixture)
      for (age, read) in [(60, 100), (20, 300), (9, 400), (1, 500)] {
        try await store.keep(health(now - 1000 * age, .flowing, read: read), ofJob: "a", deploymentID: "d")
      }
      try await store.keep(health(now - 3_600_000, .idle, read: 1), ofJob: "b", deploymentID: "d")
      let listed = try await store.listedJobs(before: nil, limit: 10)
      #expect(listed.map(\.record.jobID) == [nil, "c", "b", "a"])
      #expect(listed.map(\.health.count) == [0, 0, 1, 2])
      #expect(listed[3].health.map(\.reading?.source.recordsIn) == [500, 300])
      #expect(listed[3].verdict(now: now) == .flowing)
      #expect(listed[2].health[0].reading == nil)
      #expect(listed[2].verdict(now: now) == .unknown)
      #expect(listed[1].verdict(now: now) == .unknown)
    }
  }

  @Test("has one row for each deployment, the newest, and each row without one")
  func newest() async throws {
    try await Fixture.with { fixture in
      for (job, deployment) in [("a", "d"), ("b", "e"), ("c", "d"), ("x", nil), ("y", nil)] as [(String, String?)] {
        _ = try await fixture.store.query(
          "insert into aliyun_flink_jobs (status, workspace_id, namespace, job_id, deployment_id) "
            + "values ('RUNNING', 'w', 'n', $1, $2)", [PostgresValue(job), PostgresValue(deployment)])
      }
      let first = try await store(fixture).listedJobs(before: nil, limit: 3)
      #expect(first.map(\.record.jobID) == ["y", "x", "c"])
      let second = try await store(fixture).listedJobs(before: first.last?.record.id, limit: 3)
      #expect(second.map(\.record.jobID) == ["b"])
    }
  }

  @Test("belongs to its namespace, and is read in pages")
  func scoped() async throws {
    try await Fixture.with { fixture in
      let now = Int(Date.now.timeIntervalSince1970 * 1000)
      for job in ["a", "b", "c"] { try await insert(job, fixture) }
      try await insert("x", fixture, namespace: "m")
      try await store(fixture, namespace: "m").keep(health(now, .idle, read: 1), ofJob: "a", deploymentID: "d")
      let first = try await store(fixture).listedJobs(before: nil, limit: 2)
      #expect(first.map(\.record.jobID) == ["c", "b"])
      let second = try await store(fixture).listedJobs(before: first.last?.record.id, limit: 2)
      #expect(second.map(\.record.jobID) == ["a"])
      #expect(second[0].health.isEmpty)
      #expect(try await store(fixture, namespace: "m").listedJobs(before: nil, limit: 9).map(\.record.jobID) == ["x"])
    }
  }

  @Test("is read through the protocol in one query")
  func dynamic() async throws {
    try await Fixture.with { fixture in
      try await insert("a", fixture)
      let now = Int(Date.now.timeIntervalSince1970 * 1000)
      let store: any OperationStore = store(fixture)
      try await store.keep(health(now, .idle, read: 1), ofJob: "a", deploymentID: "d")
      #expect(try await store.listedJobs(before: nil, limit: 9).map(\.health.count) == [1])
    }
  }
}
