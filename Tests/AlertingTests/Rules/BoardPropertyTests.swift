import TestSupport
import Testing

@testable import Alerting
@testable import JobHealth

/// What is true of every sequence of rounds.
@Suite("Random rounds")
struct BoardPropertyTests {
  /// What a reader of the changes knows, and what must never happen.
  private struct Reader {
    struct Key: Hashable {
      let subject: AlertSubject
      let rule: AlertRule
    }

    var open: [String: Alert] = [:]
    var resolved: Set<String> = []

    /// Takes changes in, and says which of them cannot be; nil if all can.
    mutating func mistake(in changes: [AlertChange]) -> String? {
      for change in changes {
        let alert = change.alert
        guard !resolved.contains(alert.id) else { return "\(change) after its resolution" }
        let before = open[alert.id]
        switch change {
        case .opened:
          guard before == nil, alert.count >= 2, alert.state == .open else { return "\(change)" }
          guard !open.values.contains(where: { $0.subject == alert.subject && $0.rule == alert.rule }) else {
            return "\(change) twice"
          }
        case .seen:
          guard let before, alert.count == before.count + 1, alert.rule == before.rule else { return "\(change)" }
        case .escalated:
          guard before?.rule == .restarting, alert.rule == .crashLoop, alert.count == (before?.count ?? 0) + 1 else {
            return "\(change)"
          }
        case .resolved:
          guard before != nil, alert.state == .resolved, let end = alert.resolvedAt, end >= alert.openedAt else {
            return "\(change)"
          }
        }
        if let before {
          guard alert.since == before.since, alert.openedAt == before.openedAt, alert.lastSeenAt >= before.lastSeenAt,
            alert.severity >= before.severity
          else { return "\(change) after \(before)" }
        }
        open[alert.id] = alert.state == .resolved ? nil : alert
        if alert.state == .resolved { resolved.insert(alert.id) }
      }
      let keys = open.values.map { Key(subject: $0.subject, rule: $0.rule) }
      return Set(keys).count == keys.count ? nil : "two alerts of one rule"
    }
  }

  /// What happens to some deployments; most of it lasts for a few rounds.
  private struct World {
    var random: Seeded
    /// What is the matter with each deployment.
    private var moods = Array(repeating: (kind: 5, rule: AlertRule.failed), count: 6)

    init(seed: UInt64) {
      random = Seeded(seed: seed)
    }

    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    mutating func looks(at now: Int) -> [JobLook] {
      moods.indices.compactMap { number in
        if chance(3) {
          let rule = RuleMatrixTests.rules.randomElement(using: &random) ?? .failed
          moods[number] = (Int.random(in: 0..<16, using: &random), rule)
        }
        return chance(4) ? nil : look(number, at: now)
      }
    }

    private mutating func look(_ number: Int, at now: Int) -> JobLook {
      let (id, isOwn) = ("d-\(number)", number % 3 > 0)
      var look: JobLook =
        switch moods[number].kind {
        case 0..<4: .trouble(moods[number].rule, at: now, id: id, isOwn: isOwn)
        case 4..<10: .well(at: now, id: id, isOwn: isOwn)
        case 10: .at(.changing, id: id, isOwn: isOwn)
        case 11: .at(.missing, id: id, isOwn: isOwn)
        case 12: .at(.gone(byFlinkDeploy: chance(2)), id: id, isOwn: isOwn)
        case 13: .at(.stopped(byFlinkDeploy: chance(2)), id: id, isOwn: isOwn)
        case 14: .at(.starting, id: id, isOwn: isOwn)
        default: .at(.running, .reading(.unknown, at: now), id: id, isOwn: isOwn)
        }
      look.jobID = chance(8) ? "j-2" : "j-1"
      if chance(4) { look.health?.asOf -= 30_000 }
      return look
    }
  }

  @Test("Alerts open and are resolved in turn, after two looks, and never in an outage", arguments: 0..<40)
  func invariants(_ seed: UInt64) {
    var world = World(seed: seed)
    var (scene, reader) = (Scene(), Reader())
    for _ in 0..<250 {
      let now = scene.time + Int.random(in: -20_000...60_000, using: &world.random)
      let isOutage = world.chance(10)
      let looks = world.looks(at: now)
      let round =
        isOutage
        ? MonitorRound(time: now, platform: .unreachable(reason: "timeout"), looks: looks)
        : MonitorRound(time: now, looks: looks, isComplete: world.chance(2))
      let wasOutage = scene.board.alerts.contains { $0.subject == .platform }
      let settled = scene.board.settled
      let changes = scene.judge(round)
      let mistake = reader.mistake(in: changes)
      #expect(mistake == nil, "seed \(seed): \(mistake ?? "")")
      #expect(Set(scene.board.alerts.map(\.id)) == Set(reader.open.keys), "seed \(seed)")
      let ofJobs = changes.filter { $0.alert.subject != .platform }
      let isStillOutage = scene.board.alerts.contains { $0.subject == .platform }
      if isOutage || wasOutage && isStillOutage { #expect(ofJobs.isEmpty, "seed \(seed): \(ofJobs)") }
      for change in ofJobs {
        guard let look = looks.first(where: { $0.deploymentID == change.alert.subject.deploymentID }) else {
          #expect(settled.contains(change.alert.subject.deploymentID ?? ""), "seed \(seed): no look")
          continue
        }
        #expect(look.state != .changing || !settled.isEmpty, "seed \(seed): \(change)")
        #expect(look.isOwn || change.alert.rule.isForAll, "seed \(seed): \(change)")
      }
      if world.chance(6), let alert = scene.board.alerts.randomElement(using: &world.random) {
        scene.board.acknowledge(alert.id)
        reader.open[alert.id]?.state = .acknowledged
      }
    }
    #expect(scene.changes.messages.count > 20)
    // Everything is resolved when all is well, and nothing is left.
    for _ in 0..<60 { scene.see { now in (0..<6).map { .well(at: now, id: "d-\($0)", isOwn: $0 % 3 > 0) } } }
    #expect(scene.board.alerts.isEmpty && scene.board.cases.isEmpty && scene.board.platform.isEmpty)
  }

  @Test("A board that another process takes over opens nothing twice", arguments: 0..<20)
  func restarts(_ seed: UInt64) {
    var world = World(seed: seed)
    var (scene, reader) = (Scene(), Reader())
    for _ in 0..<200 {
      let now = scene.time + 30_000
      let mistake = reader.mistake(in: scene.judge(MonitorRound(time: now, looks: world.looks(at: now))))
      #expect(mistake == nil, "seed \(seed): \(mistake ?? "")")
      if world.chance(4) { scene.board = AlertBoard(alerts: scene.board.alerts) }
    }
    #expect(scene.changes.messages.count > 10)
  }
}
