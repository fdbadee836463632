import JobHealth
import Testing

@testable import Alerting

/// A restart that becomes a crash loop.
@Suite("Escalations of alerts")
struct EscalationTests {
  /// A scene with an alert of the rule `restarting`.
  private static func restarting() -> Scene {
    var scene = Scene.running()
    scene.see { .restarted(at: $0) }
    scene.see { .well(at: $0) }
    return scene
  }

  @Test("Restarts that become a crash loop are one alert, which becomes critical")
  func escalates() throws {
    var scene = Self.restarting()
    let before = try #require(scene.board.alerts.first)
    #expect(before.rule == .restarting && before.severity == .warning && before.facts.restarts == 1)
    #expect(scene.see { .trouble(.crashLoop, at: $0) }.messages.isEmpty)
    let changes = scene.see { .trouble(.crashLoop, at: $0) }
    #expect(changes.contains { $0.kind == .escalated(.crashLoop) })
    guard case .escalated(let alert, from: .warning) = changes.first else {
      Issue.record("\(changes)")
      return
    }
    #expect(alert.id == before.id && alert.rule == .crashLoop && alert.severity == .critical)
    #expect(alert.count > before.count && alert.openedAt == before.openedAt && alert.since == before.since)
    #expect(alert.facts.verdict == .crashLoop)
    scene.see { .trouble(.crashLoop, at: $0) }
    #expect(scene.board.alerts.map(\.id) == [before.id])
    for _ in 0..<30 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages == [.opened(.restarting), .resolved(.crashLoop)])
  }

  @Test("A crash loop that is over is resolved soon, and its restarts open no other alert")
  func over() {
    var scene = Self.restarting()
    for _ in 0..<3 {
      scene.see { .at(.running, .reading(.crashLoop, at: $0).restarted(2)) }
    }
    #expect(scene.see { .well(at: $0) }.messages.isEmpty)
    #expect(scene.see { .well(at: $0) }.messages == [.resolved(.crashLoop)])
    for _ in 0..<30 { #expect(scene.see { .well(at: $0) }.isEmpty) }
  }

  @Test("A crash loop that is seen at once opens one alert")
  func direct() {
    var scene = Scene.running()
    for _ in 0..<5 { scene.see { .at(.running, .reading(.crashLoop, at: $0).restarted(3)) } }
    #expect(scene.changes.messages == [.opened(.crashLoop)])
    #expect(!scene.changes.kinds.contains(.escalated(.crashLoop)))
  }

  @Test("An acknowledged alert escalates too, and stays acknowledged")
  func acknowledged() throws {
    var scene = Self.restarting()
    scene.board.acknowledge(try #require(scene.board.alerts.first?.id))
    scene.see { .trouble(.crashLoop, at: $0) }
    scene.see { .trouble(.crashLoop, at: $0) }
    #expect(scene.board.alerts.map(\.rule) == [.crashLoop] && scene.board.alerts.map(\.state) == [.acknowledged])
  }

  @Test("A severity never falls, whatever the rules say")
  func severities() {
    var scene = Scene.running()
    scene.rules.general.restarting.severity = .critical
    scene.rules.general.crashLoop.severity = .warning
    scene.see { .restarted(at: $0) }
    scene.see { .well(at: $0) }
    scene.see { .trouble(.crashLoop, at: $0) }
    scene.see { .trouble(.crashLoop, at: $0) }
    #expect(scene.board.alerts.map(\.severity) == [.critical])
  }

  @Test("A crash loop that ends as FAILED is another alert, since no restart follows")
  func failed() {
    var scene = Self.restarting()
    scene.see { .trouble(.crashLoop, at: $0) }
    scene.see { .trouble(.crashLoop, at: $0) }
    scene.see { .trouble(.failed, at: $0) }
    scene.see { .trouble(.failed, at: $0) }
    #expect(scene.changes.messages == [.opened(.restarting), .opened(.failed)])
    for _ in 0..<4 { scene.see { .well(at: $0, job: "j-2") } }
    #expect(scene.changes.messages.dropFirst(2) == [.resolved(.failed), .resolved(.crashLoop)])
  }
}
