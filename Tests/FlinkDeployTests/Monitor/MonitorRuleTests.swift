import Alerting
import DeploymentStore
import Deployments
import JSONCoding
import TestSupport
import Testing

@testable import AliyunFlink
@testable import FlinkDeploy
@testable import JobHealth

@Suite("The monitor, rule by rule", .endsIfStuck)
struct MonitorRuleTests {
  /// Lets the trouble of a rule begin or end.
  private static func set(_ rule: AlertRule, isThere: Bool, _ scene: MonitorScene) {
    let id = "d1"
    switch rule {
    case .failed: isThere ? scene.namespace.end(id, .failed, failure: "boom") : scene.namespace.start(id)
    case .gone: isThere ? scene.namespace.end(id, .cancelled) : scene.namespace.start(id)
    case .platformUnreachable: scene.namespace.fail(isThere ? "Transport" : nil)
    case .crashLoop, .notWriting, .lagging, .backpressured, .idle, .restarting, .noCheckpoint:
      guard isThere else { return scene.health.set(id, nil) }
      scene.health.set(id) { trouble(of: rule, at: $0) }
    }
  }

  /// What a reading says of a job with the trouble of a rule.
  private static func trouble(of rule: AlertRule, at now: Int) -> HealthReport {
    let verdicts: [AlertRule: Verdict] = [
      .crashLoop: .crashLoop, .notWriting: .notWriting, .lagging: .lagging, .backpressured: .backpressured,
      .idle: .idle,
    ]
    var report = HealthReport.scripted(verdicts[rule] ?? .flowing, at: now, since: 7200)
    if rule == .restarting { report.restartsInWindow = 1 }
    if rule == .noCheckpoint { report.checkpoints?.lastCompleted?.triggeredAt = now - 3_600_000 }
    return report
  }

  private static var rules: AlertRules {
    var rules = AlertRules()
    rules.general.idle.isOn = true
    return rules
  }

  @Test("opens and resolves one alert by one message each, however often it looks", arguments: AlertRule.allCases)
  func matrix(_ rule: AlertRule) async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1", name: "orders")
      var watch = try await scene.watch(rules: Self.rules)
      try await watch.round(2)
      // The job has run for long enough to have missed checkpoints.
      await scene.pass(1800)
      try await watch.round()
      #expect(scene.receiver.messages.isEmpty)

      Self.set(rule, isThere: true, scene)
      try await watch.round(6)
      let opened = scene.receiver.messages
      #expect(opened.map(\.status) == ["firing"], "\(opened.map(\.title))")
      #expect(opened.first?.title.hasPrefix("FIRING") == true)
      let alert = try #require(opened.first?.alerts.first)
      #expect(alert["rule"]?.string == rule.rawValue)
      #expect(alert["severity"]?.string == rule.severity.rawValue)
      #expect(opened.first?.event["subject"]?.string == alert["id"]?.string)
      #expect(opened.first?.id == opened.first?.event["id"]?.string)
      let open = try await watch.store.openAlerts(of: nil)
      #expect(open.map(\.alert.rule) == [rule])
      #expect((open.first?.alert.count ?? 0) > 2)

      Self.set(rule, isThere: false, scene)
      // Restarts matter for ten minutes.
      await scene.pass(900)
      try await watch.round(6)
      let all = scene.receiver.messages
      #expect(all.map(\.status) == ["firing", "resolved"], "\(all.map(\.title))")
      #expect(all.last?.alertIDs == [alert["id"]?.string ?? ""])
      #expect(all.last?.title.hasPrefix("RESOLVED") == true)
      #expect(try await watch.store.openAlerts(of: nil).isEmpty)
    }
  }

  @Test("sends nothing for a trouble that the second look does not show", arguments: [AlertRule.failed, .notWriting])
  func oneLook(_ rule: AlertRule) async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      var watch = try await scene.watch()
      try await watch.round(2)
      if rule == .failed {
        // The platform shows the failure while it starts the job again.
        scene.namespace.end("d1", .failed, failure: "boom")
        scene.namespace.afterJobs { scene.namespace.start("d1") }
      } else {
        let looks = CallCounter()
        scene.health.set("d1") { .scripted(looks.next() == 1 ? .notWriting : .flowing, at: $0) }
      }
      try await watch.round(4)
      #expect(scene.receiver.messages.isEmpty)
    }
  }

  @Test("opens an alert seconds after its trouble, not one round later")
  func soon() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      var watch = try await scene.watch(interval: 59)
      try await watch.round(1)
      scene.namespace.end("d1", .failed, failure: "boom")
      let begin = scene.clock.milliseconds
      let report = try await watch.rounds.round()
      #expect(report.changes.count == 1)
      #expect(scene.clock.milliseconds - begin < 10_000)
    }
  }

  @Test("escalates a restarting job that becomes a crash loop without another message")
  func escalation() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      var watch = try await scene.watch()
      try await watch.round(2)
      Self.set(.restarting, isThere: true, scene)
      try await watch.round(3)
      Self.set(.crashLoop, isThere: true, scene)
      try await watch.round(3)
      #expect(scene.receiver.messages.map(\.status) == ["firing"])
      let open = try await watch.store.openAlerts(of: nil).map(\.alert)
      #expect(open.map(\.rule) == [.crashLoop])
      #expect(open.map(\.severity) == [.critical])
      Self.set(.crashLoop, isThere: false, scene)
      await scene.pass(900)
      try await watch.round(4)
      #expect(scene.receiver.messages.map(\.status) == ["firing", "resolved"])
      #expect(Set(scene.receiver.messages.flatMap(\.alertIDs)).count == 1)
    }
  }

  @Test("takes an acknowledgement over; one of a stopped job ends its alert")
  func acknowledged() async throws {
    try await MonitorScene.with { scene in
      scene.namespace.add("d1")
      scene.namespace.add("d2")
      var watch = try await scene.watch()
      try await watch.round(2)
      scene.namespace.end("d1", .cancelled)
      scene.health.set("d2") { .scripted(.notWriting, at: $0) }
      try await watch.round(3)
      for stored in try await watch.store.openAlerts(of: nil) {
        _ = try await watch.store.acknowledge(stored.id, now: scene.clock.milliseconds)
      }
      try await watch.round(3)
      #expect(scene.receiver.messages.map(\.status).sorted() == ["firing", "firing", "resolved"])
      let open = try await watch.store.openAlerts(of: nil).map(\.alert)
      #expect(open.map(\.rule) == [.notWriting])
      #expect(open.map(\.state) == [.acknowledged])
      // The next process does not take the old stop for news.
      var next = try await scene.watch()
      try await next.round(3)
      #expect(scene.receiver.messages.count == 3)
    }
  }
}

/// Counts calls from one.
final class CallCounter: Sendable {
  private let counter = Counter()

  /// The next number.
  func next() -> Int { Int(counter.next()) }
}
