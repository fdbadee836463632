import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// Calls at the edges: names that do not exist, keys, IDs, wrong credentials, and many callers at once.
@Suite("Calls at the edges", .endsIfStuck)
struct CallEdgeTests {
  private static let deploy: JSONObject = [
    "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
    "columns": [["name": "order_id", "type": "BIGINT"]],
  ]

  private static func with(_ more: JSONObject) -> JSONObject {
    var arguments = deploy
    for member in more.members { arguments[member.key] = member.value }
    return arguments
  }

  private static func run(_ application: Application, _ more: JSONObject) async -> JSONObject {
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
    return await GenerateAndDeploy(application: application, caller: caller).run(with(more)).document
  }

  @Test(
    "a dry run fails with the code of the deploy for an engine version or a queue that does not exist",
    .bug(id: "X-02"),
    arguments: [
      ("engine_version", "nosuch", "unknown_engine_version"),
      ("engine_version", "vvr-99.0.1-flink-1.20", "unknown_engine_version"),
      ("deployment_target", "nosuch", "unknown_deployment_target"),
    ])
  func unknownNames(_ argument: String, _ value: String, _ code: String) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        for isDryRun in [true, false] {
          let result = await Self.run(application, [argument: .string(value), "dry_run": .bool(isDryRun)])
          #expect(result.errorCode == code)
          #expect(result["error"]?["message"]?.string?.contains(value) == true)
        }
        #expect(fixture.cloud == (0, 0, 0))
      }
    }
  }

  @Test("a conflict names the key only if the key was used before, else the name that is taken", .bug(id: "X-03"))
  func conflicts() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let first = await Self.run(application, ["start": false, "idempotency_key": "used"])
        #expect(first["success"] == true)
        let other: JSONObject = ["start": false, "startup_mode": "latest-offset"]
        for (key, named) in [("never used", "orders-to-public-orders"), ("used", "'used'")] {
          var arguments = other
          arguments["idempotency_key"] = .string(key)
          let result = await Self.run(application, arguments)
          #expect(result.errorCode == "conflict")
          let message = result["error"]?["message"]?.string ?? ""
          #expect(message.contains(named) && message.contains(key) == (key == "used"))
        }
      }
    }
  }

  @Test("wrong credentials cost one request", arguments: [true, false])
  func wrongCredentials(_ isDryRun: Bool) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication(["ALIYUN_ACCESS_KEY_SECRET": "wrong"]) { application in
        let result = await Self.run(application, ["dry_run": .bool(isDryRun)])
        #expect(result.errorCode == (isDryRun ? nil : "SignatureDoesNotMatch"))
        #expect(result.warningCodes.contains("not_validated") == isDryRun)
        #expect(fixture.emulator.requestCounts.values.reduce(0, +) == 1)
      }
    }
  }

  @Test("resources are an empty list before the settings are complete")
  func noResources() async throws {
    let program = try Program(
      "flink-deploy", ["serve"], environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"])
    let hello: JSON = [
      "protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
    ]
    for (id, method, params) in [(1, "initialize", hello), (2, "resources/list", [:])] {
      program.send(
        JSON.object(["jsonrpc": "2.0", "id": .int(id), "method": .string(method), "params": params]).text + "\n")
    }
    #expect(try await program.messages(upTo: 2).last?["result"]?["resources"] == [])
    program.endInput()
    _ = await program.wait()
  }

  @Test("results have the IDs of the call and of the record, also before anything is done")
  func knownIDs() async throws {
    try await Fixture.with(durations: .init(ticket: 20, start: 30, stop: 200), sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let deployed = await Self.run(application, [:])
        let (deploymentID, jobID) = (deployed["deployment_id"], deployed["job_id"])
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let stopping = await StopJob(application: application, caller: caller)
          .run(["job_id": jobID ?? .null, "wait_seconds": 0]).document
        #expect(stopping["outcome"] == "in_progress")
        #expect(stopping["job_id"] == jobID)
        #expect(stopping["deployment_id"] == deploymentID)
        #expect(stopping["deployment_name"] == "orders-to-public-orders")
      }
    }
  }

  @Test("callers that wait for one job each share lists, and the change of one job is noticed")
  func sharedLists() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let jobIDs = await withTaskGroup(of: String.self) { group in
          for index in 0..<24 {
            group.addTask { await Self.run(application, ["name": .string("pipe-\(index)")])["job_id"]?.string ?? "" }
          }
          return await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(Set(jobIDs).count == 24)
        let before = fixture.emulator.requestCounts["GetJob"] ?? 0
        let statuses = await withTaskGroup(of: String?.self) { group in
          for id in jobIDs {
            group.addTask {
              await GetJobStatus(application: application, caller: caller)
                .run([
                  "job_id": .string(id), "wait_for": ["CANCELLED"], "wait_seconds": id == jobIDs[7] ? 60 : 3,
                ]).document["status"]?.string
            }
          }
          fixture.emulator.stopByHand(jobIDs[7])
          return await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == "CANCELLED" }.count == 1)
        // Alone, each would ask every 50 ms.
        #expect((fixture.emulator.requestCounts["GetJob"] ?? 0) - before < 24 * 15)
      }
    }
  }
}
