import AliyunFlink
import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

/// A deployment that fills the table `orders`, for tests that update it.
struct DeployedOrders: Sendable {
  /// The fields that it reads first.
  static let columns: JSON = [["name": "order_id", "type": "BIGINT"], ["name": "status", "type": "STRING"]]
  /// The same and one more.
  static let moreColumns: JSON = [
    ["name": "order_id", "type": "BIGINT"], ["name": "amount", "type": "DECIMAL(18, 2)"],
    ["name": "status", "type": "STRING"],
  ]
  private static let tables = [
    "create table orders (order_id bigint primary key, amount numeric(18,2), status text)",
    "create table lines (order_id bigint, amount numeric(18,2), status text)",
    "create table orders_copy (order_id bigint primary key, amount numeric(18,2), status text)",
    "create table order_ids (order_id bigint primary key)",
  ]

  /// The cloud and the store.
  let fixture: Fixture
  /// The application that updates it.
  let application: Application
  /// Its ID.
  let id: String

  /// The client of all calls.
  var caller: Caller { Self.caller }

  private static let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })

  /// Runs `body` with a new deployment whose job runs.
  /// - Parameters:
  ///   - changes: Arguments of the deploy that differ.
  ///   - settings: Settings that differ; nil removes one.
  ///   - durations: How long things take in the cloud.
  static func with<Value: Sendable>(
    _ changes: JSONObject = [:], settings: [String: String?] = [:],
    durations: EmulatorConfiguration.Durations = .init(ticket: 20, start: 30, stop: 30),
    _ body: @escaping @Sendable (DeployedOrders) async throws -> Value
  ) async throws -> Value {
    var arguments: JSONObject = [
      "topic": "orders", "hologres_table": "orders", "columns": columns, "wait_seconds": 30,
    ]
    for member in changes.members { arguments[member.key] = member.value }
    return try await Fixture.with(durations: durations, sharesStore: true, tables: tables) { [arguments] fixture in
      try await fixture.withApplication(settings) { application in
        let made = await GenerateAndDeploy(application: application, caller: caller).run(arguments).document
        let id = try #require(made["deployment_id"]?.string, "\(JSON.object(made).text)")
        return try await body(DeployedOrders(fixture: fixture, application: application, id: id))
      }
    }
  }

  // MARK: Calls

  /// Calls `update_job`; waits for RUNNING unless the arguments say otherwise.
  func update(_ arguments: JSONObject) async -> JSONObject {
    var call: JSONObject = ["deployment_id": .string(id), "wait_until": "RUNNING", "wait_seconds": 30]
    for member in arguments.members { call[member.key] = member.value }
    return await UpdateJob(application: application, caller: caller).run(call).document
  }

  /// Calls `stop_job`.
  func stop(wait seconds: Int = 30) async -> JSONObject {
    await StopJob(application: application, caller: caller)
      .run(["deployment_id": .string(id), "wait_seconds": .int(seconds)]).document
  }

  /// Calls `start_job`.
  func start(wait seconds: Int = 30) async -> JSONObject {
    await StartJob(application: application, caller: caller)
      .run(["deployment_id": .string(id), "wait_seconds": .int(seconds)]).document
  }

  /// Calls `get_job_status`.
  func status() async -> JSONObject {
    await GetJobStatus(application: application, caller: caller).run(["deployment_id": .string(id)]).document
  }

  /// The recorded versions, newest first, each as its number and status: `2 CURRENT`.
  func versions() async throws -> [String] {
    try await recorded().map { "\($0.number) \($0.status.rawValue)" }
  }

  /// The recorded versions, newest first.
  func recorded() async throws -> [DeploymentVersion] {
    try await application.deployments().versions(ofDeployment: id)
  }

  // MARK: What Alibaba Cloud has

  /// The deployment.
  var deployment: JSON { fixture.emulator.state["deployments"]?[id] ?? .null }

  /// Its SQL.
  var sql: String { Self.sql(of: deployment) }

  /// Its parallelism.
  var parallelism: Int? { deployment["streamingResourceSetting"]?["basicResourceSetting"]?["parallelism"]?.int }

  /// The SQL of its draft.
  var draftSQL: String { Self.sql(of: fixture.emulator.state["drafts"]?[draftID] ?? .null) }

  /// Its jobs, oldest first.
  var jobs: [JSON] {
    (fixture.emulator.state["jobs"]?.object?.members ?? []).map(\.value).filter { $0["deploymentId"]?.string == id }
      .sorted { ($0["startTime"]?.int ?? 0) < ($1["startTime"]?.int ?? 0) }
  }

  /// The states of its jobs, oldest first.
  var jobStates: [String] { jobs.map { $0["status"]?["currentJobStatus"]?.string ?? "" } }

  /// The SQL of a deployment, draft or job.
  static func sql(of document: JSON) -> String {
    document["artifact"]?["sqlArtifact"]?["sqlScript"]?.string ?? ""
  }

  /// The savepoint that a job started from; nil for none.
  static func savepoint(of job: JSON?) -> String? { job?["restoreStrategy"]?["savepointId"]?.string }

  /// How often each operation that changes something was asked for.
  var effects: [String: Int] {
    let names = Set(Phase.allCases.compactMap(\.effect))
    return fixture.emulator.requestCounts.filter { names.contains($0.key) }
  }

  // MARK: The console

  /// The ID of its draft.
  var draftID: String { deployment["referencedDeploymentDraftId"]?.string ?? "" }

  /// Changes members of the deployment, as a person in the console would.
  func edit(_ changes: JSONObject) async throws {
    _ = try await application.apiClient().call(.updateDeployment(id, document: changes))
  }

  /// Adds keys to the Flink configuration, as a person in the console would.
  func edit(configuration: JSONObject) async throws {
    var conf = deployment["flinkConf"]?.object ?? [:]
    for member in configuration.members { conf[member.key] = member.value }
    try await edit(["flinkConf": .object(conf)])
  }

  /// Changes the SQL of the draft, as a person in the console would.
  /// - Parameter isDeployed: Whether the draft is deployed then.
  func edit(sql: String, isDeployed: Bool = true) async throws {
    let artifact: JSON = ["kind": "SQLSCRIPT", "sqlArtifact": ["sqlScript": .string(sql)]]
    _ = try await application.apiClient().call(.updateDeploymentDraft(draftID, changes: ["artifact": artifact]))
    if isDeployed { try await edit(["artifact": artifact]) }
  }

  /// The number of checkpoints that the newest job has completed.
  func checkpoints() async throws -> Int {
    let job = try #require(jobs.last?["jobId"]?.string)
    let path = "/jobs/\(job.filter { $0 != "-" })/checkpoints"
    let answer = try await application.apiClient().call(.flinkAPIProxy(job: job, path: path))
    return try #require(answer["counts"]?["completed"]?.int, "\(answer.text)")
  }

  /// Waits until the newest job has completed a checkpoint.
  func waitForCheckpoint() async throws {
    while try await checkpoints() == 0 { try await Task.sleep(for: .milliseconds(20)) }
  }
}

extension String {
  /// This script with one more condition, as a user would write it.
  var filtered: String {
    replacing("WHERE `order_id` IS NOT NULL", with: "WHERE `order_id` IS NOT NULL AND `status` <> 'OLD'")
  }
}
