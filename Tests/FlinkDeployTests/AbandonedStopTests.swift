import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

#if canImport(Glibc)
  import Glibc
#endif

@Suite("A process that is killed while it stops a job", .endsIfStuck)
struct AbandonedStopTests {
  /// Where the killed process was: before the answer to its stop, or waiting for the end of the job.
  enum Moment: CaseIterable {
    case stopping, waiting
  }

  @Test(
    "leaves the status to Alibaba Cloud: a new process reports it before the lease ends", arguments: Moment.allCases)
  func status(_ moment: Moment) async throws {
    // The job stops when the process is dead, and no sooner.
    try await Fixture.with(durations: .init(ticket: 20, start: 30, stop: 3_600_000)) { fixture in
      let ids = try await fixture.withApplication { await Self.deploy($0) }
      let jobID = ids["job_id"]?.string ?? ""
      try await Self.abandonStop(of: jobID, at: moment, fixture)
      fixture.emulator.end(job: jobID, as: "CANCELLED")
      try await fixture.withApplication { application in
        for key in ["job_id", "deployment_id", "aliyun_job_id"] {
          let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
          let status = await GetJobStatus(application: application, caller: caller)
            .run([key: ids[key] ?? .null]).document
          #expect(status["status"] == "CANCELLED", "\(key): \(JSON.object(status).text)")
          #expect(status["stale"] == false)
          #expect(status["job_id"]?.string == jobID)
        }
      }
      let held = "select 1 from flink_operations where outcome is null and lease_expires_at > now()"
      #expect(try await fixture.store.query(held).count == 1)
    }
  }

  private static func deploy(_ application: Application) async -> JSONObject {
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
    return await GenerateAndDeploy(application: application, caller: caller).run([
      "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
      "columns": [["name": "order_id", "type": "BIGINT"]],
    ]).document
  }

  /// Begins a stop in a process of its own, and kills the process.
  private static func abandonStop(of jobID: String, at moment: Moment, _ fixture: Fixture) async throws {
    if moment == .stopping { fixture.emulator.inject(Fault(.silentAfterEffect, operation: "StopJob")) }
    var environment = fixture.environment
    // The lease outlives the test, so that no process takes the stop over.
    environment["FLINK_DEPLOY_LEASE_SECONDS"] = "600"
    let program = try Program("flink-deploy", ["serve"], environment: environment)
    program.send(stopCall(jobID))
    while fixture.emulator.requestCounts["StopJob", default: 0] == 0 { try await Task.sleep(for: .milliseconds(2)) }
    if moment == .waiting {
      // Once it asks for the state again, it has written that the stop was accepted.
      let asked = fixture.emulator.requestCounts["GetJob"]
      while fixture.emulator.requestCounts["GetJob"] == asked { try await Task.sleep(for: .milliseconds(2)) }
    }
    program.child.signal(SIGKILL)
    #expect(await program.wait().ending == .signalled(SIGKILL))
    program.endInput()
  }

  private static func stopCall(_ jobID: String) -> String {
    let hello: JSON = [
      "jsonrpc": "2.0", "id": 0, "method": "initialize",
      "params": [
        "protocolVersion": "2025-11-25", "capabilities": [:], "clientInfo": ["name": "t", "version": "1"],
      ],
    ]
    let initialized: JSON = ["jsonrpc": "2.0", "method": "notifications/initialized"]
    let stop: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": "tools/call",
      "params": ["name": "stop_job", "arguments": ["job_id": .string(jobID), "wait_seconds": 0]],
    ]
    return [hello, initialized, stop].map { $0.text + "\n" }.joined()
  }
}
