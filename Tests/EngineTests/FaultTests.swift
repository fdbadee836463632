import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import Testing

extension Engine {
  /// What goes wrong while a job runs, and what the platform then says.
  @Suite("Faults")
  struct FaultTests {
    /// Restarts soon, so that a test need not wait.
    static let quickRestarts = [
      "--conf", "restart-strategy=fixed-delay", "--conf", "restart-strategy.fixed-delay.delay=1s", "--conf",
      "restart-strategy.fixed-delay.attempts=1000",
    ]

    @Test("a message that is not JSON restarts the job, and Flink names the cause")
    func badMessage() async throws {
      let engine = try await EngineSandbox()
      try await engine.prepare(
        topic: "bad", ["{\"id\":1}"], ddl: "create table bad (id bigint primary key)")
      let job = try await engine.deploy("bad", "public.bad", Self.quickRestarts)
      try await engine.wait(for: "1", "select count(*) as value from bad")
      try engine.sandbox.produce(["{\"broken\":"], to: "bad", partitions: 1)
      let exception = try await engine.exception(of: job)
      #expect(exception.contains("JsonParseException") || exception.contains("Failed to deserialize"), "\(exception)")
      try await engine.waitForRestart(of: job)
    }

    @Test("a table that was dropped restarts the job, and Flink names the table")
    func droppedTable() async throws {
      let engine = try await EngineSandbox()
      try await engine.prepare(
        topic: "lost", ["{\"id\":1}"], ddl: "create table lost (id bigint primary key)")
      let job = try await engine.deploy("lost", "public.lost", Self.quickRestarts)
      try await engine.wait(for: "1", "select count(*) as value from lost")
      try await engine.target.query("drop table lost")
      try engine.sandbox.produce(["{\"id\":2}"], to: "lost", partitions: 1)
      #expect(try await engine.exception(of: job).contains("lost"))
      try await engine.target.query("create table lost (id bigint primary key)")
      try await engine.wait(for: "2", "select max(id)::text as value from lost")
    }

    @Test("a job without restarts fails with the root exception")
    func failed() async throws {
      let engine = try await EngineSandbox()
      try await engine.prepare(
        topic: "fails", ["{\"id\":1}"], ddl: "create table fails (id bigint primary key)")
      let job = try await engine.deploy("fails", "public.fails", ["--restart-strategy", "none"])
      try await engine.wait(for: "1", "select count(*) as value from fails")
      try engine.sandbox.produce(["nonsense"], to: "fails", partitions: 1)
      try await engine.wait(until: "FAILED", job)
      let status = try await engine.run(["status", job["job_id"]?.string ?? ""])
      #expect(status["status"] == "FAILED", "\(status.text)")
      #expect(status["failure"]?.string?.contains("nonsense") == true, "\(status.text)")
    }

    @Test("a secret that does not exist is refused by its name, and nothing is created")
    func missingSecret() async throws {
      let engine = try await EngineSandbox()
      try await engine.prepare(topic: "secret", ["{\"id\":1}"], ddl: "create table secret (id bigint primary key)")
      let sql = """
        CREATE TEMPORARY TABLE s (id BIGINT) WITH ('connector' = 'kafka', 'topic' = 'secret',
          'properties.bootstrap.servers' = 'kafka.sandbox.internal:9092', 'scan.startup.mode' = 'earliest-offset',
          'format' = 'json');
        CREATE TEMPORARY TABLE t (id BIGINT) WITH ('connector' = 'hologres',
          'endpoint' = 'hologres.sandbox.internal:80', 'dbname' = 'holo_demo', 'tablename' = 'public.secret',
          'username' = '${secret_values.hologres_username}', 'password' = '${secret_values.nobody_made_it}');
        INSERT INTO t SELECT id FROM s;
        """
      let result = try await engine.run(["deploy", "secret", "public.secret", "--sql-file", "-"], input: sql)
      #expect(result["error"]?["code"] == "missing_secret", "\(result.text)")
      #expect(result["error"]?["message"]?.string?.contains("nobody_made_it") == true, "\(result.text)")
      #expect(result["error"]?["rolled_back"]?.isNull == true)
    }

    @Test("a table that is locked holds rows back, and they arrive when it is free")
    func lockedTable() async throws {
      let engine = try await EngineSandbox()
      try await engine.prepare(
        topic: "locked", ["{\"id\":1}"], ddl: "create table locked (id bigint primary key)")
      let job = try await engine.deploy("locked", "public.locked")
      try await engine.wait(for: "1", "select count(*) as value from locked")
      try await engine.target.transaction { transaction throws(PostgresError) in
        try transaction.execute("lock table locked in exclusive mode")
        do throws(SandboxError) {
          try engine.sandbox.produce(["{\"id\":2}"], to: "locked", partitions: 1)
        } catch {
          Issue.record("\(error)")
        }
        // Rows that wait for the lock are seen in the server's own view of locks.
        var isWaiting = false
        while !isWaiting {
          isWaiting = try transaction.execute("select 1 from pg_locks where not granted").count > 0
        }
      }
      try await engine.wait(for: "2", "select count(*) as value from locked")
      #expect(engine.job(job)?["status"]?["currentJobStatus"] == "RUNNING")
    }

    @Test("a broker, a network and a task manager that go away and come back lose nothing")
    func outages() async throws {
      try await EngineSandbox.alone { engine in
        let control = EngineControl(try #require(engine.sandbox.engine).controlEndpoint)
        try await engine.prepare(topic: "outage", ["{\"id\":0}"], ddl: "create table outage (id bigint primary key)")
        try await engine.deploy("outage", "public.outage", Self.quickRestarts)
        try await engine.wait(for: "1", "select count(*) as value from outage")
        try await control.set(.broker, isUp: false)
        try await control.set(.broker, isUp: true)
        try engine.sandbox.produce(["{\"id\":1}"], to: "outage", partitions: 1)
        try await engine.wait(for: "2", "select count(*) as value from outage")
        try await control.set(.network, isUp: false)
        try engine.sandbox.produce(["{\"id\":2}"], to: "outage", partitions: 1)
        try await control.set(.network, isUp: true)
        try await engine.wait(for: "3", "select count(*) as value from outage")
        try await control.killTaskManager()
        try engine.sandbox.produce(["{\"id\":3}"], to: "outage", partitions: 1)
        try await engine.wait(for: "4", "select count(*) as value from outage")
      }
    }

    @Test("the planner's error has its line and column")
    func planner() async throws {
      let engine = try await EngineSandbox()
      let sql = """
        CREATE TEMPORARY TABLE s (id BIGINT) WITH ('connector' = 'datagen');
        CREATE TEMPORARY TABLE t (id BIGINT) WITH ('connector' = 'print');

        INSERT INTO t
        SELECT idd FROM s;
        """
      let flink = try #require(engine.sandbox.engine)
      let problem = try await flink.problem(in: sql)
      #expect(problem?.message.contains("idd") == true)
      #expect(problem?.line == 5)
      #expect(problem?.column == 8)
    }
  }
}
