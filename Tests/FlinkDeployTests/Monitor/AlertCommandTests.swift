import Alerting
import AliyunFlinkEmulator
import DeploymentStore
import Deployments
import JSONCoding
import JobHealth
import ModelContextProtocol
import Postgres
import Sandbox
import TestSupport
import Testing
import ToolSchemas

@testable import FlinkDeploy

@Suite("Alerts for people and assistants", .endsIfStuck)
struct AlertCommandTests {
  private static let now = 1_790_000_000_000

  /// Opens an alert about a deployment, as a monitor does.
  private static func open(
    _ fixture: Fixture, deployment: String, channel: String = "ops"
  ) async throws -> Alert {
    let store = PostgresAlertStore(
      client: fixture.store,
      scope: .init(
        workspaceID: fixture.workspaceID, namespace: fixture.environment["ALIYUN_FLINK_NAMESPACE"] ?? "", owner: "a"))
    guard case .leads(let fence) = try await store.takeLead() else { throw CancellationError() }
    var facts = AlertFacts()
    facts.deploymentName = "orders"
    facts.failure = .init(exception: "org.postgresql.util.PSQLException", message: "relation \"orders\" does not exist")
    let alert = Alert(
      id: "6d2c1f0e-8f5b-4a8e-9a51-3f0f6a1b2c3d", subject: .deployment(deployment), rule: .crashLoop,
      severity: .critical, since: now, openedAt: now, facts: facts)
    let message = AlertRecord.NewMessage(
      id: "00000000-0000-4000-8000-000000000001", kind: .firing, createdAt: now, notBefore: now)
    let outcome = try await store.record(
      AlertRecord(opened: [StoredAlert(alert, openingMessage: message.id)], messages: [message]),
      for: [Recipient(channel: channel, severity: .warning)], fence: fence, now: now)
    guard outcome == .recorded else { throw CancellationError() }
    return alert
  }

  @Test("are listed with undelivered messages, as tables and as JSON")
  func list() async throws {
    try await Fixture.with { fixture in
      let empty = try await Program.run("flink-deploy", ["alerts"], environment: fixture.environment)
      #expect(empty.ending == .exited(0), "\(empty.error)")
      let alert = try await Self.open(fixture, deployment: "d1")
      let table = try await Program.run("flink-deploy", ["alerts"], environment: fixture.environment)
      #expect(table.ending == .exited(0), "\(table.error)")
      for text in [alert.id, "orders", "critical", "PSQLException", "ops", "waiting"] {
        #expect(table.output.contains(text), "\(text) in \(table.output)")
      }
      let json = try JSON.parse(
        try await Program.run("flink-deploy", ["alerts", "--json"], environment: fixture.environment).output)
      #expect(json["alerts"]?.array?.first?["id"]?.string == alert.id)
      #expect(json["alerts"]?.array?.first?["deployment_id"] == "d1")
      #expect(json["undelivered"]?.array?.first?["channel"] == "ops")
      #expect(json["undelivered"]?.array?.first?["state"] == "waiting")
      let doctor = try await Program.run("flink-deploy", ["doctor", "--json"], environment: fixture.environment)
      let findings = try JSON.parse(doctor.output).array ?? []
      #expect(findings.first { $0["code"] == "alert_messages" }?["detail"]?.string?.contains("1 waiting") == true)
      #expect(findings.first { $0["code"] == "alert_channels" }?["state"] == "absent")
    }
  }

  @Test("are acknowledged by their ID; an unknown one is an error")
  func acknowledge() async throws {
    try await Fixture.with { fixture in
      let alert = try await Self.open(fixture, deployment: "d1")
      for _ in 0..<2 {
        let run = try await Program.run(
          "flink-deploy", ["alerts", "ack", alert.id.uppercased(), "--json"], environment: fixture.environment)
        #expect(run.ending == .exited(0), "\(run.error)")
        #expect(try JSON.parse(run.output)["state"] == "acknowledged")
      }
      let unknown = try await Program.run(
        "flink-deploy", ["alerts", "ack", "nonsense"], environment: fixture.environment)
      #expect(unknown.ending == .exited(1))
      #expect(unknown.error.contains("nonsense"))
    }
  }

  @Test("test a channel: 0 if the receiver took the message, 1 if not, 64 for an unknown name")
  func channel() async throws {
    let receiver = try LoopbackReceiver { count in .status([200, 503, 403][count - 1]) }
    defer { receiver.stop() }
    var environment = receiver.settings()
    environment["PATH"] = "/usr/bin"
    environment["FLINK_DEPLOY_ALERT_OPS_URL"]? += "?token=abcdefghijklmnopqrstuvwxyz"
    environment["FLINK_DEPLOY_ALERT_OPS_SECRET"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    for code: Int32 in [0, 1, 1] {
      let run = try await Program.run("flink-deploy", ["alerts", "test", "Ops"], environment: environment)
      #expect(run.ending == .exited(code), "\(run.error)")
      for secret in ["abcdefghijklmnop", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
        #expect(!(run.output + run.error).contains(secret))
      }
    }
    #expect(receiver.messages.allSatisfy { $0.title.hasPrefix("FIRING test") })
    let unknown = try await Program.run("flink-deploy", ["alerts", "test", "night"], environment: environment)
    #expect(unknown.ending == .exited(64))
    #expect(unknown.error.contains("'ops'"))
    #expect(receiver.messages.count == 3)
  }

  private static let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })

  private static func deploy(_ application: Application) async -> JSON {
    .object(
      await GenerateAndDeploy(application: application, caller: caller).run([
        "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
        "columns": [["name": "order_id", "type": "BIGINT"]],
      ]).document)
  }

  @Test("are in the status of their job")
  func status() async throws {
    try await Fixture.with { fixture in
      let deployment = try await fixture.withApplication { application in
        let job = await Self.deploy(application)
        let id = job["deployment_id"]?.string ?? ""
        func status() async -> JSON {
          .object(
            await GetJobStatus(application: application, caller: Self.caller)
              .run(["deployment_id": .string(id)]).document)
        }
        #expect(await status()["alerts"] == [])
        let alert = try await Self.open(fixture, deployment: id)
        let result = await status()
        let shown = result["alerts"]?.array?.first
        #expect(result["alerts"]?.array?.count == 1, "\(result.text)")
        #expect(shown?["id"]?.string == alert.id)
        #expect(shown?["rule"] == "crash_loop")
        #expect(shown?["severity"] == "critical")
        #expect(shown?["count"] == 1)
        #expect(shown?["since"] == "2026-09-21T14:13:20Z")
        #expect(shown?["message"]?.string?.contains("PSQLException") == true)
        let document = try #require(
          ToolSchemas.documents.compactMap { try? JSON.parse($0) }.first { $0["name"] == "get_job_status" })
        let schema = try #require(document["outputSchema"])
        #expect(JSONSchema(schema).violations(in: result).isEmpty)
        return id
      }
      let run = try await Program.run("flink-deploy", ["status", deployment], environment: fixture.environment)
      #expect(run.output.contains("critical: the job fails and restarts repeatedly: PSQLException"), "\(run.output)")
    }
  }

  @Test("notify the subscribers of their job")
  func notified() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let job = await Self.deploy(application)
        let resources = JobResources(application: application)
        let uri = "flink-deploy://jobs/\(job["aliyun_job_id"]?.int ?? 0)"
        let changes = try #require(await resources.changes(of: uri))
        _ = try await Self.open(fixture, deployment: job["deployment_id"]?.string ?? "")
        var count = 0
        for await _ in changes {
          count += 1
          break
        }
        #expect(count == 1)
      }
    }
  }
}
