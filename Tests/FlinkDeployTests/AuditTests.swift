import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The audit", .endsIfStuck)
struct AuditTests {
  private static let secrets = [
    "testAccessKeySecret", "stsTestToken", "holo-pass-4711", "kafka-pass-4711", "db-pass-4711", "literal-pass-4711",
  ]

  @Test("has every effect with its request ID and every refusal, and status --history prints it")
  func history() async throws {
    try await Fixture.with { fixture in
      let environment = fixture.environment
      let deploy = ["deploy", "orders", "orders", "--column", "order_id:BIGINT", "--conf", "a=b"]
      #expect(try await Program.run("flink-deploy", deploy, environment: environment).ending == .exited(0))
      let refused = try await Program.run(
        "flink-deploy", deploy + ["--startup-mode", "latest-offset"], environment: environment)
      #expect(refused.ending == .exited(1))
      fixture.emulator.inject(Fault(.savepointFails, operation: "StopJob"))
      let deployment = fixture.emulator.state["deployments"]?.object?.keys.first ?? ""
      _ = try await Program.run("flink-deploy", ["stop", deployment], environment: environment)
      let printed = try await Program.run(
        "flink-deploy", ["status", "--history", deployment, "--json"], environment: environment)
      let entries = try JSON.parse(printed.output).array ?? []
      let effects = entries.filter { $0["kind"] == "effect" }
      #expect(
        effects.compactMap { $0["operation"]?.string } == [
          "CreateDeploymentDraft", "DeployDeploymentDraftAsync", "UpdateDeployment", "StartJobWithParams", "StopJob",
        ], "\(printed.output)")
      #expect(effects.allSatisfy { $0["request_id"]?.string?.isEmpty == false && $0["error"] == .null })
      #expect(entries.allSatisfy { $0["client"]?.string?.hasPrefix("flink-deploy ") == true })
      #expect(entries.contains { $0["kind"] == "failure" && $0["error"] == "savepoint_failed" })
      let refusals = try await fixture.store.query("select error, arguments from flink_audit where kind = 'refusal'")
      let errors = try refusals.map { try $0.requiredString("error") }
      #expect(errors == ["conflict"], "\(errors) \(refused.output) \(refused.error)")
      let table = try await Program.run("flink-deploy", ["status", "--history", deployment], environment: environment)
      #expect(table.output.hasPrefix("TIME"))
      // A job that is started again has a row of its own; the history of the deployment is one.
      fixture.emulator.stopByHand(fixture.emulator.state["jobs"]?.object?.keys.first ?? "")
      _ = try await Program.run("flink-deploy", ["start", deployment], environment: environment)
      let again = try await Program.run(
        "flink-deploy", ["status", "--history", deployment, "--json"], environment: environment)
      let starts = try JSON.parse(again.output).array?.count { $0["operation"] == "StartJobWithParams" }
      #expect(starts == 2, "\(again.output)")
    }
  }

  @Test("a refusal with U+0000, which the database cannot store, is audited, and so is the next")
  func zeros() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let caller = Caller(client: "a\0b", hasCancelled: { false }, onProgress: { _, _, _ in })
        for name in ["x\0y", "/"] {
          let deploy = GenerateAndDeploy(application: application, caller: caller)
          let answer = await deploy.run([
            "topic": "orders", "hologres_table": "orders", "name": .string(name), "a\0": 1,
          ])
          #expect(answer.isError)
        }
        // The database would take the id for the one before the zero.
        let cut: JSONObject = ["job_id": "j\0x"]
        let answers = [
          await StopJob(application: application, caller: caller).run(cut),
          await StartJob(application: application, caller: caller).run(["deployment_id": "d\0x"]),
          await GetJobStatus(application: application, caller: caller).run(cut),
        ]
        #expect(answers.allSatisfy { $0.document["error"]?["code"] == "invalid_arguments" })
        while try await fixture.store.query("select 1 from flink_audit where kind = 'refusal'").count < 4 {
          try await Task.sleep(for: .milliseconds(20))
        }
      }
    }
  }

  @Test("secrets are in no log, result, error, table of the store, or audit")
  func secrecy() async throws {
    try await Fixture.with { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LOG_LEVEL"] = "trace"
      environment["HOLOGRES_PASSWORD"] = "holo-pass-4711"
      environment["KAFKA_SASL_PASSWORD"] = "kafka-pass-4711"
      environment["DATABASE_URL"] = (environment["DATABASE_URL"] ?? "").replacing(":sandbox@", with: ":db-pass-4711@")
      environment["ALIYUN_ACCESS_KEY_ID"] = "STS.testKeyId"
      environment["ALIYUN_ACCESS_KEY_SECRET"] = "stsTestSecret"
      environment["ALIYUN_SECURITY_TOKEN"] = "stsTestToken+/="
      var seen = ""
      func run(_ arguments: [String], _ changes: [String: String] = [:]) async throws {
        let run = try await Program.run(
          "flink-deploy", arguments, environment: environment.merging(changes) { _, new in new })
        seen += run.output + run.error
      }
      fixture.emulator.inject(Fault(.status(500), operation: "CreateDeploymentDraft"))
      let deploy = ["deploy", "orders", "orders", "--column", "order_id:BIGINT"]
      try await run(deploy)
      try await run(deploy + ["--name", "other", "--conf", "s3.secret-key=literal-pass-4711", "--dry-run"])
      try await run(deploy + ["--name", "other", "--conf", "s3.secret-key=literal-pass-4711", "--no-start"])
      try await run(["doctor"])
      // Each of the secrets wrong, or its server away.
      try await run(deploy + ["--name", "third"], ["ALIYUN_ACCESS_KEY_SECRET": "testAccessKeySecret"])
      try await run(deploy + ["--name", "third"], ["ALIYUN_SECURITY_TOKEN": "stsTestToken-wrong"])
      try await run(deploy, ["DATABASE_URL": "postgresql://u:db-pass-4711@127.0.0.1:1/x"])
      try await run(deploy, ["DATABASE_URL": "postgresql://u:db-pass-4711@[bad"])
      try await run(deploy + ["--name", "fourth"], ["HOLOGRES_ENDPOINT": "127.0.0.1:1"])
      for table in ["flink_sql_record", "aliyun_flink_jobs", "flink_journal", "flink_audit"] {
        seen +=
          try await fixture.store.query("select coalesce(json_agg(t)::text, '') as all from \(table) t")
          .first?.string("all") ?? ""
      }
      #expect(seen.count > 5000)
      for secret in Self.secrets + ["stsTestSecret"] { #expect(!seen.contains(secret), "\(secret) was seen") }
    }
  }
}
