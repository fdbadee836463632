import JobHealth
import Testing

@testable import Alerting

/// Each rule: what opens its alert, repeats it, resolves it, and leaves it alone.
@Suite("Rules of alerts")
struct RuleMatrixTests {
  /// The rules about jobs.
  static let rules = AlertRule.allCases.filter { $0 != .platformUnreachable }
  /// The rules that a health reading decides.
  static let verdictRules = rules.filter { $0 != .failed && $0 != .gone }
  static let rulesForAll: Set<AlertRule> = [.failed, .crashLoop, .gone]

  /// A scene in which an alert of a rule is open.
  private static func open(_ rule: AlertRule) -> Scene {
    var scene = Scene.running()
    scene.see { .trouble(rule, at: $0) }
    scene.see { .trouble(rule, at: $0) }
    return scene
  }

  @Test("An alert opens at the second look, not at the first", arguments: rules)
  func opens(_ rule: AlertRule) throws {
    var scene = Scene.running()
    #expect(scene.see { .trouble(rule, at: $0) }.isEmpty)
    #expect(scene.board.awaitingLooks == ["d-1"])
    let opened = scene.see(after: 3) { .trouble(rule, at: $0) }
    #expect(opened.kinds == [.opened(rule)])
    let alert = try #require(opened.first?.alert)
    #expect(alert.state == .open && alert.severity == rule.severity && alert.count == 2)
    #expect(alert.subject == .deployment("d-1") && alert.openedAt == scene.time && alert.since < scene.time)
    #expect(alert.facts.deploymentName == "orders" && alert.facts.jobID == "j-1")
    #expect(scene.board.alerts == [alert] && scene.board.alerts(of: "d-1") == [alert])
    #expect(scene.board.awaitingLooks.isEmpty)
  }

  @Test("Trouble at one look only opens nothing, however often it comes back", arguments: rules)
  func singleLooks(_ rule: AlertRule) {
    // A restart is a fact: it does not become untrue, so that a later look confirms it.
    guard rule != .restarting else { return }
    var scene = Scene.running()
    for _ in 0..<10 {
      scene.see { .trouble(rule, at: $0) }
      scene.see { .well(at: $0) }
    }
    #expect(scene.changes.isEmpty && scene.board.awaitingLooks.isEmpty)
  }

  @Test("Trouble that stays is counted, without a message", arguments: rules)
  func repeats(_ rule: AlertRule) throws {
    var scene = Self.open(rule)
    for _ in 0..<5 {
      let seen = scene.see { .trouble(rule, at: $0) }
      #expect(seen.kinds == [.seen(rule)])
    }
    let alert = try #require(scene.board.alerts.first)
    #expect(alert.count == 7 && alert.lastSeenAt == scene.time && scene.board.alerts.count == 1)
    #expect(scene.changes.messages == [.opened(rule)])
  }

  @Test("An alert is resolved at the second good look, once", arguments: rules)
  func resolves(_ rule: AlertRule) throws {
    var scene = Self.open(rule)
    let id = try #require(scene.board.alerts.first?.id)
    #expect(!scene.see { .well(at: $0) }.kinds.contains(.resolved(rule)))
    if rule != .restarting { #expect(scene.board.awaitingLooks == ["d-1"]) }
    // A restart is over when none has followed for ten minutes.
    for _ in 0..<25 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages == [.opened(rule), .resolved(rule)])
    let resolved = try #require(scene.changes.last { $0.kind == .resolved(rule) }?.alert)
    #expect(resolved.id == id && resolved.state == .resolved && resolved.resolvedAt ?? 0 > resolved.openedAt)
    #expect(scene.board.alerts.isEmpty && scene.board.awaitingLooks.isEmpty)
  }

  @Test("Trouble after a resolution is another alert", arguments: rules)
  func again(_ rule: AlertRule) {
    var scene = Self.open(rule)
    for _ in 0..<25 { scene.see { .well(at: $0) } }
    scene.see { .trouble(rule, at: $0) }
    scene.see { .trouble(rule, at: $0) }
    #expect(scene.changes.messages == [.opened(rule), .resolved(rule), .opened(rule)])
    #expect(Set(scene.changes.map(\.alert.id)) == ["alert-1", "alert-2"])
  }

  @Test("A flapping job opens one alert", arguments: rules)
  func flapping(_ rule: AlertRule) {
    var scene = Self.open(rule)
    for _ in 0..<50 {
      scene.see { .well(at: $0) }
      scene.see { .trouble(rule, at: $0) }
    }
    #expect(scene.changes.messages == [.opened(rule)])
  }

  @Test("What says nothing about a trouble neither opens nor resolves its alert", arguments: rules)
  func unclear(_ rule: AlertRule) {
    var scene = Self.open(rule)
    let alerts = scene.board.alerts
    for _ in 0..<30 {
      scene.see { _ in .at(.starting) }
      scene.see { _ in .at(.stopping) }
      // That a job runs says nothing about its health, but it has not failed and is not gone.
      guard rule != .failed, rule != .gone else { continue }
      scene.see { _ in .at(.running) }
      scene.see { now in
        var look = JobLook.at(.running, .reading(.unknown, at: now))
        look.health?.checkpoints = nil
        return look
      }
      scene.see { _ in .trouble(.failed, at: 0) }
    }
    #expect(scene.board.alerts.filter { $0.rule == rule } == alerts)
    #expect(!scene.changes.messages.contains(.resolved(rule)))
  }

  @Test("The same reading counts once, in whatever round it is seen", arguments: [true, false], verdictRules)
  func sameReading(_ isTrouble: Bool, _ rule: AlertRule) {
    var scene = isTrouble ? Scene.running() : Self.open(rule)
    let look = isTrouble ? JobLook.trouble(rule, at: scene.time) : JobLook.well(at: scene.time + 700_000)
    for _ in 0..<10 { scene.see { _ in look } }
    #expect(scene.changes.messages == (isTrouble ? [] : [.opened(rule)]))
  }

  @Test("A reading that was counted is not counted again", arguments: verdictRules)
  func countedOnce(_ rule: AlertRule) {
    var scene = Self.open(rule)
    let look = JobLook.trouble(rule, at: scene.time)
    for _ in 0..<5 { #expect(scene.see { _ in look }.isEmpty) }
    #expect(scene.board.alerts.map(\.count) == [2])
  }

  @Test("A round without a look at the deployment changes nothing", arguments: rules)
  func withoutLook(_ rule: AlertRule) {
    var scene = Self.open(rule)
    let before = scene.board
    scene.see { .well(at: $0, id: "d-2", name: "other") }
    #expect(scene.board.cases == before.cases && scene.board.alerts == before.alerts)
  }

  @Test("An acknowledged alert goes on, and is resolved with a message", arguments: rules.filter { $0 != .gone })
  func acknowledged(_ rule: AlertRule) throws {
    var scene = Self.open(rule)
    let id = try #require(scene.board.alerts.first?.id)
    scene.board.acknowledge(id)
    let seen = scene.see { .trouble(rule, at: $0) }
    #expect(seen.kinds == [.seen(rule)] && seen.first?.alert.state == .acknowledged && seen.first?.alert.count == 3)
    for _ in 0..<25 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages == [.opened(rule), .resolved(rule)])
  }

  @Test("Deployments of others have three rules", arguments: rules)
  func others(_ rule: AlertRule) {
    var scene = Scene.running(isOwn: false)
    for _ in 0..<5 { scene.see { .trouble(rule, at: $0, isOwn: false) } }
    #expect(scene.changes.messages == (Self.rulesForAll.contains(rule) ? [.opened(rule)] : []))
  }

  @Test("Nothing opens and nothing is resolved while flink-deploy changes the deployment", arguments: rules)
  func underChange(_ rule: AlertRule) {
    var scene = Self.open(rule)
    let alerts = scene.board.alerts
    scene.see { .well(at: $0) }
    for _ in 0..<5 { #expect(scene.see { .at(.changing, .reading(.flowing, at: $0)) }.isEmpty) }
    #expect(scene.board.alerts.map(\.id) == alerts.map(\.id))
    // The good look from before the change does not count.
    #expect(scene.see { .well(at: $0) }.messages.isEmpty)
    for _ in 0..<25 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages == [.opened(rule), .resolved(rule)])
  }

  @Test("A trouble that was seen before a change needs two looks after it", arguments: rules)
  func suspicionBeforeChange(_ rule: AlertRule) {
    var scene = Scene.running()
    scene.see { .trouble(rule, at: $0) }
    scene.see { _ in .at(.changing) }
    #expect(scene.see { .trouble(rule, at: $0) }.isEmpty)
    // Long enough for each rule, since what was before the change does not count.
    scene.time += 4_000_000
    scene.see { .trouble(rule, at: $0) }
    scene.see { .trouble(rule, at: $0) }
    #expect(scene.changes.messages == [.opened(rule)])
  }

  @Test("Good readings from before a change do not resolve an alert", arguments: verdictRules)
  func readBeforeChange(_ rule: AlertRule) {
    var scene = Self.open(rule)
    let change = scene.time + 3_600_000
    for _ in 0..<30 {
      scene.see { now in
        var look = JobLook.well(at: now)
        look.changedAt = change
        return look
      }
    }
    #expect(scene.time < change && scene.changes.messages == [.opened(rule)])
  }

  @Test("A stop by flink-deploy resolves what is open, at once", arguments: rules)
  func stopped(_ rule: AlertRule) {
    for state in [JobLook.State.stopped(byFlinkDeploy: true), .gone(byFlinkDeploy: true)] {
      var scene = Self.open(rule)
      #expect(scene.see { _ in .at(state) }.kinds == [.resolved(rule)])
      for _ in 0..<5 { #expect(scene.see { _ in .at(state) }.isEmpty) }
      #expect(scene.board.alerts.isEmpty)
    }
  }

  @Test("A rule that is off opens nothing, and resolves what it opened", arguments: rules)
  func off(_ rule: AlertRule) {
    var scene = Scene.running()
    scene.rules.general[rule].isOn = false
    for _ in 0..<5 { scene.see { .trouble(rule, at: $0) } }
    #expect(scene.changes.isEmpty)
    var open = Self.open(rule)
    open.rules.general[rule].isOn = false
    open.see { .trouble(rule, at: $0) }
    open.see { .trouble(rule, at: $0) }
    #expect(open.changes.messages == [.opened(rule), .resolved(rule)])
  }

  @Test("A silence holds back new alerts, not the resolution of open ones", arguments: rules)
  func silence(_ rule: AlertRule) {
    var scene = Scene.running()
    scene.rules.silences = [AlertSilence(NamePattern("ord*"))]
    for _ in 0..<5 { scene.see { .trouble(rule, at: $0) } }
    #expect(scene.changes.isEmpty)
    var open = Self.open(rule)
    open.rules.silences = [AlertSilence(NamePattern("ord*"))]
    for _ in 0..<25 { open.see { .well(at: $0) } }
    #expect(open.changes.messages == [.opened(rule), .resolved(rule)])
  }

  @Test("More readings confirm if the rules say so", arguments: rules)
  func readings(_ rule: AlertRule) {
    var scene = Scene.running()
    scene.rules.general[rule].readings = 4
    for _ in 0..<3 { #expect(scene.see { .trouble(rule, at: $0) }.isEmpty) }
    #expect(scene.see { .trouble(rule, at: $0) }.kinds == [.opened(rule)])
  }

  @Test("A clock that goes back does no harm", arguments: rules)
  func clockGoesBack(_ rule: AlertRule) throws {
    var scene = Scene.running()
    scene.see { .trouble(rule, at: $0) }
    scene.see(after: -7) { .trouble(rule, at: $0) }
    #expect(scene.changes.messages == [.opened(rule)])
    scene.see(after: -3_000) { .trouble(rule, at: $0) }
    let alert = try #require(scene.board.alerts.first)
    #expect(alert.count == 3 && alert.since <= alert.openedAt && alert.lastSeenAt >= alert.openedAt)
    for _ in 0..<25 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages == [.opened(rule), .resolved(rule)])
    let resolved = try #require(scene.changes.last { $0.isMessage }?.alert)
    #expect(resolved.resolvedAt ?? 0 >= resolved.openedAt)
  }

  @Test("An alert that an earlier process left is resolved, not opened again", arguments: rules)
  func newProcess(_ rule: AlertRule) {
    let before = Self.open(rule)
    var scene = Scene()
    scene.board = AlertBoard(alerts: before.board.alerts)
    scene.time = before.time
    for _ in 0..<3 { scene.see { .trouble(rule, at: $0) } }
    #expect(scene.changes.messages.isEmpty && scene.board.alerts.first?.count == 5)
    for _ in 0..<25 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages == [.resolved(rule)])
  }
}
