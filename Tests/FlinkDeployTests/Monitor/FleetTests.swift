import Alerting
import Deployments
import JSONCoding
import Testing

@testable import AliyunFlink
@testable import FlinkDeploy

@Suite("What the monitor knows of deployments")
struct FleetTests {
  private static let now = 1_790_000_000_000

  private func summary(_ id: String = "d", _ counts: JSONObject, own: Bool = true) throws -> DeploymentSummary {
    try DeploymentSummary([
      "deploymentId": .string(id), "name": "orders", "jobSummary": .object(counts),
      "labels": own ? ["flink-deploy/operation": "m"] : [:],
      "flinkConf": ["execution.checkpointing.interval": "3 min"],
    ])
  }

  private func job(_ id: String, _ state: JobState, endedAt: Int? = nil) throws -> Job {
    try Job([
      "jobId": .string(id), "deploymentId": "d", "status": ["currentJobStatus": .string(state.rawValue)],
      "startTime": 1, "endTime": .optional(endedAt),
    ])
  }

  @Test("reads the end of a job only where it matters")
  func ends() throws {
    var fleet = Fleet()
    fleet.take([
      try summary("stopped", ["cancelled": 3]), try summary("failed", ["failed": 1]),
      try summary("runs", ["running": 1, "failed": 2]),
    ])
    #expect(fleet.endsToRead(AlertBoard()) == ["failed"])
    fleet.take([
      try summary("stopped", ["cancelled": 3]), try summary("failed", ["failed": 1]),
      try summary("runs", ["cancelled": 1, "failed": 2]),
    ])
    #expect(fleet.endsToRead(AlertBoard()) == ["failed", "runs"])
    fleet.note(try job("j", .failed), of: "failed", counts: ["failed": 1].states)
    #expect(fleet.endsToRead(AlertBoard()) == ["runs"])
  }

  @Test("has no look at a job whose end is not known yet")
  func unknown() throws {
    var fleet = Fleet()
    fleet.take([try summary("d", ["failed": 1])])
    #expect(fleet.look(at: "d", AlertBoard(), now: Self.now, withHealth: false) == nil)
    fleet.note(try job("j", .failed, endedAt: Self.now - 1000), of: "d", counts: ["failed": 1].states)
    let look = try #require(fleet.look(at: "d", AlertBoard(), now: Self.now, withHealth: false))
    #expect(look.state == .failed(text: nil))
    #expect(look.stateSince == Self.now - 1000)
    #expect(look.checkpointIntervalSeconds == 180)
    #expect(look.isOwn)
    #expect(look.name == "orders")
  }

  @Test("forgets what it read of a job when the list shows another state")
  func stale() throws {
    var fleet = Fleet()
    fleet.take([try summary("d", ["running": 1])])
    fleet.note(try job("j", .running), of: "d", counts: ["running": 1].states)
    #expect(fleet.look(at: "d", AlertBoard(), now: Self.now, withHealth: false)?.jobID == "j")
    fleet.take([try summary("d", ["running": 1, "failed": 1])])
    let look = try #require(fleet.look(at: "d", AlertBoard(), now: Self.now, withHealth: false))
    #expect(look.state == .running)
    #expect(look.jobID == nil)
    #expect(fleet.candidates(AlertBoard()).map(\.reason) == [.change])
  }

  @Test("takes a list without counts for one that says nothing about jobs")
  func withoutCounts() throws {
    var fleet = Fleet()
    fleet.take([try summary("d", [:])])
    #expect(fleet.endsToRead(AlertBoard()) == ["d"])
    #expect(fleet.look(at: "d", AlertBoard(), now: Self.now, withHealth: false) == nil)
    fleet.note(try job("j", .running), of: "d", counts: [:])
    #expect(fleet.look(at: "d", AlertBoard(), now: Self.now, withHealth: false)?.state == .running)
    #expect(fleet.candidates(AlertBoard()).count == 1)
  }
}

extension [String: Int] {
  /// The counts as the list has them.
  fileprivate var states: [JobState: Int] {
    [JobState: Int](
      uniqueKeysWithValues: JobState.allCases.compactMap { state in
        self[state.rawValue.lowercased()].map { (state, $0) }
      })
  }
}
