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
@Suite("A batch whose process is killed", .timeLimit(.minutes(8)))
struct BatchCrashTests {
  /// The numbers of requests after which the process is killed.
  private static let moments = (0..<8).map { 1 + $0 * 6 }

  private static let pipelines = (0..<6).map(BatchCalls.good)

  @Test("is completed by the same call: no deployment twice, none missing", arguments: moments)
  func killed(_ requests: Int) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      var environment = fixture.environment
      environment["FLINK_DEPLOY_LEASE_SECONDS"] = "1"
      let program = try Program("flink-deploy", ["serve"], environment: environment)
      program.send(Self.session(["max_parallel": 3]))
      while fixture.emulator.requestCounts.values.reduce(0, +) < requests {
        try await Task.sleep(for: .milliseconds(2))
      }
      program.child.signal(SIGKILL)
      _ = await program.wait()
      program.endInput()
      try await fixture.withApplication(["FLINK_DEPLOY_LEASE_SECONDS": "1"]) { application in
        let result = await BatchCalls.run(application, Self.pipelines, ["max_parallel": 3])
        #expect(result["outcome"] == "succeeded", "\(result.shown)")
      }
      #expect(fixture.cloud == (6, 6, 6))
      #expect(fixture.emulator.state["jobs"]?.object?.members.count == 6)
      let left = try await fixture.store.query(
        "select 1 from flink_batches where not is_over and workspace_id = '\(fixture.workspaceID)'")
      #expect(left.isEmpty)
    }
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
