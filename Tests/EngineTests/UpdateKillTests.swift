import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Engine.UpdateTests {
  /// An update whose process is killed as soon as a call has had its effect, before it knows the answer.
  enum Interruption: String, CaseIterable {
    case deployed = "DeployDeploymentDraftAsync"
    case stopped = "StopJob"
    case started = "StartJobWithParams"
    /// The same as `started`, of a job that cannot write, so that the next process returns to the version before.
    case startedInVain

    var operation: String { self == .startedInVain ? Interruption.started.rawValue : rawValue }

    /// The flags of the deploy and of the update.
    var deploy: [String] {
      UpdatedTopic.columns("id", "name") + Engine.FaultTests.quickRestarts + ["--checkpoint-interval", "1"]
    }

    var update: [String] {
      self == .startedInVain
        ? ["--sql-file", "-", "--wait-until", "FLOWING"] : UpdatedTopic.columns("id", "name", "extra")
    }
  }

  @Test("whose process is killed are completed or undone by the next process, and lose and repeat no message")
  func killed() async throws {
    // Faults befall the calls of all processes.
    try await EngineSandbox.alone { engine in
      let topics = try await Self.topics(on: engine)
      for (interruption, topic) in topics {
        try await Self.interrupt(topic, interruption)
        try topic.produce(100..<150)
      }
      try await Self.recover(on: engine)
      for (interruption, topic) in topics {
        let isUndone = interruption == .startedInVain
        #expect(try await topic.versionStates == (isUndone ? ["FAILED", "CURRENT"] : ["CURRENT", "PREVIOUS"]))
        #expect(topic.sql.contains("`extra`") == !isUndone, "\(interruption)")
        #expect(topic.jobStates.count { !["CANCELLED", "FAILED"].contains($0) } == 1, "\(topic.jobStates)")
        #expect(topic.jobStates.count == (isUndone ? 3 : 2), "\(topic.jobStates)")
        try topic.produce(150..<200)
        try await topic.expect(writes: 200, rows: 200)
      }
      let flink = try await #require(engine.sandbox.engine).read("/jobs/overview")["jobs"]?.array ?? []
      #expect(flink.count { $0["state"] == "RUNNING" } == topics.count)
      #expect(flink.count { !["RUNNING", "FINISHED", "CANCELED", "FAILED"].contains($0["state"]?.string) } == 0)
    }
  }

  private static func topics(
    on engine: EngineSandbox
  ) async throws -> [(interruption: Interruption, topic: UpdatedTopic)] {
    try await withThrowingTaskGroup(of: (Interruption, UpdatedTopic).self) { group in
      for interruption in Interruption.allCases {
        group.addTask {
          let name = "update_\(interruption)".lowercased()
          return (interruption, try await UpdatedTopic(name, on: engine, interruption.deploy))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// The settings of processes whose operations another one takes over after a second.
  private static let settings = ["FLINK_DEPLOY_LEASE_SECONDS": "1"]

  /// Updates until the call has had its effect, then kills the process.
  private static func interrupt(_ topic: UpdatedTopic, _ interruption: Interruption) async throws {
    let emulator = topic.engine.sandbox.emulator
    let before = emulator.requestCounts[interruption.operation, default: 0]
    emulator.inject(Fault(.silentAfterEffect, operation: interruption.operation))
    let program = try topic.beginUpdate(
      interruption.update, input: interruption == .startedInVain ? Defect.column.script(topic.sql) : "",
      settings: settings)
    while emulator.requestCounts[interruption.operation, default: 0] == before {
      try await Task.sleep(for: .milliseconds(5))
    }
    program.child.signal(SIGKILL)
    let ended = await program.wait()
    #expect(ended.ending == .signalled(SIGKILL), "\(ended.output)\(ended.error)")
  }

  /// Runs `flink-deploy recover` until no operation is in progress.
  private static func recover(on engine: EngineSandbox) async throws {
    let store = engine.sandbox.postgres.client(database: Sandbox.storeDatabase, connections: 1)
    while try await !store.query("select 1 from flink_operations where outcome is null").isEmpty {
      try await engine.run(["recover"], settings: settings)
    }
  }
}
