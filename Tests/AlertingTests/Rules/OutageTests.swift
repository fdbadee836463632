import JobHealth
import Testing

@testable import Alerting

/// Alibaba Cloud does not answer.
@Suite("Outages of Alibaba Cloud")
struct OutageTests {
  @Test("One failed round opens nothing, two open one alert, which later rounds repeat")
  func opens() throws {
    var scene = Scene.running()
    #expect(scene.outage().isEmpty && scene.board.isPlatformAwaitingLook)
    #expect(scene.see { .well(at: $0) }.isEmpty && !scene.board.isPlatformAwaitingLook)
    scene.outage()
    #expect(scene.outage(after: 3).kinds == [.opened(.platformUnreachable)])
    let alert = try #require(scene.board.alerts.first)
    #expect(alert.subject == .platform && alert.severity == .critical && alert.count == 2)
    #expect(alert.facts.platformText == "connection refused")
    for _ in 0..<5 { #expect(scene.outage().kinds == [.seen(.platformUnreachable)]) }
    #expect(scene.board.alerts.first?.count == 7)
  }

  @Test("It is resolved at the second round with an answer")
  func resolves() {
    var scene = Scene()
    for _ in 0..<3 { scene.outage() }
    #expect(scene.see { .well(at: $0) }.isEmpty && scene.board.isPlatformAwaitingLook)
    scene.outage()
    #expect(scene.see { .well(at: $0) }.isEmpty)
    #expect(scene.see { .well(at: $0) }.kinds == [.resolved(.platformUnreachable)])
    #expect(scene.board.alerts.isEmpty && scene.changes.messages.count == 2)
  }

  @Test("Nothing else opens or is resolved meanwhile", arguments: RuleMatrixTests.rules)
  func holdsBack(_ rule: AlertRule) {
    var scene = Scene.running()
    scene.see { [.trouble(rule, at: $0), .well(at: $0, id: "d-2"), .well(at: $0, id: "d-3")] }
    scene.see { [.trouble(rule, at: $0), .trouble(.failed, at: $0, id: "d-2"), .well(at: $0, id: "d-3")] }
    let alerts = scene.board.alerts
    #expect(alerts.map(\.rule) == [rule])
    for _ in 0..<2 { scene.outage() }
    // Looks from before the connection broke say nothing.
    scene.judge(
      MonitorRound(
        time: scene.time + 30_000, platform: .unreachable(reason: "timeout"),
        looks: [.well(at: scene.time), .trouble(.failed, at: scene.time, id: "d-2")]))
    #expect(scene.board.alerts.filter { $0.subject != .platform } == alerts)
    // The first answer does not count either.
    scene.see { [.well(at: $0), .trouble(.failed, at: $0, id: "d-2"), .at(.missing, id: "d-3")] }
    #expect(scene.changes.messages == [.opened(rule), .opened(.platformUnreachable)])
    scene.see { [.well(at: $0), .trouble(.failed, at: $0, id: "d-2"), .at(.missing, id: "d-3")] }
    #expect(scene.changes.messages.last == .resolved(.platformUnreachable) && scene.changes.messages.count == 3)
    scene.see { [.well(at: $0), .trouble(.failed, at: $0, id: "d-2"), .well(at: $0, id: "d-3")] }
    #expect(scene.changes.messages.contains(.opened(.failed)) || rule == .failed)
    #expect(!scene.changes.messages.contains(.opened(.gone)) || rule == .gone)
  }

  @Test("An acknowledged outage is resolved with a message")
  func acknowledged() {
    var scene = Scene()
    for _ in 0..<2 { scene.outage() }
    scene.board.acknowledge("alert-1")
    scene.outage()
    #expect(scene.board.alerts.map(\.state) == [.acknowledged])
    for _ in 0..<2 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages == [.opened(.platformUnreachable), .resolved(.platformUnreachable)])
  }

  @Test("A rule that is off opens nothing, and an alert of an earlier process is resolved")
  func offAndEarlier() {
    var scene = Scene()
    scene.rules.general.platformUnreachable.isOn = false
    for _ in 0..<5 { scene.outage() }
    #expect(scene.changes.isEmpty)
    var second = Scene()
    for _ in 0..<2 { second.outage() }
    second.board = AlertBoard(alerts: second.board.alerts)
    for _ in 0..<3 { second.outage() }
    for _ in 0..<2 { second.see { .well(at: $0) } }
    #expect(second.changes.messages == [.opened(.platformUnreachable), .resolved(.platformUnreachable)])
  }
}
