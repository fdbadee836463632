import Logging
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("Postgres", .endsIfStuck)
struct PostgresTests {
  private func client(_ change: (inout PostgresConfiguration) -> Void = { _ in }) async throws -> PostgresClient {
    let server = try await Fixture.sharedPostgres
    var configuration = PostgresConfiguration(.uri(server.uri(database: "postgres")), applicationName: "test")
    change(&configuration)
    return PostgresClient(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test(
    "binds values and never splices them",
    arguments: ["'; drop table x; --", "\\", "中文 😀", "", "a\nb", "$1", String(repeating: "x", count: 1 << 20)])
  func binds(_ text: String) async throws {
    let rows = try await client().query(
      "select $1::text as t, $2::bigint as n, $3::text is null as z", [PostgresValue(text), 7, nil])
    #expect(try rows.first?.string("t") == text)
    #expect(try rows.first?.int("n") == 7)
    #expect(try rows.first?.bool("z") == true)
  }

  @Test("reports a refusal with its SQLSTATE and continues")
  func refuses() async throws {
    let client = try await client()
    let error = await #expect(throws: PostgresError.self) { try await client.query("select * from no_such_table") }
    #expect(error?.sqlState == "42P01")
    #expect(try await client.query("select 1 as one").first?.int("one") == 1)
  }

  @Test("commits what returns and rolls back what throws")
  func transactions() async throws {
    try await Fixture.with { fixture in
      let client = fixture.store
      try await client.query("create table t (n int)")
      try await client.transaction { connection throws(PostgresError) in
        try connection.execute("insert into t values (1)")
      }
      await #expect(throws: PostgresError.self) {
        try await client.transaction { connection throws(PostgresError) in
          try connection.execute("insert into t values (2)")
          try connection.execute("select 1/0")
        }
      }
      #expect(try await client.query("select count(*) as n from t").first?.int("n") == 1)
    }
  }

  @Test("opens no more connections than allowed, and serves all waiting callers")
  func bounded() async throws {
    let client = try await client { $0.maximumConnections = 2 }
    let pids = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<40 {
        group.addTask {
          try await client.query("select pg_backend_pid() as pid, pg_sleep(0.002)").first?.int("pid") ?? 0
        }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(pids.count <= 2)
  }

  @Test("cancels the statement when the task is cancelled, and takes a fresh connection after it")
  func cancellation() async throws {
    let client = try await client { $0.maximumConnections = 1 }
    let task = Task { try await client.query("select pg_sleep(600)") }
    while try await self.client().query(
      "select 1 from pg_stat_activity where query = 'select pg_sleep(600)' and state = 'active'"
    ).isEmpty {
      await Task.yield()
    }
    task.cancel()
    let error = await #expect(throws: PostgresError.self) { try await task.value }
    #expect(error?.code == .cancelled)
    #expect(error?.cause == .cancelled)
    #expect(try await client.query("select 1 as one").first?.int("one") == 1)
  }

  @Test("gives up a statement that takes too long")
  func timeout() async throws {
    let client = try await client { $0.statementTimeout = .milliseconds(50) }
    let error = await #expect(throws: PostgresError.self) { try await client.query("select pg_sleep(60)") }
    #expect(error?.code == .timedOut)
    #expect(error?.cause == .noAnswer)
  }

  @Test("replaces a connection that was ended while idle")
  func reconnects() async throws {
    let client = try await client { $0.maximumConnections = 1 }
    let pid = try await client.query("select pg_backend_pid() as pid").first?.int("pid")
    try await self.client().query("select pg_terminate_backend($1)", [PostgresValue(pid)])
    while try await !self.client().query("select 1 from pg_stat_activity where pid = $1", [PostgresValue(pid)]).isEmpty
    {}
    #expect(try await client.query("select pg_backend_pid() as pid").first?.int("pid") != pid)
  }

  @Test(
    "reports that a URI is malformed, without its text",
    arguments: ["postgresql://u:p%ZZhidden@h/d", "postgresql://u:hidden x@[::1/d"])
  func malformed(_ uri: String) async throws {
    let client = PostgresClient(
      PostgresConfiguration(.uri(uri), applicationName: "test"),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let error = await #expect(throws: PostgresError.self) { try await client.query("select 1") }
    #expect(error?.cause == .malformedURI)
    #expect(error?.description.contains("hidden") == false)
  }

  @Test("reports that a server is down, without the password")
  func down() async throws {
    let configuration = PostgresConfiguration(.uri("postgresql://u:hidden@127.0.0.1:1/x"), applicationName: "test")
    let client = PostgresClient(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let error = await #expect(throws: PostgresError.self) { try await client.query("select 1") }
    #expect(error?.code == .connectionFailed)
    #expect(error?.isUnavailable == true)
    #expect(error?.description.contains("hidden") == false)
  }

  @Test("reports a column that is missing, null or not a number, by its name")
  func columns() async throws {
    let row = try #require(try await client().query("select null::text as z, 'x' as t").first)
    let missing = #expect(throws: PostgresError.self) { try row.string("a") }
    #expect(missing?.cause == .missingColumn("a"))
    let null = #expect(throws: PostgresError.self) { try row.requiredString("z") }
    #expect(null?.cause == .nullColumn("z"))
    let text = #expect(throws: PostgresError.self) { try row.int("t") }
    #expect(text?.cause == .notAnInteger(column: "t"))
  }
}
