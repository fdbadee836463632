import JSONCoding
import ModelContextProtocol
import Postgres
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A batch whose call has ended", .endsIfStuck)
struct BatchContinuationTests {
  private static let pipelines = (0..<6).map(BatchCalls.good)
  private static let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })

  @Test("goes on in the server, as a task too, and the same call waits for it")
  func inServer() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let queue = BatchQueue(application)
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { await queue.run() }
          let action = DeployPipelines(application: application, caller: Self.caller, queue: queue)
          let first = await action.run(BatchCalls.arguments(Self.pipelines, ["wait_seconds": 0, "max_parallel": 2]))
          #expect(first.outcome == .inProgress, "\(first.document.shown)")
          let id = try #require(first.taskID)
          let tasks = BatchTasks(application: application)
          #expect(try await tasks.task(id)?.status == .working)
          let second = await action.run(BatchCalls.arguments(Self.pipelines, ["max_parallel": 2]))
          #expect(second.document["counts"]?["succeeded"] == 6, "\(second.document.shown)")
          #expect(second.taskID == id)
          #expect(try await tasks.task(id)?.status == .completed)
          let result = try #require(try await tasks.result(of: id))
          #expect(result.structuredContent["counts"]?["succeeded"] == 6)
          #expect(try await tasks.task("no such task") == nil)
          group.cancelAll()
        }
        #expect(fixture.cloud == (6, 6, 6))
      }
    }
  }

  @Test("is completed by recover: what had not begun begins")
  func recovered() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      // As a command that ends with its wait, and another one after it.
      try await fixture.withApplication { application in
        let left = await BatchCalls.run(application, Self.pipelines, ["wait_seconds": 0, "max_parallel": 1])
        #expect(left["outcome"] == "in_progress", "\(left.shown)")
        #expect(fixture.cloud.deployments < 6)
      }
      try await fixture.withApplication { application in
        let open = try await BatchRecovery(application: application, caller: Self.caller)
          .run(until: .now + .seconds(120))
        #expect(open == 0)
        #expect(fixture.cloud == (6, 6, 6))
        let again = await BatchCalls.run(application, Self.pipelines)
        #expect(again["counts"]?["unchanged"] == 6, "\(again.shown)")
      }
    }
  }
}
