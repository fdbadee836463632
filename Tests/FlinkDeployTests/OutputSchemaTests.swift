import AliyunFlinkEmulator
import Deployments
import FlinkSQL
import JSONCoding
import ModelContextProtocol
import TestSupport
import Testing
import ToolSchemas

@testable import FlinkDeploy

@Suite("Output schemas", .endsIfStuck)
struct OutputSchemaTests {
  /// The calls of the tools on one fixture.
  struct Session: Sendable {
    let fixture: Fixture
    let application: Application

    private var caller: Caller { Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in }) }

    /// Deploys `orders` with the default arguments, of which `changes` replaces some.
    func deploy(_ changes: JSONObject = [:]) async -> ActionResult {
      var arguments: JSONObject = [
        "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
        "sample_messages": [["order_id": 1, "amount": 9.5, "status": "NEW"]],
      ]
      for member in changes.members { arguments[member.key] = member.value.isNull ? nil : member.value }
      return await GenerateAndDeploy(application: application, caller: caller).run(arguments)
    }

    /// Validates the script `sql`, in which `DATABASE` is the name of the target database.
    func validate(_ sql: String, table: JSON = "orders") async -> ActionResult {
      let script = sql.replacing("DATABASE", with: fixture.targetDatabase)
      return await deploy([
        "sql": .string(script), "hologres_table": table, "sample_messages": .null, "dry_run": true,
      ])
    }

    func start(_ deploymentID: JSON) async -> ActionResult {
      await StartJob(application: application, caller: caller).run([
        "deployment_id": deploymentID, "wait_seconds": 30,
      ])
    }

    func stop(_ jobID: JSON) async -> ActionResult {
      await StopJob(application: application, caller: caller).run(["job_id": jobID, "wait_seconds": 30])
    }

    func status(_ key: String, _ id: JSON) async -> ActionResult {
      await GetJobStatus(application: application, caller: caller).run([key: id])
    }
  }

  /// A call, and what its result must show to be the intended one.
  struct Scenario: Sendable, CustomTestStringConvertible {
    let tool: String
    let testDescription: String
    let outcome: String
    /// Paths of members that have a value, such as `error.code`.
    let shows: [String]
    let call: @Sendable (Session) async -> ActionResult

    init(
      _ tool: String, _ name: String, _ outcome: String, shows: [String],
      _ call: @escaping @Sendable (Session) async -> ActionResult
    ) {
      self.tool = tool
      testDescription = "\(tool): \(name)"
      self.outcome = outcome
      self.shows = shows
      self.call = call
    }
  }

  private static let sinkOfOrders = """
    CREATE TEMPORARY TABLE h (order_id BIGINT, amount DECIMAL(18, 2)) WITH ('connector' = 'hologres',
      'endpoint' = 'h:80', 'dbname' = 'DATABASE', 'tablename' = 'public.orders',
      'username' = '${secret_values.hologres_username}', 'password' = '${secret_values.hologres_password}');
    INSERT INTO h SELECT 1, CAST(2 AS DECIMAL(18, 2));
    """

  private static let literalSecret = """
    CREATE TEMPORARY TABLE h (a INT) WITH ('connector' = 'print', 'password' = 'hunter2!');
    """

  private static let deploys: [Scenario] = [
    .init("generate_and_deploy", "a running job", "succeeded", shows: ["status", "job_id", "next_step", "warnings"]) {
      await $0.deploy()
    },
    .init("generate_and_deploy", "the same call again", "succeeded", shows: ["status", "job_id", "warnings"]) {
      _ = await $0.deploy()
      return await $0.deploy()
    },
    .init("generate_and_deploy", "no wait", "in_progress", shows: ["aliyun_job_id", "next_step"]) {
      await $0.deploy(["wait_seconds": 0])
    },
    .init("generate_and_deploy", "a rollback", "failed", shows: ["status", "error.remedy", "error.rolled_back"]) {
      $0.fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      return await $0.deploy()
    },
    .init("generate_and_deploy", "a rejected argument", "failed", shows: ["error.code", "error.remedy"]) {
      await $0.deploy(["topic": "not a topic"])
    },
  ]

  private static let dryRuns: [Scenario] = [
    .init(
      "generate_and_deploy", "a dry run of messages that fail or change", "succeeded",
      shows: ["flink_sql", "columns", "warnings", "next_step", "dry_parse.failures", "dry_parse.altered"]
    ) {
      await $0.deploy([
        "dry_run": true,
        "columns": [["name": "order_id", "type": "BIGINT"], ["name": "amount", "type": "DECIMAL(18, 2)"]],
        "sample_messages": [["order_id": 1, "amount": 9.555], ["order_id": "x"]],
      ])
    },
    .init(
      "generate_and_deploy", "a dry run of fields without a conversion", "failed",
      shows: ["columns", "dry_parse", "error.code"]
    ) {
      await $0.deploy(["dry_run": true, "sample_messages": [["amount": true, "status": "NEW"]]])
    },
    .init("generate_and_deploy", "a dry run of two tables", "succeeded", shows: ["flink_sql", "columns"]) {
      await $0.deploy(["dry_run": true, "more_tables": ["states"]])
    },
    .init("generate_and_deploy", "a dry run of Kafka metadata", "succeeded", shows: ["flink_sql", "columns"]) {
      await $0.deploy(["dry_run": true, "hologres_table": "messages"])
    },
    .init("generate_and_deploy", "a dry run that is not validated", "succeeded", shows: ["flink_sql", "warnings"]) {
      $0.fixture.emulator.inject(Fault(.refuse, operation: "ValidateSqlStatement", count: nil))
      return await $0.deploy(["dry_run": true])
    },
    .init("generate_and_deploy", "a dry run of SQL for another table", "succeeded", shows: ["flink_sql", "findings"]) {
      await $0.validate(sinkOfOrders, table: "states")
    },
    .init("generate_and_deploy", "a dry run of SQL with a secret", "failed", shows: ["findings", "error.code"]) {
      await $0.validate(literalSecret)
    },
  ]

  private static let jobs: [Scenario] = [
    .init("start_job", "a running job", "succeeded", shows: ["status", "job_id", "next_step"]) {
      await $0.start($0.deploy(["start": false]).document["deployment_id"] ?? "")
    },
    .init("start_job", "a job that already runs", "succeeded", shows: ["status", "job_id", "warnings"]) {
      await $0.start($0.deploy().document["deployment_id"] ?? "")
    },
    .init("start_job", "a job that fails", "failed", shows: ["status", "error.code", "error.remedy"]) {
      let deploymentID = await $0.deploy(["start": false]).document["deployment_id"] ?? ""
      $0.fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      return await $0.start(deploymentID)
    },
    .init("start_job", "an unknown deployment", "failed", shows: ["error.code", "error.remedy"]) {
      await $0.start("d")
    },
    .init("stop_job", "a stopped job", "succeeded", shows: ["status", "job_id", "next_step"]) {
      await $0.stop($0.deploy().document["job_id"] ?? "")
    },
    .init("stop_job", "an unknown job", "failed", shows: ["error.code", "error.remedy"]) { await $0.stop("j") },
  ]

  private static let statuses: [Scenario] = [
    .init(
      "get_job_status", "a running job", "succeeded",
      shows: ["status", "job_id", "health_score", "started_at", "as_of"]
    ) {
      await $0.status("aliyun_job_id", $0.deploy().document["aliyun_job_id"] ?? 0)
    },
    .init("get_job_status", "a deployment that is not started", "succeeded", shows: ["status", "next_step"]) {
      await $0.status("deployment_id", $0.deploy(["start": false]).document["deployment_id"] ?? "")
    },
    .init("get_job_status", "a failed job", "failed", shows: ["status", "failure"]) {
      let deploymentID = await $0.deploy(["start": false]).document["deployment_id"] ?? ""
      $0.fixture.emulator.inject(Fault(.jobFails, operation: "StartJobWithParams"))
      _ = await $0.start(deploymentID)
      return await $0.status("deployment_id", deploymentID)
    },
    .init("get_job_status", "the last recorded status", "succeeded", shows: ["stale", "as_of", "warnings"]) {
      let jobID = await $0.deploy().document["job_id"] ?? ""
      $0.fixture.emulator.inject(Fault(.status(500), operation: "GetJob", count: nil))
      return await $0.status("job_id", jobID)
    },
    .init("get_job_status", "an unknown job", "failed", shows: ["error.code", "error.remedy"]) {
      await $0.status("job_id", "j")
    },
  ]

  private static let tables = [
    "create table orders (order_id bigint primary key, amount numeric(18,2), status text)",
    "create table states (status text primary key)",
    "create table messages (kafka_partition int, kafka_offset bigint, status text, "
      + "primary key (kafka_partition, kafka_offset))",
  ]

  private static let schemas: [String: JSON] = ToolSchemas.documents.compactMap { try? JSON.parse($0) }
    .reduce(into: [:]) { $0[$1["name"]?.string ?? ""] = $1["outputSchema"] }

  @Test("describe the results of their tools", arguments: deploys + dryRuns + jobs + statuses)
  func results(_ scenario: Scenario) async throws {
    let schema = try #require(Self.schemas[scenario.tool])
    let shared = try #require(Self.schemas["generate_and_deploy"]?["properties"])
    try await Fixture.with(sharesStore: true, tables: Self.tables) { fixture in
      try await fixture.withApplication { application in
        let result = await scenario.call(Session(fixture: fixture, application: application))
        let document = JSON.object(result.document)
        #expect(document["outcome"]?.string == scenario.outcome, "\(document.text)")
        #expect(result.isError == (document["error"] != nil))
        for path in scenario.shows { #expect(document.shows(path), "\(path) in \(document.text)") }
        var violations = JSONSchema(schema).violations(in: document).map(\.description)
        violations += Self.unnamed(in: document, schema, "").map { "\($0) is not in the schema" }
        // The other tools leave out the members of these two.
        for key in ["warnings", "error"] {
          guard let value = document[key], let full = shared[key] else { continue }
          violations += JSONSchema(full).violations(in: value).map { "\(key) \($0.description)" }
          violations += Self.unnamed(in: value, full, key).map { "\($0) is not in the schema" }
        }
        #expect(violations.isEmpty, "\(violations) in \(document.text)")
        // Left out of the schemas for their size: these members are always there.
        for key in ActionResult.Key.allCases {
          #expect(document[key.rawValue] != nil, "\(key) in \(document.text)")
        }
        if let error = document["error"]?.object {
          #expect(Set(error.keys) == ["code", "message", "retryable", "request_id", "rolled_back", "remedy"])
        }
        for warning in document["warnings"]?.array ?? [] {
          let keys = Set(warning.object?.keys ?? [])
          #expect(keys.isSuperset(of: ["code", "message", "subject"]), "\(warning.text)")
        }
      }
    }
  }

  /// The paths of the members in `value` that `schema` does not name.
  private static func unnamed(in value: JSON, _ schema: JSON, _ path: String) -> [String] {
    if let elements = value.array {
      guard let items = schema["items"] else { return [] }
      return elements.flatMap { unnamed(in: $0, items, path) }
    }
    guard let members = value.object?.members, let properties = schema["properties"] else { return [] }
    return members.flatMap { member -> [String] in
      let path = path.isEmpty ? member.key : "\(path).\(member.key)"
      return properties[member.key].map { unnamed(in: member.value, $0, path) } ?? [path]
    }
  }

  @Test("list the values that results can have")
  func values() {
    let statuses = OperationStatus.allCases.map { JSON.string($0.rawValue) } + [.null]
    for tool in ["generate_and_deploy", "get_job_status"] {
      #expect(Self.schemas[tool]?["properties"]?["status"]?["enum"]?.array == statuses)
    }
    let columns = Self.schemas["generate_and_deploy"]?["properties"]?["columns"]?["items"]?["properties"]
    #expect(columns?["verdict"]?["enum"]?.array == Verdict.allCases.map { JSON.string($0.rawValue) })
  }
}

extension JSON {
  /// Whether there is a value at `path` that is not empty.
  fileprivate func shows(_ path: String) -> Bool {
    var value: JSON? = self
    for key in path.split(separator: ".") { value = value?[String(key)] }
    return value.map { !$0.isNull && $0.array?.isEmpty != true } ?? false
  }
}
