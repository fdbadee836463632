import Alerting
import Deployments
import JSONCoding
import JobHealth
import TestSupport
import Testing

@testable import AliyunFlink
@testable import FlinkDeploy

@Suite("What the monitor has no alert for", .endsIfStuck)
struct MonitorScopeTests {
  private static func trace(
    _ id: String, status: OperationStatus = .running, job: String?, ended: Set<String> = []
  ) -> DeploymentTrace {
    var trace = DeploymentTrace(
      deploymentID: id, name: id, sqlRecordID: 1, status: status, jobID: job, aliyunJobID: 1)
    trace.ended = ended
    return trace
  }

  @Test(
    "is what flink-deploy stopped, or whose failure its caller was given", arguments: [JobState.cancelled, .failed])
  func ours(_ end: JobState) async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      var watch = try await scene.watch()
      try await watch.round(2)
      let job = scene.namespace.job(of: "d1")
      scene.namespace.end("d1", end)
      scene.records.set(Self.trace("d1", status: OperationStatus(end), job: job, ended: [job]))
      try await watch.round(4)
      #expect(scene.receiver.messages.isEmpty)
    }
  }

  @Test("is a deployment that flink-deploy changes, until the change is over")
  func changing() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      var watch = try await scene.watch()
      try await watch.round(2)
      var trace = Self.trace("d1", status: .updating, job: scene.namespace.job(of: "d1"))
      trace.isChanging = true
      scene.records.set(trace)
      scene.namespace.end("d1", .failed, failure: "boom")
      try await watch.round(4)
      #expect(scene.receiver.messages.isEmpty)
      // The process that changed it has ended without an answer.
      trace.isChanging = false
      scene.records.set(trace)
      try await watch.round(2)
      #expect(scene.receiver.messages.map(\.status) == ["firing"])
    }
  }

  @Test("is a rolled-back deploy whose deployment is deleted; one that a person deleted has one")
  func deleted() async throws {
    try await MonitorScene.with { scene in
      for id in ["d1", "d2"] { scene.namespace.add(id) }
      var watch = try await scene.watch()
      try await watch.round(2)
      scene.records.set(Self.trace("d1", status: .rolledBack, job: scene.namespace.job(of: "d1")))
      for id in ["d1", "d2"] { scene.namespace.delete(id) }
      try await watch.round(4)
      let messages = scene.receiver.messages
      #expect(messages.map { $0.alerts.first?["deployment_id"]?.string } == ["d2"])
      #expect(messages.first?.alerts.first?["rule"]?.string == "gone")
    }
  }

  @Test("is a list that lacks deployments which exist")
  func wrongList() async throws {
    try await MonitorScene.with { scene in
      for id in ["d1", "d2"] { scene.namespace.add(id) }
      var watch = try await scene.watch()
      try await watch.round(2)
      scene.namespace.emptyList(true)
      try await watch.round(4)
      scene.namespace.emptyList(false)
      try await watch.round(2)
      #expect(scene.receiver.messages.isEmpty)
    }
  }

  @Test("is a batch job that has finished, but not one that failed")
  func batch() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1", isStreaming: false)
      scene.namespace.add("d2", isOwn: false, isStreaming: false)
      var watch = try await scene.watch()
      try await watch.round(2)
      scene.namespace.end("d1", .finished)
      scene.namespace.end("d2", .failed, failure: "boom")
      try await watch.round(4)
      #expect(scene.receiver.messages.map { $0.alerts.first?["deployment_id"]?.string } == ["d2"])
    }
  }

  @Test("of others, is what only slows a job down")
  func others() async throws {
    try await MonitorScene.with { scene in
      for id in ["d1", "d2", "d3"] { scene.namespace.add(id, isOwn: false) }
      var watch = try await scene.watch()
      try await watch.round(2)
      scene.health.set("d1") { .scripted(.lagging, at: $0) }
      scene.health.set("d2") { .scripted(.notWriting, at: $0) }
      scene.health.set("d3") { .scripted(.crashLoop, at: $0) }
      try await watch.round(4)
      #expect(scene.receiver.messages.flatMap(\.alerts).map { $0["deployment_id"]?.string } == ["d3"])
    }
  }

  @Test("is a job that was stopped before anybody watched; one that ran when it was seen last has one")
  func earlier() async throws {
    try await MonitorScene.with { scene in
      for id in ["d1", "d2"] {
        scene.namespace.add(id)
        scene.namespace.end(id, .cancelled)
      }
      scene.records.add(
        NewestReading(
          deploymentID: "d2", jobID: scene.namespace.job(of: "d2"), time: scene.clock.milliseconds - 600_000,
          verdict: .flowing))
      var watch = try await scene.watch()
      try await watch.round(3)
      #expect(scene.receiver.messages.flatMap(\.alerts).map { $0["deployment_id"]?.string } == ["d2"])
      #expect(scene.records.ends == [scene.namespace.job(of: "d2")])
    }
  }

  @Test("is a failure that the record has had for more than a day")
  func oldFailure() async throws {
    try await MonitorScene.with { scene in
      for id in ["d1", "d2"] {
        scene.namespace.add(id)
        scene.namespace.end(id, .failed, failure: "boom")
        scene.records.set(Self.trace(id, status: id == "d1" ? .failed : .running, job: scene.namespace.job(of: id)))
      }
      await scene.pass(25 * 3600)
      var watch = try await scene.watch()
      try await watch.round(3)
      // Nobody knows yet that the second one failed.
      #expect(scene.receiver.messages.flatMap(\.alerts).map { $0["deployment_id"]?.string } == ["d2"])
      #expect(scene.records.observed == [1: .failed])
    }
  }
}
