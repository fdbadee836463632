import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

import class Foundation.FileManager
import class Foundation.ProcessInfo
import struct Foundation.UUID

#if canImport(Glibc)
  import Glibc
#endif

extension Engine {
  /// The monitor over jobs that really run, with a DingTalk robot on this machine.
  @Suite("The monitor")
  struct MonitorTests {
    /// The monitor and its jobs have a metadata database of their own, and rules for these jobs: the other tests break
    /// and stop jobs of the same namespace.
    private static let rules = """
      rules: {failed: false, crash_loop: false, restarting: false, no_checkpoint: false, lagging: false,
        not_writing: false, backpressured: false, gone: false, platform_unreachable: false}
      deployments:
        - name: "watched_*"
          rules: {failed: true, crash_loop: true, restarting: true, no_checkpoint: true, lagging: true,
            not_writing: true, backpressured: true, gone: true}
      """
    private static let names = ["watched_a", "watched_b", "watched_c"]
    private static let broken = "watched_b"

    @Test("sends one message with the cause when the table of one of three jobs is away, and one when it is back")
    func missingTable() async throws {
      let engine = try await EngineSandbox()
      let robot = try LoopbackReceiver { _ in .status(200, body: #"{"errcode":0,"errmsg":"ok"}"#) }
      defer { robot.stop() }
      let store = try await Self.store(on: engine)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for name in Self.names {
          group.addTask {
            try await engine.prepare(
              topic: name, ["{\"id\":0}"], ddl: "create table \(name) (id bigint primary key)")
            let options = ["--name", name, "--checkpoint-interval", "1"] + FaultTests.quickRestarts
            try await engine.deploy(name, "public.\(name)", options, settings: store)
          }
        }
        try await group.waitForAll()
      }
      try await Self.whileMessagesArrive(on: engine) {
        try await Self.watch(engine, robot, store) {
          try await engine.target.query("alter table \(Self.broken) rename to \(Self.broken)_away")
          await robot.wait()
          try await engine.target.query("alter table \(Self.broken)_away rename to \(Self.broken)")
          await robot.wait()
          for name in Self.names {
            let newest = try await engine.value("select max(id)::text as value from \(name)") ?? ""
            try await engine.wait(for: "true", "select (max(id) > \(newest) + 10)::text as value from \(name)")
          }
        }
      }
      try Self.expectTwoMessages(robot)
      let alerts = try await engine.run(["alerts"], settings: store)
      #expect(alerts["alerts"] == [] && alerts["undelivered"] == [], "\(alerts.text)")
    }

    private static func expectTwoMessages(_ robot: LoopbackReceiver) throws {
      #expect(robot.requests.allSatisfy { $0.target.contains("&sign=") })
      let messages = robot.requests.map { $0.json["text"]?["content"]?.string?.split(separator: "\n") ?? [] }
      #expect(messages.count == 2, "\(messages)")
      let (opening, closing) = (try #require(messages.first), try #require(messages.last))
      let title = try #require(opening.first)
      #expect(title.hasPrefix("告警（") && title.contains("：\(broken)："), "\(title)")
      let cause = try #require(opening.first { $0.hasPrefix("原因：") })
      #expect(cause.contains("public.\(broken)") && cause.contains("does not exist"), "\(cause)")
      #expect(opening.contains { $0.hasPrefix("说明：结果表不存在") })
      #expect(closing.first?.hasPrefix("恢复：\(broken)：") == true, "\(closing)")
      let id = try #require(opening.last)
      #expect(id.hasPrefix("告警 ID：") && closing.last == id)
    }

    /// Settings with a metadata database of this test's own.
    private static func store(on engine: EngineSandbox) async throws -> [String: String] {
      let postgres = engine.sandbox.postgres
      try await postgres.createDatabase("watched")
      let settings = ["DATABASE_URL": postgres.uri(database: "watched")]
      try await engine.run(["database", "upgrade"], settings: settings)
      return settings
    }

    /// Runs `body` while each job gets messages.
    private static func whileMessagesArrive(
      on engine: EngineSandbox, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for id in 1..<100_000 {
            for name in names { try engine.sandbox.produce(["{\"id\":\(id)}"], to: name, partitions: 1) }
            try await Task.sleep(for: .milliseconds(200))
          }
        }
        try await body()
        group.cancelAll()
        while await group.nextResult() != nil {}
      }
    }

    /// Runs `body` while a monitor watches.
    private static func watch(
      _ engine: EngineSandbox, _ robot: LoopbackReceiver, _ store: [String: String], _ body: () async throws -> Void
    ) async throws {
      let file = FileManager.default.temporaryDirectory.appending(path: "rules-\(UUID().uuidString).yaml").path
      try rules.write(toFile: file, atomically: true, encoding: .utf8)
      defer { try? FileManager.default.removeItem(atPath: file) }
      let environment = ProcessInfo.processInfo.environment.merging(engine.sandbox.environment) { $1 }
        .merging(store) { $1 }.merging([
          "FLINK_DEPLOY_LANGUAGE": "zh", "FLINK_DEPLOY_ALERT_RULES": file, "FLINK_DEPLOY_ALERTS": "ops",
          "FLINK_DEPLOY_ALERT_OPS_KIND": "dingtalk", "FLINK_DEPLOY_ALERT_OPS_SECRET": "SECengine0123456789",
          "FLINK_DEPLOY_ALERT_OPS_URL": "http://127.0.0.1:\(robot.port)/robot/send?access_token=t0kent0kent0ken",
        ]) { $1 }
      let monitor = try Program("flink-deploy", ["monitor", "--interval", "2"], environment: environment)
      monitor.endInput()
      // It looks before anything breaks.
      let metadata = engine.sandbox.postgres.client(database: "watched", connections: 1)
      while try await metadata.query("select 1 from job_health").isEmpty {
        try await Task.sleep(for: .milliseconds(50))
      }
      let result: Result<Void, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      monitor.child.signal(SIGTERM)
      let end = await monitor.wait()
      #expect(end.ending == .exited(0), "\(end.error)")
      try result.get()
    }
  }
}
