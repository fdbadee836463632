import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

/// An outage of the metadata database.
enum Outage: CaseIterable {
  case crash, noConnections, readOnly, slow, timeouts
}

/// One outage of a store that a user of the test's own works with, so that other tests are not affected.
private struct Outages {
  let fixture: Fixture
  let user: String
  /// One connection: the lock belongs to it.
  private let holder: PostgresClient

  init(_ fixture: Fixture) async throws {
    self.fixture = fixture
    user = "user_\(fixture.storeSchema)"
    holder = fixture.postgres.client(database: "stores", connections: 1)
    try await fixture.store.query(
      """
      create role \(user) login;
      grant usage on schema \(fixture.storeSchema) to \(user);
      grant all on all tables in schema \(fixture.storeSchema) to \(user)
      """)
  }

  var databaseURL: String {
    (fixture.environment["DATABASE_URL"] ?? "").replacing("postgres:sandbox@", with: "\(user)@")
  }

  func begin(_ outage: Outage) async throws {
    switch outage {
    case .crash: return fixture.postgres.crash()
    case .noConnections: try await fixture.store.query("alter role \(user) connection limit 0")
    case .readOnly: try await fixture.store.query("alter role \(user) set default_transaction_read_only = on")
    case .timeouts: try await fixture.store.query("alter role \(user) set statement_timeout = 50")
    case .slow: break
    }
    if outage == .slow || outage == .timeouts {
      try await holder.query("begin; lock table \(fixture.storeSchema).flink_operations in access exclusive mode")
    }
    // A setting counts from the next connection on.
    let end = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '\(user)'"
    if outage != .slow { try await fixture.store.query(end) }
  }

  func end(_ outage: Outage) async throws {
    switch outage {
    case .crash: try await fixture.postgres.restart()
    case .noConnections: try await fixture.store.query("alter role \(user) connection limit -1")
    case .readOnly, .timeouts:
      if outage == .timeouts { try await holder.query("commit") }
      // On its own, since connections that begin before it is committed would keep the settings.
      try await fixture.store.query("alter role \(user) reset all")
      try await fixture.store.query(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '\(user)'")
    case .slow: try await holder.query("commit")
    }
  }

  func cleanUp() async throws {
    try await fixture.store.query("drop owned by \(user); drop role \(user)")
  }
}

@Suite("A fault of the store's database", .endsIfStuck)
struct DatabaseFaultTests {
  private static let arguments: JSONObject = [
    "topic": "orders", "hologres_table": "orders", "wait_seconds": 60, "flink_conf": ["a": "b"],
    "sample_messages": ["{\"order_id\":1,\"amount\":9.50,\"status\":\"NEW\"}"],
  ]

  private static let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })

  private static func deploy(_ application: Application) async -> JSONObject {
    await GenerateAndDeploy(application: application, caller: caller).run(arguments).document
  }

  private static func withOutages(
    ownsServer: Bool, _ body: @escaping @Sendable (Fixture, Outages, Application) async throws -> Void
  ) async throws {
    try await Fixture.with(ownsServer: ownsServer) { fixture in
      let outages = try await Outages(fixture)
      try await fixture.withApplication(["DATABASE_URL": outages.databaseURL]) { application in
        try await body(fixture, outages, application)
      }
      try await outages.cleanUp()
    }
  }

  @Test(
    "in the middle of an effect only delays it: one deployment, one job, both recorded",
    arguments: Outage.allCases,
    ["CreateDeploymentDraft", "DeployDeploymentDraftAsync", "UpdateDeployment", "StartJobWithParams"])
  func midOperation(_ outage: Outage, _ operation: String) async throws {
    try await Self.withOutages(ownsServer: outage == .crash) { fixture, outages, application in
      // The database goes while the effect is under way, so that its outcome cannot be written.
      fixture.emulator.inject(Fault(.hold, operation: operation))
      async let answer = Self.deploy(application)
      while fixture.emulator.requestCounts[operation, default: 0] == 0 { try await Task.sleep(for: .milliseconds(5)) }
      try await outages.begin(outage)
      fixture.emulator.clearFaults()
      // The outage itself.
      try await Task.sleep(for: .milliseconds(700))
      try await outages.end(outage)
      let result = await answer
      #expect(result["status"] == "RUNNING", "\(JSON.object(result).text)")
      #expect(fixture.cloud == (1, 1, 1))
      let row = try await fixture.store.query("select status, job_id from aliyun_flink_jobs").first
      #expect(try row?.string("status") == "RUNNING")
      #expect(try row?.string("job_id") == result["job_id"]?.string)
      for (name, count) in fixture.emulator.requestCounts
      where ["CreateDeploymentDraft", "DeployDeploymentDraftAsync", "StartJobWithParams"].contains(name) {
        #expect(count == 1, "\(name) was called \(count) times")
      }
    }
  }

  @Test(
    "before the operation is journaled, nothing is tried, and the next call succeeds",
    arguments: [Outage.crash, .noConnections, .readOnly, .timeouts])
  func atStart(_ outage: Outage) async throws {
    try await Self.withOutages(ownsServer: outage == .crash) { fixture, outages, application in
      try await outages.begin(outage)
      let refused = await Self.deploy(application)
      #expect(refused["error"]?["code"] == "database_unavailable", "\(JSON.object(refused).text)")
      #expect(refused["error"]?["retryable"] == true)
      #expect(fixture.emulator.requestCounts["CreateDeploymentDraft"] == nil)
      try await outages.end(outage)
      #expect(await Self.deploy(application)["status"] == "RUNNING")
      #expect(fixture.cloud == (1, 1, 1))
    }
  }

  @Test(
    "while it lasts, the answer of an operation is in progress and names the database",
    arguments: [Outage.crash, .noConnections, .readOnly, .timeouts])
  func pausing(_ outage: Outage) async throws {
    try await Self.withOutages(ownsServer: outage == .crash) { fixture, outages, application in
      let operation = "CreateDeploymentDraft"
      // The database goes while the effect is under way, so that its outcome cannot be written.
      fixture.emulator.inject(Fault(.hold, operation: operation))
      var arguments = Self.arguments
      // A server without a free connection is waited for some seconds.
      arguments["wait_seconds"] = outage == .noConnections ? 15 : 8
      let call = arguments
      async let answer = GenerateAndDeploy(application: application, caller: Self.caller).run(call)
      while fixture.emulator.requestCounts[operation, default: 0] == 0 { try await Task.sleep(for: .milliseconds(5)) }
      try await outages.begin(outage)
      fixture.emulator.clearFaults()
      let result = await answer
      #expect(result.outcome == .inProgress, "\(JSON.object(result.document).text)")
      #expect(result.notes.contains { $0.namesDatabase })
      let id = result.document["aliyun_job_id"] ?? .null
      let status = await GetJobStatus(application: application, caller: Self.caller).run(["aliyun_job_id": id])
      #expect(status.outcome == .inProgress, "\(JSON.object(status.document).text)")
      #expect(status.notes.contains { $0.namesDatabase })
      try await outages.end(outage)
      let later = await Self.deploy(application)
      #expect(later["status"] == "RUNNING", "\(JSON.object(later).text)")
      #expect(!later.warningCodes.contains("paused"))
      #expect(fixture.cloud == (1, 1, 1))
    }
  }

  @Test("does not affect the status of a job_id, which needs no store")
  func statusWithoutStore() async throws {
    try await Self.withOutages(ownsServer: true) { fixture, outages, application in
      let deployed = await Self.deploy(application)
      try await outages.begin(.crash)
      let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
      let status = await GetJobStatus(application: application, caller: caller)
        .run(["job_id": deployed["job_id"] ?? ""]).document
      #expect(status["status"] == "RUNNING", "\(JSON.object(status).text)")
      #expect(status["stale"] == false)
      try await outages.end(.crash)
    }
  }
}

extension ResultNote {
  /// Whether it says that the operation pauses because the database is not available.
  fileprivate var namesDatabase: Bool {
    if case .call(.paused(let error)) = self { error.code == .unavailable } else { false }
  }
}
