import JSONCoding
import Testing

@testable import AliyunFlinkEmulator

/// The inside of the emulated platform, without a socket: operations in, commands and answers out.
@Suite("The emulated platform")
struct PlatformTests {
  private static let sql = """
    CREATE TEMPORARY TABLE s (id INT) WITH ('connector' = 'kafka', 'topic' = 'my.topic');
    CREATE TEMPORARY TABLE t (id INT) WITH ('connector' = 'hologres', 'password' = '${secret_values.holo}');
    INSERT INTO t SELECT id FROM s
    """

  /// A platform with one deployment.
  private struct Fixture {
    var platform: Platform
    let deploymentID: String
    var now = 1_000_000

    init(runsJobs: Bool) throws {
      platform = Platform(durations: .init(ticket: 10, start: 20, stop: 30), namespace: "n", workspaceID: "w")
      platform.runsJobs = runsJobs
      platform.variables["holo"] = .init(value: "secret")
      let artifact: JSON = ["kind": "SQLSCRIPT", "sqlArtifact": ["sqlScript": .string(PlatformTests.sql)]]
      let call = OperationCall(
        name: "CreateDeployment", parameters: [], query: [:], body: ["name": "d", "artifact": artifact])
      deploymentID = try #require(
        platform.perform(call, now: 0, inside: { _ in nil }).data?["deploymentId"]?.string)
    }

    mutating func perform(
      _ name: String, _ id: String? = nil, query: [String: String] = [:], _ body: JSONObject = [:]
    ) throws -> JSON {
      let call = OperationCall(name: name, parameters: id.map { [$0] } ?? [], query: query, body: body)
      return try platform.perform(call, now: now, inside: { _ in nil }).data ?? .null
    }

    mutating func start(_ restore: JSONObject = ["kind": "NONE"]) throws -> String {
      let body: JSONObject = ["deploymentId": .string(deploymentID), "restoreStrategy": .object(restore)]
      return try #require(perform("StartJobWithParams", nil, body)["jobId"]?.string)
    }

    /// Reports that Flink has a job in this state.
    mutating func observe(_ jobID: String, _ state: String, restarts: Int = 0, exception: String? = nil) {
      let job = ObservedJob(state: state, restarts: restarts, exception: exception)
      platform.observe(.observed([Platform.engineID(jobID): job]), now)
    }
  }

  @Test("replaces the variables of a script before the engine gets it")
  func secrets() throws {
    var fixture = try Fixture(runsJobs: true)
    let jobID = try fixture.start()
    guard case .start(jobID, let submission, .none) = try #require(fixture.platform.commands.first) else {
      Issue.record("\(fixture.platform.commands)")
      return
    }
    #expect(submission.sql.contains("'password' = 'secret'"))
    #expect(submission.jobID == Platform.engineID(jobID))
    #expect(submission.configuration["execution.checkpointing.interval"] == "180s")
    #expect(submission.configuration["parallelism.default"] == "1")
  }

  @Test("fails a start whose variable does not exist, and names it")
  func missingVariable() throws {
    var fixture = try Fixture(runsJobs: true)
    _ = try fixture.perform("DeleteVariable", "holo")
    let jobID = try fixture.start()
    fixture.now += 100
    let status = try fixture.perform("GetJob", jobID)["status"]
    #expect(status?["currentJobStatus"] == "FAILED")
    #expect(status?["failure"]?["message"]?.string?.contains("'holo'") == true)
    #expect(fixture.platform.commands.isEmpty)
  }

  @Test(
    "maps Flink's states to its own",
    arguments: [
      ("CREATED", "STARTING"), ("RUNNING", "RUNNING"), ("RESTARTING", "RUNNING"), ("FAILING", "RUNNING"),
      ("FAILED", "FAILED"), ("CANCELED", "CANCELLED"), ("FINISHED", "FINISHED"),
    ])
  func states(_ flink: String, _ expected: String) throws {
    var fixture = try Fixture(runsJobs: true)
    let jobID = try fixture.start()
    fixture.observe(jobID, flink, restarts: 3, exception: "why")
    let status = try fixture.perform("GetJob", jobID)["status"]
    #expect(status?["currentJobStatus"]?.string == expected)
    if expected == "RUNNING" {
      #expect(status?["running"]?["observedFlinkJobRestarts"] == 3)
      #expect(status?["running"]?["observedFlinkJobStatus"]?.string == flink)
    }
    if expected == "FAILED" { #expect(status?["failure"]?["message"] == "why") }
  }

  @Test("ends a stop only when its savepoint is complete, whichever is seen first", arguments: [true, false])
  func stop(_ isSavepointFirst: Bool) throws {
    var fixture = try Fixture(runsJobs: true)
    let jobID = try fixture.start()
    fixture.observe(jobID, "RUNNING")
    _ = try fixture.perform("StopJob", jobID, ["stopStrategy": "STOP_WITH_SAVEPOINT"])
    guard case .stop(jobID, let savepointID, false) = try #require(fixture.platform.commands.last) else {
      Issue.record("\(fixture.platform.commands)")
      return
    }
    let complete = EngineEvent.savepointCompleted(savepointID: savepointID, location: "file:/x")
    if isSavepointFirst { fixture.platform.observe(complete, fixture.now) }
    fixture.observe(jobID, "FINISHED")
    if !isSavepointFirst {
      #expect(try fixture.perform("GetJob", jobID)["status"]?["currentJobStatus"] == "CANCELLING")
      fixture.platform.observe(complete, fixture.now)
      fixture.observe(jobID, "FINISHED")
    }
    #expect(try fixture.perform("GetJob", jobID)["status"]?["currentJobStatus"] == "CANCELLED")
    #expect(try fixture.perform("GetSavepoint", savepointID)["savepointLocation"] == "file:/x")
  }

  @Test("keeps a job running whose savepoint fails")
  func failedSavepoint() throws {
    var fixture = try Fixture(runsJobs: true)
    let jobID = try fixture.start()
    fixture.observe(jobID, "RUNNING")
    _ = try fixture.perform("StopJob", jobID, ["stopStrategy": "STOP_WITH_SAVEPOINT"])
    guard case .stop(_, let savepointID, _) = try #require(fixture.platform.commands.last) else { return }
    fixture.platform.observe(.savepointFailed(savepointID: savepointID, "expired"), fixture.now)
    #expect(try fixture.perform("GetJob", jobID)["status"]?["currentJobStatus"] == "RUNNING")
    #expect(try fixture.perform("GetSavepoint", savepointID)["status"]?["state"] == "FAILED")
  }

  @Test("restores from the savepoint that the start names, the newest one, or the latest state")
  func restore() throws {
    var fixture = try Fixture(runsJobs: true)
    let first = try fixture.start()
    fixture.observe(first, "RUNNING")
    let body: JSONObject = ["deploymentId": .string(fixture.deploymentID)]
    let savepointID = try #require(fixture.perform("CreateSavepoint", nil, body)["savepointId"]?.string)
    fixture.platform.observe(.savepointCompleted(savepointID: savepointID, location: "file:/s"), fixture.now)
    let checkpoint = Checkpoint(location: "file:/s", triggeredAt: fixture.now)
    let expected: [(JSONObject, Restoration)] = [
      (["kind": "NONE"], .none), (["kind": "LATEST_SAVEPOINT"], .savepoint(checkpoint)),
      (["kind": "FROM_SAVEPOINT", "savepointId": .string(savepointID)], .savepoint(checkpoint)),
      (["kind": "LATEST_STATE"], .latest(jobID: Platform.engineID(first), savepoint: checkpoint)),
    ]
    for (strategy, restoration) in expected {
      let found = try fixture.platform.restoration(.object(strategy), of: fixture.deploymentID)
      #expect(found == restoration, "\(strategy)")
    }
  }

  @Test("never shows the value of an encrypted variable")
  func variables() throws {
    var fixture = try Fixture(runsJobs: false)
    _ = try fixture.perform("CreateVariable", nil, ["name": "a", "kind": "Encrypted", "value": "hidden"])
    _ = try fixture.perform("CreateVariable", nil, ["name": "b", "kind": "Clear", "value": "open"])
    #expect(throws: BusinessError.self) { try fixture.perform("CreateVariable", nil, ["name": "a", "value": "x"]) }
    let list = try fixture.perform("ListVariables", query: ["pageSize": "100"])
    #expect(list.array?.map { $0["name"]?.string } == ["a", "b", "holo"])
    #expect(!list.text.contains("hidden"))
    #expect(list.array?[1]["value"] == "open")
  }

  @Test("has the proxy answer for the job's own paths only")
  func proxy() throws {
    var fixture = try Fixture(runsJobs: false)
    let jobID = try fixture.start()
    fixture.now += 5000
    func query(_ path: String) -> [String: String] {
      ["namespace": "n", "resourceType": "jobs", "resourceId": jobID, "flinkApiPath": path]
    }
    let flinkID = Platform.engineID(jobID)
    let overview = try JSON.parse(
      Array((fixture.perform("FlinkApiProxy", query: query("/jobs/overview")).string ?? "").utf8))
    #expect(overview["jobs"]?.array?.map { $0["jid"]?.string } == [flinkID])
    #expect(throws: BusinessError.self) { try fixture.perform("FlinkApiProxy", query: query("/jobs/other")) }
    #expect(throws: BusinessError.self) { try fixture.perform("FlinkApiProxy", query: query("/../etc")) }
    _ = try fixture.perform("StopJob", jobID, ["stopStrategy": "NONE"])
    fixture.now += 5000
    #expect(throws: BusinessError.self) { try fixture.perform("FlinkApiProxy", query: query("/jobs/\(flinkID)")) }
  }

  @Test("scripts what each scenario gives away", arguments: JobScenario.allCases)
  func scenarios(_ scenario: JobScenario) throws {
    var fixture = try Fixture(runsJobs: false)
    let jobID = try fixture.start()
    fixture.platform.scenarios[jobID] = scenario
    let job = try #require(fixture.platform.jobs[jobID])
    func read(_ path: String, after seconds: Int) throws -> JSON {
      let now = fixture.now + 1000 * seconds
      return try #require(ScriptedFlink(job, scenario, now: now).answer("/jobs/\(Platform.engineID(jobID))\(path)"))
    }
    let names = "get=Source__kafka_source[1].numRecordsIn,Source__kafka_source[1].pendingRecords,busyTimeMsPerSecond"
    let path = "/vertices/cbc357ccb763df2852fee8c4fc7d55f2/subtasks/metrics?\(names)"
    let (early, late) = (try read(path, after: 20).array ?? [], try read(path, after: 30).array ?? [])
    let growth = (late[0]["sum"]?.int ?? 0) - (early[0]["sum"]?.int ?? 0)
    let completed = try read("/checkpoints", after: 30)["counts"]?["completed"]?.int ?? 0
    let restarts = try read("/metrics?get=numRestarts", after: 30).array?.first?["value"]?.string
    switch scenario {
    case .flowing: #expect(growth > 0 && completed > 0 && restarts == "0" && late[1]["sum"] == 0)
    case .idle: #expect(growth == 0 && completed > 10 && late[2]["sum"] == 0)
    case .crashLoop: #expect(growth == 0 && completed == 0 && restarts != "0")
    case .blockedSink:
      #expect(growth == 0 && late[1]["sum"] == 0 && late[2]["sum"] == 985)
      #expect(try read("/checkpoints", after: 30)["counts"]?["in_progress"] == 1)
    case .lagging: #expect(growth > 0 && (late[1]["sum"]?.int ?? 0) > (early[1]["sum"]?.int ?? 0))
    }
    #expect(try read("/metrics?get=numRestarts,missing", after: 1) == [])
  }

  @Test("hot updates the parallelism, and nothing else")
  func hotUpdate() throws {
    var fixture = try Fixture(runsJobs: true)
    let jobID = try fixture.start()
    fixture.observe(jobID, "RUNNING")
    let resources: JSON = ["basicResourceSetting": ["parallelism": 3]]
    _ = try fixture.perform("UpdateDeployment", fixture.deploymentID, ["streamingResourceSetting": resources])
    let updateID = try #require(fixture.perform("HotUpdateJob", jobID)["jobHotUpdateId"]?.string)
    guard case .rescale(updateID, jobID, 3) = try #require(fixture.platform.commands.last) else {
      Issue.record("\(fixture.platform.commands)")
      return
    }
    fixture.platform.observe(.rescaled(updateID: updateID, problem: nil), fixture.now)
    #expect(try fixture.perform("GetHotUpdateJobResult", updateID)["status"]?["status"] == "HOT_UPDATED")
    _ = try fixture.perform("UpdateDeployment", fixture.deploymentID, ["flinkConf": ["a": "b"]])
    let refused = try #require(fixture.perform("HotUpdateJob", jobID)["jobHotUpdateId"]?.string)
    #expect(try fixture.perform("GetHotUpdateJobResult", refused)["status"]?["status"] == "FAILED")
  }

  @Test("lists what happened to a deployment, newest first")
  func events() throws {
    var fixture = try Fixture(runsJobs: true)
    let jobID = try fixture.start()
    fixture.observe(jobID, "RUNNING")
    fixture.observe(jobID, "FAILED", exception: "why")
    let events = try fixture.perform("GetEvents", query: ["deploymentId": fixture.deploymentID]).array ?? []
    #expect(events.first?["message"] == "The job is FAILED")
    #expect(events.allSatisfy { $0["jobId"]?.string == jobID })
    #expect(try fixture.perform("GetEvents", query: ["deploymentName": "other"]).array == [])
  }
}
