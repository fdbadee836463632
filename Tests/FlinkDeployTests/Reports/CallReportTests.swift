import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Reported calls", .endsIfStuck)
struct CallReportTests {
  private static let deploy: JSONObject = [
    "topic": "orders", "hologres_table": "public.orders", "start": false, "wait_seconds": 10,
    "columns": [["name": "order_id", "type": "BIGINT"]],
  ]

  private static func run(_ application: Application, _ more: JSONObject) async -> ActionResult {
    var arguments = deploy
    for member in more.members { arguments[member.key] = member.value }
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
    return await GenerateAndDeploy(application: application, caller: caller).run(arguments)
  }

  @Test(
    "a dry run of the command line fails for an engine version or a queue that does not exist", .bug(id: "X-02"),
    arguments: [
      ("--engine-version", "nosuch", "unknown_engine_version"),
      ("--engine-version", "vvr-9.9.9-flink-1.99", "unknown_engine_version"),
      ("--deployment-target", "nosuch", "unknown_deployment_target"),
    ])
  func unknownNames(_ flag: String, _ name: String, _ code: String) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      let run = try await Program.run(
        "flink-deploy",
        ["deploy", "orders", "public.orders", "--column", "order_id:BIGINT", "--dry-run", "--json", flag, name],
        environment: fixture.environment)
      let error = try JSON.parse(run.output)["error"]
      #expect(run.ending == .exited(1))
      #expect(error?["code"]?.string == code)
      #expect(error?["message"]?.string?.contains("'\(name)'") == true)
    }
  }

  @Test("a name that is taken is the conflict, not a new key, and another name is a way out", .bug(id: "X-03"))
  func takenName() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        #expect(await Self.run(application, [:]).outcome == .succeeded)
        let second: JSONObject = ["startup_mode": "latest-offset", "idempotency_key": "never-used-before"]
        let refused = await Self.run(application, second)
        let problem = refused.failure?.problem as? OperationProblem
        #expect(problem == .conflict(.deployment(name: "orders-to-public-orders")))
        #expect(refused.failure?.problem.text(application.voice).contains("never-used-before") == false)
        var renamed = second
        renamed["name"] = "orders-from-the-end"
        #expect(await Self.run(application, renamed).outcome == .succeeded)
      }
      #expect(fixture.cloud == (2, 2, 0))
    }
  }

  private static let source =
    "CREATE TEMPORARY TABLE k (id BIGINT, iv INTERVAL DAY TO SECOND(3)) WITH ('connector'='kafka','topic'='t',"
    + "'properties.bootstrap.servers'='k:9092','scan.startup.mode'='earliest-offset','format'='json');\n"

  @Test(
    "scripts of other clients are left to the platform, whose refusal is reported as its own", .bug(id: "2-13"),
    arguments: [
      source + "SELECT id FROM k;", "SHOW TABLES FROM c.d LIKE 'a%';",
      "STOP JOB '228d70913eab60dda85c5e7f78b5782c' WITH SAVEPOINT;",
    ])
  func platformRefuses(_ script: String) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let arguments: JSONObject = [
          "topic": "t", "hologres_table": "public.orders", "sql": .string(script), "dry_run": true,
        ]
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let result = await GenerateAndDeploy(application: application, caller: caller).run(arguments)
        #expect(result.document.findingCodes.isEmpty)
        guard case .invalidSQL(let reason)? = result.failure?.problem as? OperationProblem else {
          Issue.record("\(JSON.object(result.document).text)")
          return
        }
        #expect(!reason.isEmpty)
        #expect(fixture.emulator.requestCounts["ValidateSqlStatement"] == 1)
      }
    }
  }
}
