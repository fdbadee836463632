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

/// Processes that are killed in the middle of a batch.
@Suite("A batch whose process is killed", .endsIfStuck)
struct BatchCrashTests {
  /// The numbers of requests after which a process is killed: each at random, and all of them spread over the batch.
  private static func moments(_ seed: UInt64) -> [Int] {
    var generator = Seeded(seed: seed)
    return (0..<10).map { 1 + $0 * 4 + Int.random(in: 0..<4, using: &generator) }
  }

  private static let pipelines = (0..<6).map(BatchCalls.good)
  private static let lease = ["FLINK_DEPLOY_LEASE_SECONDS": "1"]

  @Test("is completed by the same call: no deployment twice, none missing", arguments: moments(1))
  func server(_ requests: Int) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      let program = try Program("flink-deploy", ["serve"], environment: fixture.environment.merging(Self.lease) { $1 })
      program.send(Self.session(["max_parallel": 3]))
      await Self.kill(program, after: requests, fixture)
      try await fixture.withApplication(["FLINK_DEPLOY_LEASE_SECONDS": "1"]) { application in
        let result = await BatchCalls.run(application, Self.pipelines, ["max_parallel": 3])
        #expect(result["outcome"] == "succeeded", "\(result.shown)")
      }
      try await Self.expectSix(fixture)
    }
  }

  @Test("is completed by the same command: no deployment twice, none missing", arguments: moments(2))
  func command(_ requests: Int) async throws {
    try await ManifestFolder.with(ManifestFolder.pipelines(6, "max_parallel: 3\n")) { folder in
      let program = try Program(
        "flink-deploy", ["apply", folder.manifest], environment: folder.fixture.environment.merging(Self.lease) { $1 })
      await Self.kill(program, after: requests, folder.fixture)
      let again = try await folder.apply(settings: Self.lease)
      #expect(again.exit == .exited(0), "\(again.result.shown)")
      try await Self.expectSix(folder.fixture)
    }
  }

  /// Kills a program once the cloud has had so many requests, or the program has ended by itself.
  private static func kill(_ program: Program, after requests: Int, _ fixture: Fixture) async {
    while fixture.emulator.requestCounts.values.reduce(0, +) < requests, fixture.cloud.activeJobs < 6 {
      try? await Task.sleep(for: .milliseconds(2))
    }
    program.child.signal(SIGKILL)
    program.endInput()
    _ = await program.wait()
  }

  private static func expectSix(_ fixture: Fixture) async throws {
    #expect(fixture.cloud == (6, 6, 6))
    #expect(fixture.emulator.state["jobs"]?.object?.members.count == 6)
    let left = try await fixture.store.query(
      "select 1 from flink_batches where not is_over and workspace_id = '\(fixture.workspaceID)'")
    #expect(left.isEmpty)
  }

  /// A handshake and a call.
  private static func session(_ changes: JSONObject) -> String {
    let message: JSON = [
      "jsonrpc": "2.0", "id": 1, "method": "tools/call",
      "params": ["name": "deploy_pipelines", "arguments": .object(BatchCalls.arguments(pipelines, changes))],
    ]
    return """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
      "clientInfo":{"name":"t","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      \(message.text)

      """
  }
}
