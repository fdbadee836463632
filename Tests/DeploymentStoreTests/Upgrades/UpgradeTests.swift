import Alerting
import DeploymentStore
import Deployments
import JSONCoding
import Postgres
import TestSupport
import Testing

@Suite("A store of an earlier schema version", .endsIfStuck)
struct UpgradeTests {
  private static let versions = Array(1...Migrations.current)
  private static let orders = "8ea18482-4e11-84ab-5f31-933390145728"

  @Test("keeps every row when it is upgraded, and an upgrade of the result changes nothing", arguments: versions)
  func rows(_ version: Int) async throws {
    try await EarlierStore.with(version: version) { earlier in
      let before = try await earlier.rows()
      #expect(before.values.reduce(0) { $0 + $1.count } >= 15)
      #expect(try await Migrations.version(of: earlier.client) == version)
      #expect(try await Migrations.upgrade(earlier.client) == version)
      #expect(try await Migrations.version(of: earlier.client) == Migrations.current)
      let after = try await earlier.rows()
      for (table, rows) in before {
        let kept = try #require(after[table], "\(table)")
        #expect(kept.count == rows.count, "\(table)")
        for (old, new) in zip(rows, kept) { Self.expect(new, keeps: old, table) }
      }
      let schema = try await earlier.schema()
      #expect(try await Migrations.upgrade(earlier.client) == Migrations.current)
      #expect(try await earlier.rows() == after)
      #expect(try await earlier.schema() == schema)
    }
  }

  private static func expect(_ new: JSON, keeps old: JSON, _ table: String) {
    for member in old.object?.members ?? [] {
      #expect(new[member.key] == member.value, "\(table).\(member.key)")
    }
  }

  @Test("has the schema of a new store after its upgrade", arguments: versions)
  func schema(_ version: Int) async throws {
    let new = try await EarlierStore.with(version: nil) { empty in
      try await Migrations.upgrade(empty.client)
      return try await empty.schema()
    }
    #expect(new.count > 100)
    try await EarlierStore.with(version: version) { earlier in
      try await Migrations.upgrade(earlier.client)
      let upgraded = try await earlier.schema()
      #expect(Set(upgraded).symmetricDifference(new).sorted() == [])
    }
  }

  @Test("is upgraded once by processes that do it at the same time", arguments: [1, 4])
  func together(_ version: Int) async throws {
    try await EarlierStore.with(version: version) { earlier in
      let found = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 { group.addTask { try await Migrations.upgrade(earlier.client) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(found.sorted() == [version] + Array(repeating: Migrations.current, count: 3))
      let applied = try await earlier.client.query("select version from flink_deploy_migrations order by version")
      #expect(try applied.map { try $0.requiredInt("version") } == Self.versions)
    }
  }

  @Test("has its jobs, scripts and operations with their meaning", arguments: versions)
  func operations(_ version: Int) async throws {
    try await EarlierStore.with(version: version) { earlier in
      try await Migrations.upgrade(earlier.client)
      let store = earlier.store(of: "new")
      let jobs = try await store.listedJobs(before: nil, limit: 10).map(\.record)
      #expect(
        jobs.map(\.deploymentName) == [
          "stock-to-public-stock", "clicks-to-public-clicks", "orders-to-public-orders",
        ])
      #expect(jobs.map(\.status) == [.deployed, .rolledBack, .running])
      #expect(try await store.job(.deployment(Self.orders))?.id == 1)
      #expect(try await store.sql(1)?.contains("'topic' = 'orders'") == true)
      #expect(try await store.source(1)?.table == "public.orders")
      let deploy = try #require(
        try await store.find(kind: "deploy", subject: "orders-to-public-orders", idempotencyKey: "key-1"))
      #expect(deploy.state.phase == .done)
      #expect(deploy.state.facts.jobID == jobs.last?.jobID)
      guard case .deploy(let request) = deploy.request else {
        Issue.record("not a deploy: \(deploy.request)")
        return
      }
      #expect(request.goal == .running)
      #expect(request.resources["parallelism"] == 2)
      let failed = try #require(try await store.operation(onJob: 2)?.state.failure)
      #expect(failed.code == "job_failed")
      #expect(failed.isRolledBack == true)
      // The operation of a process that has ended is continued.
      let taken = try await store.takeOverExpired(onJob: nil)
      #expect(taken.map(\.aliyunJobID) == [3])
      #expect(taken.first?.state.phase == .awaitRunning)
      #expect(taken.first?.fence == 3)
    }
  }

  @Test("has its readings, versions, alerts and batches", arguments: versions)
  func later(_ version: Int) async throws {
    try await EarlierStore.with(version: version) { earlier in
      try await Migrations.upgrade(earlier.client)
      let store = earlier.store(of: "new")
      let arrival = try await store.arrivalKeys(1)
      #expect((arrival != nil) == (version >= 4))
      let versions = try await store.versions(ofDeployment: Self.orders, limit: 10)
      #expect(versions.map(\.number) == (version >= 5 ? [3, 2, 1] : []))
      #expect(versions.map(\.status) == (version >= 5 ? [.current, .failed, .previous] : []))
      let alerts = try await store.alerts.openAlerts(of: Self.orders)
      #expect(alerts.count == (version >= 6 ? 1 : 0))
      let undelivered = try await store.alerts.deliveryCounts().waiting
      #expect(undelivered == (version >= 6 ? 1 : 0))
      let batch = try await store.batch(taskID: "728025dcb6e18d6f661f3c85f37ce791")
      #expect((batch != nil) == (version >= 7))
    }
  }
}
