import JobHealth
import Testing

@testable import Alerting

/// Troubles that are explained by another one of the same job.
@Suite("Alerts that explain others")
struct ExplanationTests {
  /// A rule, and another one that it explains, with looks that show both.
  struct Pair: Sendable, CustomTestStringConvertible {
    let cause: AlertRule
    let effect: AlertRule
    var testDescription: String { "\(cause.rawValue) explains \(effect.rawValue)" }

    /// A look that shows both, as far as one look can.
    func look(at time: Int) -> JobLook {
      var look = JobLook.trouble(cause, at: time)
      switch effect {
      case .restarting: look.health = look.health?.restarted(1)
      case .noCheckpoint: look.health?.checkpoints = .completed(at: time - 3_600_000)
      default: break
      }
      return look
    }
  }

  static let pairs = [
    Pair(cause: .crashLoop, effect: .restarting), Pair(cause: .crashLoop, effect: .noCheckpoint),
    Pair(cause: .notWriting, effect: .noCheckpoint),
  ]

  @Test("An explained trouble opens no alert, even if both are seen at once", arguments: pairs)
  func together(_ pair: Pair) {
    var scene = Scene.running()
    for _ in 0..<10 { scene.see { pair.look(at: $0) } }
    #expect(scene.changes.messages == [.opened(pair.cause)])
  }

  @Test("A trouble waits for its cause, which is about to be confirmed", arguments: pairs)
  func effectFirst(_ pair: Pair) {
    var scene = Scene.running()
    scene.see { .trouble(pair.effect, at: $0) }
    for _ in 0..<5 { scene.see { pair.look(at: $0) } }
    #expect(scene.changes.messages == [.opened(pair.cause)])
    #expect(scene.board.awaitingLooks.isEmpty)
  }

  @Test("A trouble whose cause is not confirmed opens its alert after all", arguments: pairs)
  func noCause(_ pair: Pair) {
    var scene = Scene.running()
    scene.see { .trouble(pair.effect, at: $0) }
    scene.see { pair.look(at: $0) }
    scene.see { .trouble(pair.effect, at: $0) }
    #expect(scene.changes.messages == [.opened(pair.effect)])
  }

  @Test("Once the cause has its alert, nothing else of the job waits for a look")
  func noOpenQuestions() {
    var scene = Scene.running()
    scene.see { .trouble(.lagging, at: $0) }
    for _ in 0..<2 { scene.see { .trouble(.notWriting, at: $0) } }
    #expect(scene.changes.messages == [.opened(.notWriting)] && scene.board.awaitingLooks.isEmpty)
  }

  @Test("An alert that was open before its cause stays until the job is well", arguments: pairs)
  func before(_ pair: Pair) {
    // This pair is one alert that escalates.
    guard pair.effect != .restarting else { return }
    var scene = Scene.running()
    for _ in 0..<2 { scene.see { .trouble(pair.effect, at: $0) } }
    for _ in 0..<3 { scene.see { pair.look(at: $0) } }
    #expect(scene.changes.messages == [.opened(pair.effect), .opened(pair.cause)])
    // A checkpoint completes, but the job is not well.
    for _ in 0..<5 { scene.see { .trouble(pair.cause, at: $0) } }
    #expect(scene.board.alerts.map(\.rule) == [pair.effect, pair.cause])
    for _ in 0..<4 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages.dropFirst(2) == [.resolved(pair.cause), .resolved(pair.effect)])
  }

  @Test("A job that failed has no other alert", arguments: RuleMatrixTests.verdictRules + [.gone])
  func failed(_ rule: AlertRule) {
    var scene = Scene.running()
    scene.see { .trouble(rule, at: $0) }
    scene.see { .trouble(.failed, at: $0) }
    scene.see { .trouble(.failed, at: $0) }
    // The next job has the trouble again, before the failure is over for certain.
    scene.see { .trouble(rule == .gone ? .failed : rule, at: $0) }
    #expect(scene.changes.messages == [.opened(.failed)])
  }

  @Test("A job at its limit, now LAGGING and now BACKPRESSURED, has one alert")
  func alternating() {
    var scene = Scene.running()
    for number in 0..<40 { scene.see { .trouble(number % 3 == 0 ? .backpressured : .lagging, at: $0) } }
    #expect(scene.changes.messages.count == 1)
    for _ in 0..<2 { scene.see { .well(at: $0) } }
    #expect(scene.changes.messages.count == 2 && scene.board.alerts.isEmpty)
  }

  @Test("The alert of a blocked sink is resolved once it is free, although a backlog waits")
  func workingOff() {
    var scene = Scene.running()
    for _ in 0..<2 { scene.see { .trouble(.notWriting, at: $0) } }
    for _ in 0..<2 { scene.see { .at(.running, .reading(.lagging, at: $0)) } }
    #expect(scene.changes.messages == [.opened(.notWriting), .resolved(.notWriting)])
  }

  @Test("A job that stops writing while it lags has a second, critical alert")
  func worse() {
    var scene = Scene.running()
    for _ in 0..<2 { scene.see { .trouble(.lagging, at: $0) } }
    for _ in 0..<4 { scene.see { .trouble(.notWriting, at: $0) } }
    #expect(scene.changes.messages == [.opened(.lagging), .opened(.notWriting)])
    for _ in 0..<3 { scene.see { .trouble(.lagging, at: $0) } }
    #expect(scene.changes.messages.last == .resolved(.notWriting) && scene.board.alerts.map(\.rule) == [.lagging])
  }

  @Test("No rule explains itself, and only LAGGING and BACKPRESSURED explain each other")
  func order() {
    for rule in AlertRule.allCases {
      #expect(!rule.explains(rule))
      for other in AlertRule.allCases where rule.explains(other) && other.explains(rule) {
        #expect(Set([rule, other]) == [.lagging, .backpressured])
      }
    }
    // What explains comes first, so that it opens first.
    for (index, rule) in AlertRule.ofJobs.enumerated() {
      for earlier in AlertRule.ofJobs[..<index] where rule.explains(earlier) { #expect(earlier.explains(rule)) }
    }
    #expect(Set(AlertRule.ofJobs).union([.platformUnreachable]) == Set(AlertRule.allCases))
  }
}
