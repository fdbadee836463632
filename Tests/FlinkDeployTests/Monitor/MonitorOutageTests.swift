import Alerting
import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import AliyunFlink
@testable import FlinkDeploy

@Suite("The monitor without a network", .endsIfStuck)
struct MonitorOutageTests {
  private static func wait(_ isTrue: () -> Bool) async throws {
    while !isTrue() { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test("says nothing for an answer that belongs to the time before the last change")
  func late() {
    let log = LogLines()
    let outages = OutageLog(log.logger)
    let before = ContinuousClock.now
    outages.noteSuccess(of: .database, since: before)
    #expect(log.all.isEmpty)
    outages.noteFailure(of: .database, since: .now, "connection refused")
    outages.noteSuccess(of: .database, since: before)
    outages.noteFailure(of: .database, since: .now, "connection refused")
    outages.noteFailure(of: .platform, since: before, "timeout")
    #expect(log.all.count == 2, "\(log.all)")
    outages.noteSuccess(of: .database, since: .now)
    outages.noteFailure(of: .database, since: before, "connection refused")
    outages.noteSuccess(of: .database, since: .now)
    #expect(log.all.count == 3, "\(log.all)")
    #expect(log.all.last?.contains("database is available again") == true)
  }

  @Test("says once that the receiver, Alibaba Cloud and the database are away, and once that each is back")
  func network() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      let schema = scene.fixture.storeSchema
      let watch = try await scene.watch()
      let monitor = watch.monitor
      let work = Task { await monitor.run() }
      try await Self.wait { !scene.namespace.takeCalls().isEmpty }

      func says(_ line: String) -> Bool { scene.log.all.contains { $0.contains(line) } }
      scene.receiver.goDown()
      scene.namespace.end("d1", .failed, failure: "boom")
      try await Self.wait { says("does not take messages at present") }
      scene.namespace.fail("Transport")
      try await Self.wait { says("Alibaba Cloud is unreachable") }
      _ = try await scene.fixture.store.query("alter schema \(schema) rename to \(schema)_away")
      try await Self.wait { says("database is unavailable") }
      // Several rounds fail, and the message waits for its next attempt.
      let begin = scene.clock.milliseconds
      try await Self.wait { scene.clock.milliseconds > begin + 150_000 }
      _ = try await scene.fixture.store.query("alter schema \(schema)_away rename to \(schema)")
      try scene.receiver.comeBack()
      await scene.receiver.wait()
      try await Self.wait { scene.receiver.distinct.count >= 2 }
      scene.namespace.fail(nil)
      try await Self.wait { scene.receiver.distinct.count >= 3 }
      work.cancel()
      await work.value
      let messages = scene.receiver.distinct.map { "\($0.status) \($0.alerts.first?["rule"]?.string ?? "")" }
      #expect(messages == ["firing failed", "firing platform_unreachable", "resolved platform_unreachable"])
      for line in [
        "does not take messages at present", "takes messages again", "Alibaba Cloud is unreachable",
        "Alibaba Cloud is reachable again", "database is unavailable", "database is available again",
      ] {
        #expect(scene.log.all.filter { $0.contains(line) }.count == 1, "\(scene.log.all)")
      }
    }
  }
}
