import Alerting
import DeploymentStore
import Deployments
import JSONCoding
import JobHealth
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import AliyunFlink
@testable import FlinkDeploy

@Suite("The monitor in a storm", .endsIfStuck)
struct MonitorStormTests {
  @Test("sends one message for 200 jobs that fail for one reason, and one when all run again")
  func storm() async throws {
    try await MonitorScene.with { scene in
      let ids = (1...200).map { "d\($0)" }
      for id in ids { scene.namespace.add(id) }
      var watch = try await scene.watch()
      try await watch.round(2)
      for id in ids { scene.namespace.end(id, .failed, failure: "The metadata service is unavailable") }
      try await watch.round(2)
      #expect(scene.receiver.messages.map(\.status) == ["firing"])
      let opened = Set(scene.receiver.messages.flatMap(\.alertIDs))
      #expect(opened.count == 200)
      #expect(scene.receiver.messages.first?.title.hasPrefix("FIRING critical: 200 deployments") == true)
      for id in ids { scene.namespace.start(id) }
      try await watch.round(3)
      #expect(scene.receiver.messages.map(\.status) == ["firing", "resolved"])
      #expect(Set(scene.receiver.messages.last?.alertIDs ?? []) == opened)
    }
  }

  @Test("has one alert while Alibaba Cloud is away, and none for jobs that fail meanwhile until it is back")
  func outage() async throws {
    try await MonitorScene.with { scene in
      for id in ["d1", "d2"] { scene.namespace.add(id) }
      var watch = try await scene.watch()
      try await watch.round(2)
      scene.namespace.fail("Transport")
      scene.namespace.end("d1", .failed, failure: "boom")
      try await watch.round(5)
      #expect(scene.receiver.messages.map { $0.alerts.first?["rule"]?.string } == ["platform_unreachable"])
      scene.namespace.fail(nil)
      try await watch.round(5)
      let rules = scene.receiver.messages.map { "\($0.status) \($0.alerts.first?["rule"]?.string ?? "")" }
      #expect(rules == ["firing platform_unreachable", "resolved platform_unreachable", "firing failed"])
      #expect(scene.log.all.filter { $0.contains("Alibaba Cloud is unreachable") }.count == 1)
      #expect(scene.log.all.filter { $0.contains("Alibaba Cloud is reachable again") }.count == 1)
    }
  }

  @Test("sends nothing if one call of the list fails")
  func hiccup() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      var watch = try await scene.watch()
      try await watch.round(2)
      for _ in 0..<5 {
        scene.namespace.fail("Transport", calls: 1)
        try await watch.round(1)
      }
      #expect(scene.receiver.messages.isEmpty)
    }
  }

  @Test("delivers both messages in order after the receiver was down for an hour")
  func receiverDown() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      var watch = try await scene.watch()
      try await watch.round(2)
      scene.receiver.goDown()
      scene.namespace.end("d1", .failed, failure: "boom")
      await scene.pass(30)
      _ = try await watch.rounds.round()
      let courier = watch.courier
      let work = Task { await courier.run() }
      while courier.figures.repeated < 5 { try await Task.sleep(for: .milliseconds(5)) }
      work.cancel()
      await work.value
      await scene.pass(1800)
      scene.namespace.start("d1")
      for _ in 0..<3 {
        await scene.pass(30)
        _ = try await watch.rounds.round()
      }
      await scene.pass(1800)
      #expect(try await watch.store.deliveryCounts().waiting == 2)
      try scene.receiver.comeBack()
      #expect(await watch.courier.deliver(within: .seconds(3600)))
      #expect(scene.receiver.messages.map(\.status) == ["firing", "resolved"])
      #expect(Set(scene.receiver.messages.flatMap(\.alertIDs)).count == 1)
    }
  }

  @Test("goes on after the store was away, and says so once")
  func storeAway() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      let schema = scene.fixture.storeSchema
      let watch = try await scene.watch()
      let monitor = watch.monitor
      let work = Task { await monitor.run() }
      while scene.namespace.takeCalls().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      _ = try await scene.fixture.store.query("alter schema \(schema) rename to \(schema)_away")
      scene.namespace.end("d1", .failed, failure: "boom")
      while !scene.log.all.contains(where: { $0.contains("database is unavailable") }) {
        try await Task.sleep(for: .milliseconds(5))
      }
      // Several rounds fail.
      let begin = scene.clock.milliseconds
      while scene.clock.milliseconds < begin + 150_000 { try await Task.sleep(for: .milliseconds(5)) }
      _ = try await scene.fixture.store.query("alter schema \(schema)_away rename to \(schema)")
      await scene.receiver.wait()
      work.cancel()
      await work.value
      #expect(scene.receiver.distinct.map(\.status) == ["firing"])
      #expect(scene.log.all.filter { $0.contains("database is unavailable") }.count == 1)
      #expect(scene.log.all.filter { $0.contains("database is available again") }.count == 1)
    }
  }

  @Test("costs at most 15 calls a second for 1,000 jobs, and reads each of them in its turn")
  func thousand() async throws {
    try await MonitorScene.with { scene in
      for number in 1...1000 { scene.namespace.add("d\(number)") }
      let read = Mutex<Set<String>>([])
      var watch = try await scene.watch(interval: 59)
      var surroundings = watch.surroundings
      let cloud = surroundings.reader.cloud
      surroundings.reader = FleetReader(cloud: cloud) { job, _ in
        read.withLock { _ = $0.insert(job.deploymentID) }
        // The probe of a job costs calls of its own.
        for _ in 0..<8 { _ = await cloud.reply(to: .readFlink(jobID: job.id, path: "/jobs/overview")) }
        return .scripted(.flowing, at: scene.clock.milliseconds)
      }
      watch.rounds = try await MonitorRounds(surroundings, fence: watch.rounds.fence, isOnly: false)
      let begin = scene.clock.milliseconds
      var calls = 0
      for _ in 0..<14 {
        let start = scene.clock.milliseconds
        _ = try await watch.rounds.round()
        calls += scene.namespace.takeCalls().count
        let left = start + 59_000 - scene.clock.milliseconds
        if left > 0 { try? await scene.clock.sleep(for: .milliseconds(left)) }
      }
      let seconds = Double(scene.clock.milliseconds - begin) / 1000
      #expect(Double(calls) / seconds <= 15, "\(calls) calls in \(seconds) s")
      #expect(read.withLock { $0.count } == 1000)
      #expect(scene.receiver.messages.isEmpty)
    }
  }
}

/// Sees nothing.
struct NoWitness: MonitorWitness {
  func show(_ report: RoundReport, _ open: [Alert]) {}
  func showWaiting() {}
}
