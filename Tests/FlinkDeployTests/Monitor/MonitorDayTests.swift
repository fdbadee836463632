import JSONCoding
import Postgres
import TestSupport
import Testing

@testable import Alerting
@testable import AliyunFlink
@testable import FlinkDeploy

/// A day of 1,000 jobs on the injected clock, through the rounds, the outbox and the channel.
@Suite("A day of the monitor", .endsIfStuck)
struct MonitorDayTests {
  private static let jobs = 1000
  /// In seconds.
  private static let pause = 900
  private static let rounds = 24 * 3600 / pause
  /// A breakage lasts for so many rounds.
  private static let length = 3

  /// The rounds in which something breaks, and what.
  private static let breakages: [(round: Int, rule: AlertRule)] = stride(from: 2, to: rounds - 6, by: 4).map {
    ($0, ($0 / 4).isMultiple(of: 2) ? .failed : .gone)
  }

  private static func set(_ rule: AlertRule, of id: String, isThere: Bool, _ scene: MonitorScene) {
    switch (rule, isThere) {
    case (.failed, true): scene.namespace.end(id, .failed, failure: "\(id) ran out of memory")
    case (_, true): scene.namespace.end(id, .cancelled)
    case (_, false): scene.namespace.start(id)
    }
  }

  @Test("sends two messages for each breakage of 1,000 jobs, repeats none, and keeps nothing of it in memory")
  func day() async throws {
    try await MonitorScene.with { scene in
      for number in 0..<Self.jobs { scene.namespace.add("d\(number)") }
      var watch = try await scene.watch(interval: 30)
      for round in 0..<Self.rounds {
        for (number, breakage) in Self.breakages.enumerated() {
          let id = "d\(number * 7)"
          if round == breakage.round { Self.set(breakage.rule, of: id, isThere: true, scene) }
          if round == breakage.round + Self.length { Self.set(breakage.rule, of: id, isThere: false, scene) }
        }
        await scene.pass(Self.pause)
        _ = try await watch.rounds.round()
        _ = await watch.courier.deliver(within: .seconds(3600))
      }
      let expected = Self.breakages.flatMap { [$0.rule, $0.rule] }
      #expect(scene.receiver.messages.count == expected.count)
      #expect(scene.receiver.messages.map { $0.alerts.first?["rule"]?.string } == expected.map(\.rawValue))
      #expect(Set(scene.receiver.messages.flatMap(\.alertIDs)).count == Self.breakages.count)
      #expect(watch.rounds.board.alerts.isEmpty)
      #expect(watch.rounds.board.cases.isEmpty)
      #expect(watch.rounds.grouping.alerts.isEmpty)
      #expect(watch.rounds.grouping.drafts.count <= 2)
      #expect(watch.rounds.fleet.ids.count == Self.jobs)
      let rows = try await scene.fixture.store.query("select distinct state from alert_delivery")
      #expect(try rows.map { try $0.string("state") } == ["taken"])
    }
  }
}
