import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A cancellation at the end of a deploy", .endsIfStuck)
struct LateCancellationTests {
  @Test("that arrives while the last GetJob is under way stops the job and deletes what was created")
  func duringLastRead() async throws {
    // The job runs before it is asked for, so that the first GetJob is the last one.
    try await Fixture.with(durations: .init(ticket: 20, start: 1, stop: 30), sharesStore: true) { fixture in
      fixture.emulator.inject(Fault(.hold, operation: "GetJob"))
      try await fixture.withApplication { application in
        let caller = Caller(
          client: "test", hasCancelled: { true }, awaitsRollback: true, onProgress: { _, _, _ in })
        let call = Task {
          await GenerateAndDeploy(application: application, caller: caller).run([
            "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
            "columns": [["name": "order_id", "type": "BIGINT"]],
          ])
        }
        while fixture.emulator.requestCounts["GetJob", default: 0] == 0 {
          try await Task.sleep(for: .milliseconds(2))
        }
        let running = fixture.emulator.state["jobs"]?.object?.members.map {
          $0.value["status"]?["currentJobStatus"]?.string
        }
        #expect(running == ["RUNNING"])
        call.cancel()
        fixture.emulator.clearFaults()
        let result = await call.value.document
        #expect(result.errorCode == "cancelled", "\(JSON.object(result).text)")
        #expect(result["error"]?["rolled_back"] == true)
        #expect(result["status"] == "ROLLED_BACK")
      }
      #expect(fixture.cloud == (0, 0, 0))
    }
  }
}
