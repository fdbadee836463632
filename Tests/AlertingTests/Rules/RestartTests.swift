import Testing

@testable import Alerting
@testable import JobHealth

/// What counts as a restart, and for how long.
@Suite("Restarts")
struct RestartTests {
  /// A scene whose rule needs so many restarts within ten minutes.
  private static func scene(_ count: Int) -> Scene {
    var scene = Scene.running()
    scene.rules.general.restarting.threshold = .restarts(count: count, withinSeconds: 600)
    return scene
  }

  /// A look whose window is so long.
  private static func look(_ restarts: Int, window: Double, at now: Int) -> JobLook {
    var look = JobLook.restarted(restarts, at: now)
    look.health?.windowSeconds = window
    return look
  }

  @Test("Windows that overlap count a restart once")
  func overlap() {
    var scene = Self.scene(3)
    for _ in 0..<2 { scene.see(after: 30) { Self.look(1, window: 30, at: $0) } }
    // The same restart, in a longer window.
    scene.see(after: 3) { Self.look(1, window: 33, at: $0) }
    scene.see(after: 3) { Self.look(1, window: 36, at: $0) }
    for _ in 0..<3 { #expect(scene.see(after: 3) { .well(at: $0) }.isEmpty) }
    scene.see(after: 40) { Self.look(1, window: 30, at: $0) }
    #expect(scene.see { .well(at: $0) }.kinds == [.opened(.restarting)])
    #expect(scene.board.alerts.first?.facts.restarts == 3)
  }

  @Test("Restarts are forgotten after their time")
  func forgotten() {
    var scene = Self.scene(2)
    for _ in 0..<10 {
      scene.see { .restarted(at: $0) }
      for _ in 0..<21 { scene.see { .well(at: $0) } }
    }
    #expect(scene.changes.isEmpty && scene.board.cases.isEmpty)
  }

  @Test("A job that restarts every few minutes has one alert until ten minutes are calm")
  func calm() {
    var scene = Self.scene(1)
    for _ in 0..<10 {
      scene.see { .restarted(at: $0) }
      for _ in 0..<6 { scene.see { .well(at: $0) } }
    }
    #expect(scene.changes.messages == [.opened(.restarting)])
    let last = scene.time
    while scene.board.alerts.count == 1, scene.time - last < 3_600_000 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages.last == .resolved(.restarting))
    #expect((360_000...600_000).contains(scene.time - last))
  }

  @Test("A job that waits for its next start restarts, whatever its counters say")
  func waiting() {
    var scene = Self.scene(1)
    for _ in 0..<2 {
      scene.see { now in
        var look = JobLook.at(.running, .reading(.unknown, at: now))
        look.health?.reasons = [.restarting(seconds: 40)]
        look.health?.restartsInWindow = nil
        return look
      }
    }
    #expect(scene.changes.kinds == [.opened(.restarting)])
  }

  @Test("Restarts of another job do not count")
  func otherJob() {
    var scene = Self.scene(2)
    scene.see { .restarted(at: $0) }
    scene.see { now in
      var look = JobLook.restarted(at: now)
      look.jobID = "j-2"
      return look
    }
    scene.see { .well(at: $0, job: "j-2") }
    #expect(scene.changes.isEmpty)
  }

  @Test("A restart by a change of flink-deploy does not count, also if only the end of the change was seen")
  func change() {
    var scene = Self.scene(1)
    for _ in 0..<3 {
      scene.see { now in
        var look = Self.look(2, window: 60, at: now)
        look.changedAt = now - 10_000
        return look
      }
    }
    scene.see { _ in .at(.changing) }
    scene.see { Self.look(1, window: 45, at: $0) }
    scene.see { .well(at: $0) }
    #expect(scene.changes.isEmpty)
    for _ in 0..<2 { scene.see { Self.look(1, window: 20, at: $0) } }
    #expect(scene.changes.kinds == [.opened(.restarting)])
  }

  @Test("A restart before a change of flink-deploy is not added to one after it")
  func beforeChange() {
    var scene = Self.scene(2)
    scene.see { .restarted(at: $0) }
    scene.see { _ in .at(.changing) }
    for _ in 0..<3 { scene.see(after: 60) { Self.look(1, window: 20, at: $0) } }
    #expect(scene.changes.kinds.first == .opened(.restarting))
    #expect(scene.board.alerts.first?.count == 2 && scene.board.alerts.first?.facts.restarts == 3)
  }
}
