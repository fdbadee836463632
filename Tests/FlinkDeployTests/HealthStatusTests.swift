import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The health in the status of a job", .endsIfStuck)
struct HealthStatusTests {
  private func caller() -> Caller { Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in }) }

  private func deploy(_ application: Application) async -> JSON {
    .object(
      await GenerateAndDeploy(application: application, caller: caller()).run([
        "topic": "orders", "hologres_table": "orders", "wait_seconds": 90,
        "columns": [["name": "order_id", "type": "BIGINT"]],
      ]).document)
  }

  private func status(_ job: JSON, _ application: Application, observing seconds: Double = 0) async -> JSON {
    .object(
      await GetJobStatus(application: application, caller: caller()).run([
        "job_id": job["job_id"] ?? .null, "observe_seconds": .number(JSONNumber(seconds)),
      ]).document)
  }

  @Test(
    "is the verdict on what the job does",
    arguments: [
      (JobScenario.crashLoop, 0.0, "CRASH_LOOP"), (.flowing, 11, "FLOWING"), (.idle, 12, "IDLE"),
      (.blockedSink, 24, "NOT_WRITING"),
    ])
  func verdict(_ scenario: JobScenario, _ seconds: Double, _ expected: String) async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let job = await deploy(application)
        fixture.emulator.play(scenario, job: job["job_id"]?.string ?? "")
        if [.crashLoop, .idle].contains(scenario) {
          // A loop shows after some restarts, and silence after the last messages.
          _ = await status(job, application, observing: 8)
        }
        let health = await status(job, application, observing: seconds)["health"]
        #expect(health?["verdict"]?.string == expected, "\(health?.text ?? "")")
        #expect(health?["reasons"]?.array?.isEmpty == false)
        #expect(health?["arrival"]?["checked"] == false)
        #expect((health?.text.utf8.count ?? 0) < 2048)
      }
    }
  }

  @Test("is that of the job while its deploy still waits for messages, and the deploy stays in progress")
  func undecided() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let begun = await GenerateAndDeploy(application: application, caller: caller()).run([
          "topic": "orders", "hologres_table": "orders", "wait_seconds": 0, "wait_until": "FLOWING",
          "columns": [["name": "order_id", "type": "BIGINT"]],
        ]).document
        let record = try #require(begun["aliyun_job_id"])
        func status(_ more: JSONObject = [:]) async -> JSONObject {
          var arguments: JSONObject = ["aliyun_job_id": record]
          for member in more.members { arguments[member.key] = member.value }
          return await GetJobStatus(application: application, caller: caller()).run(arguments).document
        }
        let running = await status(["wait_for": ["RUNNING"], "wait_seconds": 60])
        #expect(running["status"] == "RUNNING", "\(JSON.object(running).text)")
        #expect(running["outcome"] == "in_progress", "\(JSON.object(running).text)")
        #expect(running["next_step"]?.string?.contains("get_job_status") == true)
        #expect(
          running["health"]?["reasons"]?.array?.contains { $0.string?.contains("did not report") == true } == false)
        let ended = await status(["wait_seconds": 120])
        #expect(ended["outcome"] == "succeeded", "\(JSON.object(ended).text)")
        let repeated = await status()
        #expect(repeated["outcome"] == "succeeded")
      }
    }
  }

  @Test("costs at most eight calls, and needs a second reading to say more than UNKNOWN")
  func calls() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let job = await deploy(application)
        let before = fixture.emulator.requestCounts.values.reduce(0, +)
        let status = await status(job, application)
        #expect(fixture.emulator.requestCounts.values.reduce(0, +) - before <= 8)
        #expect(["UNKNOWN", "STARTING"].contains(status["health"]?["verdict"]?.string ?? ""), "\(status.text)")
        #expect(status["status"] == "RUNNING")
      }
    }
  }

  @Test("is UNKNOWN, and says why, where the proxy is refused; the status is known all the same")
  func refused() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let job = await deploy(application)
        fixture.emulator.inject(Fault(.refuse, operation: "FlinkApiProxy", count: nil))
        let status = await status(job, application)
        #expect(status["outcome"] == "succeeded")
        #expect(status["status"] == "RUNNING")
        #expect(status["health"]?["verdict"] == "UNKNOWN")
        #expect(status["health"]?["reasons"]?.array?.isEmpty == false)
        #expect(status["health"]?["pending_records"] == .null)
      }
    }
  }

  @Test("is NOT_RUNNING for a stopped job, without a question to Flink")
  func stopped() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication { application in
        let job = await deploy(application)
        _ = await StopJob(application: application, caller: caller()).run(["job_id": job["job_id"] ?? .null])
        let asked = fixture.emulator.requestCounts["FlinkApiProxy"]
        let status = await status(job, application)
        #expect(status["health"]?["verdict"] == "NOT_RUNNING", "\(status.text)")
        #expect(fixture.emulator.requestCounts["FlinkApiProxy"] == asked)
      }
    }
  }
}
