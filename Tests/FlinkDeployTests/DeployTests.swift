import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A deploy", .endsIfStuck)
struct DeployTests {
  private static let arguments: JSONObject = [
    "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
    "sample_messages": ["{\"order_id\":1,\"amount\":9.50,\"status\":\"NEW\"}"],
  ]

  private func call(
    _ application: Application, _ changes: JSONObject = [:], onProgress: @escaping ProgressHandler = { _, _, _ in }
  ) async -> ActionResult {
    var arguments = Self.arguments
    for member in changes.members { arguments[member.key] = member.value.isNull ? nil : member.value }
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: onProgress)
    return await GenerateAndDeploy(application: application, caller: caller).run(arguments)
  }

  @Test("sets resources and configuration on the deployment, and keeps all others")
  func configuration() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let result = await call(
          application,
          [
            "resources": ["parallelism": 4, "task_manager_memory": "8 GiB"], "checkpoint_interval_seconds": 60,
            "restart_strategy": ["type": "fixed-delay", "attempts": 3, "delay_seconds": 1.5],
            "flink_conf": ["a.b": true],
          ])
        #expect(result.document["status"] == "RUNNING", "\(JSON.object(result.document).text)")
        let deployment = fixture.emulator.state["deployments"]?.object?.members.first?.value
        let conf = deployment?["flinkConf"]
        #expect(conf?["execution.checkpointing.interval"] == "60s")
        #expect(conf?["restart-strategy.fixed-delay.delay"] == "1500ms")
        #expect(conf?["taskmanager.numberOfTaskSlots"] == "1")
        #expect(conf?["a.b"] == true)
        let basic = deployment?["streamingResourceSetting"]?["basicResourceSetting"]
        #expect(basic?["parallelism"] == 4)
        #expect(basic?["taskmanagerResourceSettingSpec"] == ["cpu": 1, "memory": "8 GiB"])
      }
    }
  }

  @Test(
    "ends with one deployment and one job after any single fault on the way",
    arguments: [
      "ListEngineVersionMetadata", "ValidateSqlStatement", "ListDeploymentDrafts", "GetDeploymentsByName",
      "CreateDeploymentDraft",
      "DeployDeploymentDraftAsync", "GetDeployDeploymentDraftResult", "GetDeployment", "ListJobs", "StartJobWithParams",
      "GetJob",
    ],
    [
      Fault.Kind.status(500), .status(503), .throttle(retryAfter: 10), .dropBeforeEffect, .dropAfterEffect, .garble,
      .html, .nonceUsed,
    ])
  func singleFaults(_ operation: String, _ kind: Fault.Kind) async throws {
    try await Fixture.with { fixture in
      fixture.emulator.inject(Fault(kind, operation: operation))
      try await fixture.withApplication { application in
        let result = await call(application)
        #expect(result.document["status"] == "RUNNING", "\(JSON.object(result.document).text)")
      }
      #expect(fixture.cloud == (1, 1, 1))
    }
  }

  @Test(
    "leaves nothing behind if it cannot succeed, and reports the failure",
    arguments: [
      (Fault.Kind.ticketFails, "DeployDeploymentDraftAsync", "deploy_failed"),
      (.jobFails, "StartJobWithParams", "job_failed"),
      (.refuse, "StartJobWithParams", "990399"), (.refuse, "DeployDeploymentDraftAsync", "990399"),
      (.refuse, "GetDeployment", "990399"),
      (.status(500), "StartJobWithParams", "InternalError"),
      (.dropAfterEffect, "DeployDeploymentDraftAsync", "RUNNING"),
    ])
  func rollsBack(_ kind: Fault.Kind, _ operation: String, _ code: String) async throws {
    try await Fixture.with { fixture in
      fixture.emulator.inject(
        Fault(kind, operation: operation, count: operation == "StartJobWithParams" && kind != .jobFails ? nil : 1))
      try await fixture.withApplication { application in
        let result = await call(application, ["flink_conf": ["a": "b"]])
        if code == "RUNNING" {
          #expect(result.document["status"] == "RUNNING")
          return
        }
        #expect(result.document["error"]?["code"]?.string == code, "\(JSON.object(result.document).text)")
        #expect(result.document["error"]?["rolled_back"] == true)
        #expect(result.document["status"] == "ROLLED_BACK")
        #expect(fixture.cloud == (0, 0, 0))
        let row = try await fixture.store.query("select status, error_message from aliyun_flink_jobs").first
        #expect(try row?.string("status") == "ROLLED_BACK")
      }
    }
  }

  @Test("returns the same job for the same request, and rejects other arguments with its name or key")
  func idempotency() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let results = await withTaskGroup(of: ActionResult.self) { group in
          for _ in 0..<8 { group.addTask { await call(application) } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(results.map { $0.document["job_id"]?.string }).count == 1)
        #expect(results.allSatisfy { $0.document["status"] == "RUNNING" })
        #expect(await call(application, ["startup_mode": "latest-offset"]).document["error"]?["code"] == "conflict")
        let keyed = await call(application, ["name": "other", "idempotency_key": "k"])
        #expect(keyed.document["status"] == "RUNNING")
        #expect(
          await call(application, ["name": "third", "idempotency_key": "k"]).document["error"]?["code"] == "conflict")
        #expect(
          await call(application, ["name": "other", "idempotency_key": "k"]).document["job_id"]
            == keyed.document["job_id"])
      }
      #expect(fixture.cloud == (2, 2, 2))
    }
  }

  @Test("does not touch a draft or deployment of the same name that has another origin")
  func nameTaken() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        _ = await call(application, ["name": "taken", "start": false])
        try await fixture.store.query("update flink_operations set outcome = 'failed', subject = 'gone'")
        let result = await call(application, ["name": "taken"])
        #expect(result.document["error"]?["code"] == "name_taken")
      }
      #expect(fixture.cloud == (1, 1, 0))
    }
  }

  @Test("runs one job for several tables, in any order of their names")
  func severalTables() async throws {
    let tables = [
      "create table orders (order_id bigint primary key, amount numeric(18,2), status text)",
      "create table states (status text primary key)",
    ]
    try await Fixture.with(tables: tables) { fixture in
      try await fixture.withApplication { application in
        let result = await call(application, ["more_tables": ["states"]])
        #expect(result.document["status"] == "RUNNING", "\(JSON.object(result.document).text)")
        let again = await call(application, ["hologres_table": "states", "more_tables": ["orders"]])
        #expect(again.document["job_id"] == result.document["job_id"])
        #expect(await call(application).document["job_id"] != result.document["job_id"])
        let rows = try await fixture.store.query("select hologres_table from flink_sql_record order by id")
        #expect(try rows.map { try $0.string("hologres_table") } == ["public.orders, public.states", "public.orders"])
      }
      #expect(fixture.cloud == (2, 2, 2))
    }
  }

  @Test("stops at DEPLOYED if the call asks for it")
  func noStart() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let result = await call(application, ["start": false])
        #expect(result.document["status"] == "DEPLOYED")
        #expect(result.nextStep == .start(deploymentID: result.identity.deploymentID ?? ""))
      }
      #expect(fixture.cloud == (1, 1, 0))
    }
  }

  @Test("changes nothing in a dry run, which also works without Alibaba Cloud")
  func dryRun() async throws {
    try await Fixture.with { fixture in
      for endpoint in [fixture.emulator.endpoint, "http://127.0.0.1:1"] {
        try await fixture.withApplication(["ALIYUN_ENDPOINT": endpoint, "DATABASE_URL": nil]) { application in
          let result = await call(application, ["dry_run": true])
          #expect(result.document["flink_sql"]?.string?.contains("INSERT INTO") == true)
          #expect(result.document["columns"]?.array?.count == 3)
          let isReachable = endpoint == fixture.emulator.endpoint
          #expect(result.document.warningCodes.contains("not_validated") == !isReachable)
        }
      }
      #expect(fixture.cloud == (0, 0, 0))
      #expect(try await fixture.store.query("select count(*) as n from flink_sql_record").first?.int("n") == 0)
    }
  }

  @Test("shows every column when some have no conversion, in a dry run and in a deploy", arguments: [true, false])
  func refusedColumns(_ isDryRun: Bool) async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let messages: JSON = [["amount": true, "status": "NEW"]]
        let result = await call(application, ["sample_messages": messages, "dry_run": .bool(isDryRun)])
        #expect(result.document["error"]?["code"] == "missing_fields")
        let columns = result.document["columns"]?.array ?? []
        let verdicts = columns.map { [$0["column"]?.string, $0["field"]?.string, $0["verdict"]?.string] }
        #expect(
          verdicts == [
            ["order_id", nil, "impossible"], ["amount", "amount", "impossible"], ["status", "status", "exact"],
          ])
        #expect(columns.prefix(2).allSatisfy { $0["reason"]?.string?.isEmpty == false })
        #expect(result.document["dry_parse"]?["messages"] == 1)
        #expect(result.document["flink_sql"] == nil)
      }
      #expect(fixture.cloud == (0, 0, 0))
    }
  }

  @Test("creates no job that every message would stop, and shows what is wrong", arguments: [true, false])
  func unreadable(_ isDryRun: Bool) async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let changes: JSONObject = [
          "columns": [["name": "order_id", "type": "BIGINT"], ["name": "status", "type": "STRING"]],
          "sample_messages": [["order_id": "x"], ["order_id": "y"], ""], "dry_run": .bool(isDryRun),
        ]
        let result = await call(application, changes).document
        #expect(result["error"]?["code"] == "messages_unreadable")
        #expect(result["outcome"] == "failed")
        #expect(result["next_step"]?.isNull == true)
        #expect(result["dry_parse"]?["messages"] == 3)
        #expect(result["dry_parse"]?["failed"] == 2)
        #expect(result["dry_parse"]?["failures"]?.array?.map { $0["code"] } == ["type_mismatch"])
        #expect(result["columns"]?.array?.count == 2)
      }
      #expect(fixture.cloud == (0, 0, 0))
    }
  }

  @Test("is the next step after a dry run only if no message would stop the job")
  func advice() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        for (value, advice) in [(JSON.int(2), NextStep.deploy), ("x", .correctThenDeploy)] {
          let changes: JSONObject = [
            "columns": [["name": "order_id", "type": "BIGINT"]], "dry_run": true,
            "sample_messages": [["order_id": 1], ["order_id": value]],
          ]
          let result = await call(application, changes)
          #expect(result.outcome == .succeeded)
          #expect(result.nextStep == advice)
        }
      }
    }
  }

  private static let badInputs: [(JSONObject, String)] = [
    (["topic": "no such topic"], "invalid_topic"), (["hologres_table": "nope"], "unknown_table"),
    (["hologres_table": "a.b.c"], "invalid_table"), (["sample_messages": ["not json"]], "no_schema"),
    (["sample_messages": [""]], "no_schema"), (["columns": [["name": "x", "type": "JSON"]]], "invalid_type"),
    (["columns": [["name": "${x}", "type": "INT"]]], "invalid_column"),
    (["columns": [["name": "order_id"]]], "invalid_type"),
    (["columns": [["name": "o", "metadata": "offsets"]]], "invalid_arguments"), (["topic": ""], "invalid_topic"),
    (["hologres_table": ""], "invalid_table"),
    (["columns": [["name": "z", "type": "INT"]]], "unknown_fields"),
    (["columns": [["name": "status", "type": "STRING"]]], "missing_fields"),
    (["startup_mode": "timestamp"], "invalid_arguments"),
    (["startup_mode": "latest-offset", "startup_timestamp_ms": 5], "invalid_arguments"),
    (["startup_mode": "specific-offsets"], "invalid_arguments"),
    (["startup_mode": "timestamp", "startup_offsets": ["0": 1]], "invalid_arguments"),
    (["startup_timestamp_ms": 5, "startup_offsets": ["0": 1]], "invalid_arguments"),
    (["startup_offsets": [:]], "invalid_arguments"), (["startup_offsets": ["-1": 1]], "invalid_arguments"),
    (["startup_offsets": ["00": 1]], "invalid_arguments"), (["startup_offsets": ["0": -1]], "invalid_arguments"),
    (["startup_offsets": ["0": 1.5]], "invalid_arguments"),
    (["startup_offsets": ["9999999999": 1]], "invalid_arguments"),
    (["event_time": "status"], "invalid_event_time"), (["event_time": "gone"], "invalid_event_time"),
    (["more_tables": ["public.orders"]], "invalid_arguments"), (["more_tables": ["nope"]], "unknown_table"),
    (["name": "a/b"], "invalid_name"),
    (["engine_version": "vvr-1"], "unknown_engine_version"),
    (["deployment_target": "nowhere"], "unknown_deployment_target"),
    (["sql": "SELECT 1"], "invalid_sql"), (["checkpoint_interval_seconds": 1e300], "invalid_arguments"),
    (["restart_strategy": ["type": "fixed-delay", "delay_seconds": 1e300]], "invalid_arguments"),
    (["sql": "SELECT 1", "dry_run": true], "invalid_sql"),
  ]

  @Test("rejects unusable input with a remedy, and creates nothing", arguments: badInputs)
  func badInput(_ changes: JSONObject, _ code: String) async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let result = await call(application, changes)
        #expect(result.isError)
        #expect(result.document["error"]?["code"]?.string == code, "\(JSON.object(result.document).text)")
        #expect(result.document["error"]?["remedy"]?.string?.isEmpty == false)
      }
      #expect(fixture.cloud == (0, 0, 0))
    }
  }

  @Test("rejects SQL with a literal secret, names its place, and stores it nowhere", arguments: [true, false])
  func literalSecret(_ isDryRun: Bool) async throws {
    let sql = "CREATE TEMPORARY TABLE h (a INT) WITH ('connector' = 'print',\n  'password' = 'hunter2!');"
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let result = await call(application, ["sql": .string(sql), "dry_run": .bool(isDryRun)])
        #expect(result.document["error"]?["code"] == "sql_lint")
        let findings = result.document["findings"]?.array ?? []
        #expect(findings.map { [$0["code"], $0["line"], $0["column"]] } == [["literal_secret", 2, 16]])
        #expect(result.document["flink_sql"] == nil)
        #expect(!JSON.object(result.document).text.contains("hunter2"))
      }
      #expect(fixture.cloud == (0, 0, 0))
      let kept = try await fixture.store.query(
        "select count(*) as n from flink_audit a where a::text like '%hunter2%'")
      #expect(try kept.first?.int("n") == 0)
    }
  }

  @Test("compares given SQL with the table that it writes, if that can be read", arguments: [true, false])
  func givenAgainstTable(_ isReadable: Bool) async throws {
    let sql = """
      CREATE TEMPORARY TABLE h (order_id BIGINT, amount DECIMAL(18, 2)) WITH ('connector' = 'hologres',
        'endpoint' = 'h:80', 'dbname' = 'DATABASE', 'tablename' = 'public.orders',
        'username' = '${secret_values.hologres_username}', 'password' = '${secret_values.hologres_password}');
      INSERT INTO h SELECT 1, CAST(2 AS DECIMAL(18, 2));
      """
    try await Fixture.with { fixture in
      try await fixture.withApplication(isReadable ? [:] : ["HOLOGRES_ENDPOINT": "127.0.0.1:1"]) { application in
        let script = sql.replacing("DATABASE", with: fixture.targetDatabase)
        let result = await call(application, ["sql": .string(script), "sample_messages": .null, "dry_run": true])
        #expect(result.document["success"] == true, "\(JSON.object(result.document).text)")
        #expect(result.document.findingCodes == (isReadable ? ["primary_key_missing"] : []))
        let replacements = result.document["findings"]?.array?.map { $0["replacement"]?.string }
        #expect(replacements == (isReadable ? ["PRIMARY KEY (`order_id`) NOT ENFORCED"] : nil))
      }
    }
  }

  private static let unreachables: [([String: String?], String, String)] = [
    (["DATABASE_URL": "postgresql://u:hidden@127.0.0.1:1/x"], "database_unavailable", "DATABASE_URL"),
    (["DATABASE_URL": nil], "database_not_configured", "DATABASE_URL"),
    (["ALIYUN_FLINK_NAMESPACE": nil], "missing_setting", "ALIYUN_FLINK_NAMESPACE"),
    (["ALIYUN_ENDPOINT": "http://127.0.0.1:1", "FLINK_DEPLOY_STEP_TIMEOUT": "2"], "Transport", "ALIYUN_ENDPOINT"),
    (["ALIYUN_ACCESS_KEY_SECRET": "hidden"], "SignatureDoesNotMatch", "ALIYUN_ACCESS_KEY_SECRET"),
    (["HOLOGRES_ENDPOINT": "127.0.0.1:1"], "hologres_unreachable", "HOLOGRES_ENDPOINT"),
    (["FLINK_KAFKA_BOOTSTRAP_SERVERS": nil], "missing_setting", "FLINK_KAFKA_BOOTSTRAP_SERVERS"),
    (["ALIYUN_FLINK_WORKSPACE_ID": "other"], "InvalidWorkspace.NotFound", "ALIYUN_FLINK_WORKSPACE_ID"),
  ]

  @Test("names the setting of a system that is missing or cannot be reached", arguments: unreachables)
  func unreachable(_ changes: [String: String?], _ code: String, _ setting: String) async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication(changes) { application in
        let result = await call(application)
        #expect(result.document["error"]?["code"]?.string == code, "\(JSON.object(result.document).text)")
        #expect(result.document["error"]?["remedy"]?.string?.contains(setting) == true)
        #expect(!JSON.object(result.document).text.contains("hidden"))
      }
      #expect(fixture.cloud == (0, 0, 0))
    }
  }
}
