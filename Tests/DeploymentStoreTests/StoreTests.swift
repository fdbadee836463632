import DeploymentStore
import Deployments
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("The Postgres store", .endsIfStuck)
struct StoreTests {
  private func store(_ fixture: Fixture, owner: String, lease: Double = 15) -> PostgresOperationStore {
    PostgresOperationStore(
      client: fixture.store, scope: .init(workspaceID: "w", namespace: "n", owner: owner, leaseSeconds: lease))
  }

  private func new(_ name: String = "orders", marker: String, digest: String = "d", key: String? = nil) -> NewOperation
  {
    NewOperation(
      request: .deploy(DeployRequest(name: name, sql: "INSERT INTO a SELECT 1")), marker: marker, digest: digest,
      subject: name,
      idempotencyKey: key, source: ("orders", "public.orders"), notes: ["n", ["code": "c"]], client: "a\0b",
      arguments: ["topic": "x\0y"], taskID: "task-\(marker)")
  }

  @Test("upgrades once, however many processes do it at once, and again without effect")
  func migrations() async throws {
    try await Fixture.with { fixture in
      let client = fixture.store
      try await client.query("drop schema \(fixture.storeSchema) cascade; create schema \(fixture.storeSchema)")
      #expect(try await Migrations.version(of: client) == 0)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { try await Migrations.upgrade(client) } }
        try await group.waitForAll()
      }
      #expect(try await Migrations.version(of: client) == Migrations.current)
      #expect(try await Migrations.upgrade(client) == Migrations.current)
    }
  }

  @Test("reports that tables are missing")
  func missing() async throws {
    try await Fixture.with { fixture in
      try await fixture.store.query("drop schema \(fixture.storeSchema) cascade; create schema \(fixture.storeSchema)")
      let error = await #expect(throws: StoreError.self) {
        try await store(fixture, owner: "a").jobs(before: nil, limit: 1)
      }
      #expect(error?.code == .needsUpgrade)
      #expect(error?.cause == .outdatedTables)
    }
  }

  @Test("begins one operation for two processes that ask at once")
  func race() async throws {
    try await Fixture.with { fixture in
      let stores = (0..<6).map { store(fixture, owner: "p\($0)") }
      let results = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
        for (index, store) in stores.enumerated() {
          group.addTask {
            let begun = try await store.begin(new(marker: "m\(index)"))
            return (begun.operation.id, begun.isNew)
          }
        }
        return try await group.reduce(into: [(Int, Bool)]()) { $0.append($1) }
      }
      #expect(Set(results.map(\.0)).count == 1)
      #expect(results.filter(\.1).count == 1)
      #expect(try await fixture.store.query("select count(*) as n from aliyun_flink_jobs").first?.int("n") == 1)
    }
  }

  @Test("keeps all that a new process needs to resume")
  func roundTrip() async throws {
    try await Fixture.with { fixture in
      let store = store(fixture, owner: "a")
      let begun = try await store.begin(new(marker: "m", key: "k"))
      try await store.record(begun.operation, [JournalEntry(.intent, .createDraft)])
      let found = try #require(try await store.find(kind: "deploy", subject: "orders", idempotencyKey: "k"))
      #expect(found.request == begun.operation.request)
      #expect(found.state == begun.operation.state)
      #expect(found.notes == ["n", ["code": "c"]])
      #expect(try await store.job(.aliyunJob(begun.operation.aliyunJobID))?.status == .created)
    }
  }

  @Test("keeps the journal when a database crashes that is set up to lose the latest commits")
  func asynchronousCommit() async throws {
    try await Fixture.with(ownsServer: true) { fixture in
      let client = fixture.store
      for setting in ["synchronous_commit = off", "wal_writer_delay = '10s'"] {
        try await client.query("alter system set \(setting)")
      }
      try await client.query("select pg_reload_conf()")
      while try await fixture.store.query("show synchronous_commit").first?.string("synchronous_commit") != "off" {}
      let store = store(fixture, owner: "a")
      let begun = try await store.begin(new(marker: "m"))
      try await store.record(begun.operation, [JournalEntry(.intent, .createDraft)])
      fixture.postgres.crash()
      try await fixture.postgres.restart()
      let journal = "select count(*) as n from flink_journal"
      #expect(try await fixture.store.query(journal).first?.int("n") == 1)
    }
  }

  @Test("lets another process take over an expired operation, and rejects writes of the first one")
  func takeOver() async throws {
    try await Fixture.with { fixture in
      let (first, second) = (store(fixture, owner: "a"), store(fixture, owner: "b"))
      let begun = try await first.begin(new(marker: "m"))
      #expect(try await second.takeOverExpired().isEmpty)
      try await first.releaseLeases()
      // The first one still drives it, and has only been slow.
      #expect(try await first.takeOverExpired().isEmpty)
      let taken = try await second.takeOverExpired()
      #expect(taken.map(\.id) == [begun.operation.id])
      let error = await #expect(throws: StoreError.self) {
        try await first.record(begun.operation, [JournalEntry(.intent, .createDraft)])
      }
      #expect(error?.code == .leaseLost)
      #expect(error?.cause == .ownedByAnotherProcess)
      try await second.record(try #require(taken.first), [JournalEntry(.intent, .createDraft)])
    }
  }

  @Test("lets another process take over an expired batch, and rejects writes of the first one")
  func takeOverBatch() async throws {
    try await Fixture.with { fixture in
      let (first, second) = (store(fixture, owner: "a"), store(fixture, owner: "b"))
      let begun = try await first.begin(
        NewBatch(digest: "d", arguments: [:], names: ["orders"], client: nil, taskID: "task"))
      #expect(try await second.takeOverExpiredBatches(only: nil).isEmpty)
      try await first.release(begun.batch)
      #expect(try await first.takeOverExpiredBatches(only: begun.batch.id).isEmpty)
      let taken = try await second.takeOverExpiredBatches(only: begun.batch.id)
      #expect(taken.map(\.id) == [begun.batch.id])
      let error = await #expect(throws: StoreError.self) { try await first.record(begun.batch, [:], isOver: true) }
      #expect(error?.code == .leaseLost)
      try await second.record(try #require(taken.first), [:], isOver: true)
    }
  }

  @Test("finds an operation by its task ID, with its cancellation")
  func tasks() async throws {
    try await Fixture.with { fixture in
      let store = store(fixture, owner: "a")
      let begun = try await store.begin(new(marker: "m"))
      #expect(try await store.awaitedOperation("task-m")?.operation.id == begun.operation.id)
      #expect(try await store.awaitedOperation("task-m")?.isCancelled == false)
      try await store.cancelAwaitedOperation("task-m")
      #expect(try await store.awaitedOperation("task-m")?.isCancelled == true)
      let unknown = try await store.awaitedOperation("m")
      #expect(unknown == nil)
    }
  }

  @Test("keeps a failure as a value in the journal and as a text in the job record")
  func failure() async throws {
    try await Fixture.with { fixture in
      let store = store(fixture, owner: "a")
      let begun = try await store.begin(new(marker: "m")).operation
      var machine = OperationMachine(begun.request, marker: begun.marker, limits: .init())
      machine.cancel()
      let ended = StoredOperation(
        id: begun.id, aliyunJobID: begun.aliyunJobID, sqlRecordID: begun.sqlRecordID, request: begun.request,
        marker: begun.marker, digest: begun.digest, state: machine.state, notes: begun.notes, fence: begun.fence)
      try await store.record(ended, [], failureText: "Cancelled")
      #expect(try await store.job(.aliyunJob(begun.aliyunJobID))?.errorMessage == "Cancelled")
      #expect(
        try await store.operation(onJob: begun.aliyunJobID)?.state.failure == OperationFailure(.cancelled))
    }
  }

  @Test("writes refusals once, and replaces U+0000 in them")
  func refusals() async throws {
    try await Fixture.with { fixture in
      let store = store(fixture, owner: "a")
      let begun = try await store.begin(new(marker: "m")).operation
      let refusal = Refusal(
        tool: "t", client: "a\0b", error: "conflict", arguments: ["name": "orders", "k\0": "\0\u{301}"])
      try await store.audit([refusal])
      try await store.audit([refusal])
      let entries = try await store.history(ofJob: begun.aliyunJobID)
      #expect(entries.map(\.client) == ["a\u{FFFD}b"])
    }
  }
}
