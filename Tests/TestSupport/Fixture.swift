public import AliyunFlinkEmulator
import DeploymentStore
public import FlinkDeploy
import Hashing
import JSONCoding
import Logging
public import Postgres
public import Sandbox

/// A cloud and two databases of a test's own.
///
/// The database server is shared by all tests of the process and goes with it.
public struct Fixture: Sendable {
  /// The cloud.
  public let emulator: Emulator
  /// The shared server.
  public let postgres: PrivatePostgres
  /// Schema of the store, with its tables: cheaper than a database of its own.
  public let storeSchema: String
  /// Workspace of the cloud, of the test's own when it shares the store.
  public let workspaceID: String
  /// Database in place of Hologres.
  public let targetDatabase: String
  /// Settings that point flink-deploy here; no Kafka.
  public let environment: [String: String]

  private static let server = Task { try await makeServer() }

  private static func makeServer() async throws -> PrivatePostgres {
    let server = try await PrivatePostgres(maximumConnections: 1000)
    try await server.createDatabase("stores")
    try await server.client(database: "stores", connections: 1).query("create schema shared")
    try await Migrations.upgrade(client(uri(of: "shared", server)))
    return server
  }
  /// Target databases by the statements that made them: tests only read them.
  private static let targets = TargetDatabases()

  /// The server that all tests share.
  public static var sharedPostgres: PrivatePostgres { get async throws { try await server.value } }

  /// The statements that make the target tables of fixtures: one with a key, one without.
  public static let tables = [
    "create table orders (order_id bigint primary key, amount numeric(18,2), status text)",
    "create table lines (order_id bigint, amount numeric(18,2), status text)",
  ]

  /// Runs `body` with a fixture, and removes what it held afterwards.
  /// - Parameters:
  ///   - durations: How long things take in the cloud; tiny by default.
  ///   - ownsServer: Whether the database server is the test's own, to be crashed.
  ///   - sharesStore: Whether the tables are shared with other tests, each in a workspace of its own: much cheaper.
  ///   - configure: Changes the cloud's set-up.
  ///   - tables: Statements that make the target tables.
  public static func with<Value>(
    durations: EmulatorConfiguration.Durations = .init(ticket: 20, start: 30, stop: 30),
    ownsServer: Bool = false, sharesStore: Bool = false, configure: (inout EmulatorConfiguration) -> Void = { _ in },
    tables: [String] = Fixture.tables,
    _ body: (Fixture) async throws -> Value
  ) async throws -> Value {
    let shared = try await sharedPostgres
    let postgres = ownsServer ? try await makeServer() : shared
    defer { if ownsServer { postgres.stop() } }
    var configuration = EmulatorConfiguration()
    configuration.durations = durations
    configuration.requestsPerSecond = 10_000
    if sharesStore { configuration.workspaceID = "ws\(randomHexadecimal(bytes: 8))" }
    configure(&configuration)
    let schema = sharesStore ? "shared" : "store_\(randomHexadecimal(bytes: 6))"
    let store = uri(of: schema, postgres)
    if !sharesStore {
      try await client(store).query("create schema \(schema)")
      try await Migrations.upgrade(client(store))
    }
    let target = try await targets.database(tables, shared)
    let emulator = try await Emulator.start(configuration)
    let environment = [
      "PATH": "/usr/bin:/bin", "HOME": "/nonexistent",
      "ALIYUN_FLINK_WORKSPACE_ID": configuration.workspaceID, "ALIYUN_FLINK_NAMESPACE": configuration.namespace,
      "ALIYUN_ACCESS_KEY_ID": "testAccessKeyId", "ALIYUN_ACCESS_KEY_SECRET": "testAccessKeySecret",
      "ALIYUN_ENDPOINT": emulator.endpoint, "DATABASE_URL": store,
      "HOLOGRES_ENDPOINT": "127.0.0.1:\(shared.port)", "HOLOGRES_DATABASE": target, "HOLOGRES_USERNAME": "postgres",
      "HOLOGRES_PASSWORD": "sandbox", "FLINK_KAFKA_BOOTSTRAP_SERVERS": "kafka.test:9092",
      "FLINK_DEPLOY_POLL_INTERVAL": "0.05",
    ]
    let fixture = Fixture(
      emulator: emulator, postgres: postgres, storeSchema: schema, workspaceID: configuration.workspaceID,
      targetDatabase: target, environment: environment)
    do {
      let value = try await body(fixture)
      await fixture.cleanUp()
      return value
    } catch {
      await fixture.cleanUp()
      throw error
    }
  }

  private func cleanUp() async {
    await emulator.stop()
    if storeSchema != "shared" { _ = try? await store.query("drop schema if exists \(storeSchema) cascade") }
  }

  /// A client of the store.
  public var store: PostgresClient { Self.client(environment["DATABASE_URL"] ?? "") }

  /// Connection URI of a schema of the stores.
  static func uri(of schema: String, _ server: PrivatePostgres) -> String {
    "\(server.uri(database: "stores"))?options=-csearch_path%3D\(schema)"
  }

  private static func client(_ uri: String) -> PostgresClient {
    var configuration = PostgresConfiguration(.uri(uri), applicationName: "test")
    configuration.maximumConnections = 4
    configuration.statementTimeout = .seconds(60)
    return PostgresClient(configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// Runs `body` with an application that drives its operations meanwhile.
  /// - Parameter changes: Settings that differ; nil removes one.
  public func withApplication<Value: Sendable>(
    _ changes: [String: String?] = [:], _ body: @escaping @Sendable (Application) async throws -> Value
  ) async throws -> Value {
    var environment = environment
    for (name, value) in changes { environment[name] = value }
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(settings: try Settings(environment: environment), logger: logger)
    return try await withThrowingTaskGroup(of: Value?.self) { group in
      group.addTask {
        await application.run()
        return nil
      }
      group.addTask { try await body(application) }
      while let value = try await group.next() {
        if let value {
          group.cancelAll()
          return value
        }
      }
      throw CancellationError()
    }
  }

  /// What is left in the cloud.
  public var cloud: (drafts: Int, deployments: Int, activeJobs: Int) {
    let state = emulator.state
    let active = (state["jobs"]?.object?.members ?? []).filter { job in
      ["STARTING", "RUNNING", "CANCELLING"].contains(job.value["status"]?["currentJobStatus"]?.string ?? "")
    }
    return (
      state["drafts"]?.object?.members.count ?? 0, state["deployments"]?.object?.members.count ?? 0, active.count
    )
  }
}
