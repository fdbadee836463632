import JSONCoding
import Sandbox
import Testing

extension Engine {
  /// The verdict on a job that really does what the verdict says.
  @Suite("Health")
  struct HealthTests {
    private static let quickCheckpoints = ["--checkpoint-interval", "1"]

    @Test("a job flows while messages arrive, and is idle after them", arguments: EngineVersion.allCases)
    func flowing(_ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      try await engine.prepare(topic: "flow", ["{\"id\":0}"], ddl: "create table flow (id bigint primary key)")
      let job = try await engine.deploy("flow", "public.flow", Self.quickCheckpoints)
      try await engine.wait(for: "1", "select count(*) as value from flow")
      let health = try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for batch in 1..<10_000 {
            let messages = (0..<10).map { "{\"id\":\(10 * batch + $0)}" }
            try engine.sandbox.produce(messages, to: "flow", partitions: 1)
            try await Task.sleep(for: .milliseconds(500))
          }
        }
        let health = try await engine.health(of: job)
        group.cancelAll()
        while await group.nextResult() != nil {}
        return health
      }
      #expect(health["verdict"] == "FLOWING", "\(health.text)")
      #expect((health["records_in_per_second"]?.double ?? 0) > 0)
      #expect(health["pending_records"]?.int != nil)
      // The first reading after the last message can still count some.
      _ = try await engine.health(of: job, seconds: 2)
      let quiet = try await engine.health(of: job)
      #expect(quiet["verdict"] == "IDLE", "\(quiet.text)")
      #expect(quiet["pending_records"] == 0)
    }

    @Test(
      "a job whose table is locked does not write, and writes all when it is free", arguments: EngineVersion.allCases)
    func locked(_ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      try await engine.prepare(topic: "held", ["{\"id\":0}"], ddl: "create table held (id bigint primary key)")
      let job = try await engine.deploy("held", "public.held", Self.quickCheckpoints)
      try await engine.wait(for: "1", "select count(*) as value from held")
      async let lock = engine.breakTable(["lock-table", "held", "--seconds", "30"])
      try await engine.wait(
        for: "1",
        "select count(*) as value from pg_locks where relation = 'held'::regclass and mode = 'AccessExclusiveLock'")
      try engine.sandbox.produce((1..<50).map { "{\"id\":\($0)}" }, to: "held", partitions: 1)
      let health = try await engine.health(of: job, seconds: 20)
      #expect(health["verdict"] == "NOT_WRITING", "\(health.text)")
      try await lock
      try await engine.wait(for: "50", "select count(*) as value from held")
    }

    @Test(
      "a message that is not JSON makes a crash loop, and the reasons name the cause", arguments: EngineVersion.allCases
    )
    func crashLoop(_ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      try await engine.prepare(topic: "loop", ["{\"id\":0}"], ddl: "create table loop (id bigint primary key)")
      let job = try await engine.deploy("loop", "public.loop", FaultTests.quickRestarts)
      try await engine.wait(for: "1", "select count(*) as value from loop")
      try engine.sandbox.produce(["{\"broken\":"], to: "loop", partitions: 1)
      try await engine.waitForRestart(of: job)
      let health = try await engine.health(of: job)
      #expect(health["verdict"] == "CRASH_LOOP", "\(health.text)")
      #expect(health["reasons"]?.text.contains("Json") == true, "\(health.text)")
    }

    @Test("a stopped job does not run")
    func stopped() async throws {
      let engine = try await EngineSandbox()
      try await engine.prepare(topic: "ended", ["{\"id\":0}"], ddl: "create table ended (id bigint primary key)")
      let job = try await engine.deploy("ended", "public.ended")
      try await engine.wait(for: "1", "select count(*) as value from ended")
      try await engine.run(["stop", job["job_id"]?.string ?? ""])
      let health = try await engine.health(of: job)
      #expect(health["verdict"] == "NOT_RUNNING", "\(health.text)")
      #expect(health["pending_records"] == .null)
    }
  }
}
