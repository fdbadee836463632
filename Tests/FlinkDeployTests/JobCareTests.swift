import AliyunFlinkEmulator
import Deployments
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

/// What people, other tools and the platform may do to a job between our calls.
@Suite("start_job, stop_job and get_job_status", .endsIfStuck)
struct JobCareTests {
  /// A deployment, and the calls of its tools.
  private struct Session {
    let fixture: Fixture
    let application: Application
    let deploymentID: String
    let jobID: String

    private var caller: Caller { Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in }) }

    func start(_ more: JSONObject = [:]) async -> JSONObject {
      await StartJob(application: application, caller: caller)
        .run(merged(["deployment_id": .string(deploymentID), "wait_seconds": 30], more)).document
    }

    func stop(_ more: JSONObject) async -> JSONObject {
      await StopJob(application: application, caller: caller).run(merged(["wait_seconds": 30], more)).document
    }

    func status(_ arguments: JSONObject) async -> JSONObject {
      await GetJobStatus(application: application, caller: caller).run(arguments).document
    }

    private func merged(_ base: JSONObject, _ more: JSONObject) -> JSONObject {
      var base = base
      for member in more.members { base[member.key] = member.value }
      return base
    }

    /// Waits until the cloud has the job in a state.
    func reach(_ state: String, _ jobID: String) async throws {
      while fixture.emulator.state["jobs"]?[jobID]?["status"]?["currentJobStatus"]?.string != state {
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }

  private func with(
    starts: Bool = true, durations: EmulatorConfiguration.Durations = .init(ticket: 20, start: 30, stop: 30),
    _ body: @escaping @Sendable (Session) async throws -> Void
  ) async throws {
    try await Fixture.with(durations: durations, sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let deployed = await GenerateAndDeploy(application: application, caller: caller).run([
          "topic": "orders", "hologres_table": "orders", "start": .bool(starts), "wait_seconds": 30,
          "columns": [["name": "order_id", "type": "BIGINT"]],
        ]).document
        #expect(deployed["success"] == true, "\(JSON.object(deployed).text)")
        try await body(
          Session(
            fixture: fixture, application: application, deploymentID: deployed["deployment_id"]?.string ?? "",
            jobID: deployed["job_id"]?.string ?? ""))
      }
    }
  }

  @Test("a job that is already running is returned, also if it was started in the console")
  func alreadyRunning() async throws {
    try await with(starts: false) { session in
      let byHand = session.fixture.emulator.startByHand(session.deploymentID)
      let started = await session.start()
      #expect(started["job_id"]?.string == byHand)
      #expect(started["status"] == "RUNNING")
      #expect(started.warningCodes.contains("already_running"))
      #expect(session.fixture.cloud == (1, 1, 1))
    }
  }

  @Test("eight starts at once start one job")
  func startsAtOnce() async throws {
    try await with(starts: false) { session in
      let ids = await withTaskGroup(of: String?.self) { group in
        for _ in 0..<8 { group.addTask { await session.start()["job_id"]?.string } }
        return await group.reduce(into: Set<String?>()) { $0.insert($1) }
      }
      #expect(ids.count == 1)
      #expect(session.fixture.emulator.state["jobs"]?.object?.members.count == 1)
    }
  }

  @Test("a start while the former job is stopping waits for its end")
  func startWhileStopping() async throws {
    try await with(durations: .init(ticket: 20, start: 30, stop: 400)) { session in
      session.fixture.emulator.stopByHand(session.jobID)
      let started = await session.start()
      #expect(started["status"] == "RUNNING")
      #expect(started["job_id"]?.string != session.jobID)
      #expect(session.fixture.cloud == (1, 1, 1))
    }
  }

  @Test("a job that has already stopped is reported, and nothing is stopped")
  func alreadyStopped() async throws {
    try await with { session in
      session.fixture.emulator.stopByHand(session.jobID)
      try await session.reach("CANCELLED", session.jobID)
      let stopped = await session.stop(["job_id": .string(session.jobID)])
      #expect(stopped["success"] == true)
      #expect(stopped["status"] == "CANCELLED")
      #expect(stopped.warningCodes.contains("already_ended"))
      #expect(session.fixture.emulator.requestCounts["StopJob"] == nil)
    }
  }

  @Test("a stop that was requested in the console is joined")
  func stopInProgress() async throws {
    try await with(durations: .init(ticket: 20, start: 30, stop: 200)) { session in
      session.fixture.emulator.stopByHand(session.jobID)
      let stopped = await session.stop(["deployment_id": .string(session.deploymentID)])
      #expect(stopped["status"] == "CANCELLED")
      #expect(session.fixture.emulator.requestCounts["StopJob"] == nil)
    }
  }

  @Test("a failed savepoint is reported and the job keeps running; NONE still stops it")
  func savepointFails() async throws {
    try await with { session in
      session.fixture.emulator.inject(Fault(.savepointFails, operation: "StopJob"))
      let failed = await session.stop(["job_id": .string(session.jobID)])
      #expect(failed["error"]?["code"] == "savepoint_failed", "\(JSON.object(failed).text)")
      #expect(failed["error"]?["remedy"]?.string?.contains("NONE") == true)
      #expect(failed["status"] == "RUNNING")
      #expect(session.fixture.cloud.activeJobs == 1)
      let stopped = await session.stop(["job_id": .string(session.jobID), "stop_strategy": "NONE"])
      #expect(stopped["status"] == "CANCELLED")
    }
  }

  @Test("a stop completes a savepoint, and the next start resumes from the latest state")
  func keepsState() async throws {
    try await with { session in
      let stopped = await session.stop(["job_id": .string(session.jobID)])
      #expect(stopped["status"] == "CANCELLED")
      #expect(stopped.warningCodes == [])
      let savepoints = session.fixture.emulator.state["savepoints"]?.object?.members ?? []
      #expect(savepoints.map { $0.value["status"]?["state"] } == ["COMPLETED"])
      let started = await session.start()
      let job = session.fixture.emulator.state["jobs"]?[started["job_id"]?.string ?? ""]
      #expect(job?["restoreStrategy"]?["kind"] == "LATEST_STATE")
    }
  }

  @Test("a deployment that was deleted by hand is reported, and can be created again")
  func deletedByHand() async throws {
    try await with { session in
      session.fixture.emulator.stopByHand(session.jobID)
      try await session.reach("CANCELLED", session.jobID)
      for id in [session.jobID, session.deploymentID] { session.fixture.emulator.deleteByHand(id) }
      let started = await session.start()
      #expect(started["error"]?["code"] == "990301", "\(JSON.object(started).text)")
      #expect(started["error"]?["message"]?.string?.contains(session.deploymentID) == true)
      let status = await session.status(["job_id": .string(session.jobID)])
      #expect(status["failure"]?.string == JobFailure.deletedFromPlatform.text(Voice(.english, .tools)))
      #expect(status["next_step"]?.string?.contains("generate_and_deploy") == true)
    }
  }

  @Test("a job that was restarted by hand has a new ID, which the result shows")
  func restartedByHand() async throws {
    try await with { session in
      session.fixture.emulator.stopByHand(session.jobID)
      try await session.reach("CANCELLED", session.jobID)
      let successor = session.fixture.emulator.startByHand(session.deploymentID) ?? ""
      let status = await session.status(["job_id": .string(session.jobID)])
      #expect(status["status"] == "CANCELLED")
      #expect(status.warning("successor")?["message"]?.string?.contains(successor) == true)
      #expect(status["next_step"]?.string?.contains(successor) == true)
      #expect(await session.status(["deployment_id": .string(session.deploymentID)])["job_id"]?.string == successor)
    }
  }

  @Test("if Alibaba Cloud is unavailable, the status is the last recorded one, marked stale, with its time")
  func stale() async throws {
    try await with { session in
      session.fixture.emulator.inject(Fault(.status(500), operation: "GetJob", count: nil))
      let status = await session.status(["job_id": .string(session.jobID)])
      #expect(status["stale"] == true)
      #expect(status["status"] == "RUNNING")
      #expect(status["as_of"]?.string?.hasSuffix("Z") == true)
    }
  }
}
