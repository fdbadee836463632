import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a deployment has before an update is recorded together with the update, or not at all.
@Suite("What an update records first", .endsIfStuck)
struct UpdateRecordTests {
  private static let change: JSONObject = ["resources": ["parallelism": 2], "accept_drift": true]

  @Test("is not recorded for an update that another operation excludes")
  func conflict() async throws {
    try await DeployedOrders.with { orders in
      orders.fixture.emulator.inject(Fault(.hold, operation: "StopJob"))
      #expect(await orders.stop(wait: 0)["outcome"] == "in_progress")
      try await orders.edit(configuration: ["a.b": "c"])
      let refused = await orders.update(Self.change)
      #expect(refused.errorCode == "conflict", "\(JSON.object(refused).text)")
      let before = try await orders.versions()
      #expect(before == ["1 CURRENT"])
      orders.fixture.emulator.clearFaults()
      #expect(await orders.stop()["outcome"] == "succeeded")
      let result = await orders.update(Self.change)
      #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
      let versions = try await orders.recorded()
      #expect(versions.map(\.number) == [3, 2, 1])
      #expect(versions[1].spec.flinkConf["a.b"] == "c")
      #expect(versions[2].spec.flinkConf["a.b"] == nil)
    }
  }

  @Test("is recorded once for the same calls at once")
  func together() async throws {
    try await DeployedOrders.with { orders in
      try await orders.edit(configuration: ["a.b": "c"])
      let change: JSONObject = ["columns": DeployedOrders.moreColumns, "accept_drift": true]
      // Its first call is answered only once the faults are cleared.
      orders.fixture.emulator.inject(Fault(.hold, operation: "ListJobs"))
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            let result = await orders.update(change.merging(["wait_seconds": 0]))
            #expect(result["outcome"] == "in_progress", "\(JSON.object(result).text)")
          }
        }
      }
      orders.fixture.emulator.clearFaults()
      let result = await orders.update(change)
      #expect(result["version"] == 3, "\(JSON.object(result).text)")
      let versions = try await orders.versions()
      #expect(versions == ["3 CURRENT", "2 PREVIOUS", "1 PREVIOUS"])
    }
  }

  /// What a person has done in the console.
  enum Edit: CaseIterable {
    case settings, sql, draft
  }

  @Test("is not recorded by a process that ends before the update has begun", arguments: Edit.allCases)
  func killed(_ edit: Edit) async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let made = await GenerateAndDeploy(application: application, caller: caller).run([
          "topic": "orders", "hologres_table": "orders", "columns": DeployedOrders.columns, "wait_seconds": 30,
        ]).document
        let id = try #require(made["deployment_id"]?.string, "\(JSON.object(made).text)")
        let orders = DeployedOrders(fixture: fixture, application: application, id: id)
        switch edit {
        case .settings: try await orders.edit(configuration: ["a.b": "c"])
        case .sql: try await orders.edit(sql: orders.sql.filtered)
        case .draft: try await orders.edit(sql: orders.sql.filtered, isDeployed: false)
        }
        let found = orders.sql
        try await Self.killWhileItBegins(orders)
        let before = try await orders.versions()
        #expect(before == ["1 CURRENT"])
        let result = await orders.update(Self.change)
        #expect(result["outcome"] == "succeeded", "\(JSON.object(result).text)")
        #expect(result["version"] == 3)
        #expect(result["previous_version"] == 2)
        let versions = try await orders.recorded()
        #expect(versions.map(\.number) == [3, 2, 1])
        #expect(versions[1].spec.sql == found)
        #expect(orders.sql == found)
        #expect(orders.parallelism == 2)
      }
    }
  }

  /// Kills a process that updates the deployment, between what it records of it and the update itself.
  private static func killWhileItBegins(_ orders: DeployedOrders) async throws {
    let fixture = orders.fixture
    let key = Int.random(in: 1...1_000_000_000)
    let holder = fixture.postgres.client(database: "stores", connections: 1)
    try await holder.query("select pg_advisory_lock(4712, \(key))")
    try await fixture.store.query(
      """
      create function hold_up_update() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(4712, \(key));
        return new;
      end $$;
      create trigger hold_up_update before insert on flink_operations for each row
        when (new.kind = 'update') execute function hold_up_update()
      """)
    let program = try Program(
      "flink-deploy",
      ["update", orders.id, "--parallelism", "2", "--accept-drift", "--wait-until", "RUNNING", "--json"],
      environment: fixture.environment)
    program.endInput()
    let waiting = "select 1 from pg_locks where locktype = 'advisory' and objid = \(key) and not granted"
    while try await fixture.store.query(waiting).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    program.child.signal(SIGKILL)
    let ended = await program.wait()
    #expect(ended.ending == .signalled(SIGKILL), "\(ended.output)\(ended.error)")
    try await holder.query("select pg_advisory_unlock_all()")
    // The trigger can only go once the transaction of the process is over.
    try await fixture.store.query("drop trigger hold_up_update on flink_operations")
  }
}
