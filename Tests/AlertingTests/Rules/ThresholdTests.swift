import Testing

@testable import Alerting
@testable import JobHealth

/// How long, how often or how old a trouble must be.
@Suite("Thresholds of alerts")
struct ThresholdTests {
  @Test(
    "A verdict must stand for as long as its rule says",
    arguments: [
      (AlertRule.lagging, Verdict.lagging, 300), (.backpressured, .backpressured, 300), (.notWriting, .notWriting, 30),
      (.idle, .idle, 3600), (.crashLoop, .crashLoop, 0),
    ])
  func duration(_ rule: AlertRule, _ verdict: Verdict, _ seconds: Int) {
    var scene = Scene.running()
    let begin = scene.time + 15_000
    for _ in 0..<(seconds / 15 + 3) {
      let changes = scene.see(after: 15) { .at(.running, .reading(verdict, at: $0, since: begin)) }
      guard !changes.isEmpty else { continue }
      #expect(changes.kinds == [.opened(rule)] && scene.time - begin >= seconds * 1000)
      #expect(scene.time - begin <= max(seconds * 1000, 15_000))
      #expect(scene.board.alerts.first?.since == begin)
      return
    }
    Issue.record("no alert")
  }

  @Test("The board remembers since when a verdict stands, if readings do not say so")
  func ownMemory() {
    var scene = Scene.running()
    for _ in 0..<10 { #expect(scene.see { .at(.running, .reading(.lagging, at: $0)) }.isEmpty) }
    // No quick look is asked for, since it would not be confirmed yet.
    #expect(scene.board.awaitingLooks.isEmpty)
    #expect(scene.see { .at(.running, .reading(.lagging, at: $0)) }.kinds == [.opened(.lagging)])
  }

  @Test("What a job was like before flink-deploy changed it does not count", arguments: RuleMatrixTests.verdictRules)
  func beforeChange(_ rule: AlertRule) {
    var scene = Scene.running()
    let change = scene.time + 600_000
    func see(after seconds: Int) {
      scene.see(after: seconds) { now in
        var look = JobLook.trouble(rule, at: now)
        look.changedAt = change
        return look
      }
    }
    // These readings are older than the change.
    for _ in 0..<5 { see(after: 10) }
    #expect(scene.changes.isEmpty)
    // These are newer, but what they say of the time before it is not about the job as it is.
    scene.time = change
    for _ in 0..<2 { see(after: 10) }
    let isAtOnce = rule == .crashLoop
    #expect(scene.changes.messages == (isAtOnce ? [.opened(rule)] : []))
    scene.time = change + 4_000_000
    for _ in 0..<2 { see(after: 10) }
    #expect(scene.changes.messages == [.opened(rule)])
  }

  @Test("Two looks with a long silence between them confirm nothing")
  func longSilence() {
    var scene = Scene.running()
    for _ in 0..<5 {
      scene.see { .trouble(.crashLoop, at: $0) }
      for _ in 0..<32 { scene.see { _ in .at(.running) } }
    }
    #expect(scene.changes.isEmpty)
  }

  @Test("A backlog that is worked off within half an hour is not an alert; a slower one is")
  func catchingUp() {
    func look(_ now: Int, shrunk: Int) -> JobLook {
      var look = JobLook.trouble(.lagging, at: now)
      look.health?.pendingRecords = 100_000
      look.health?.reasons = [.backlogShrinks(from: 100_000 + shrunk, to: 100_000)]
      return look
    }
    var scene = Scene.running()
    // 2,000 in 30 seconds: gone after 25 minutes.
    for _ in 0..<5 { scene.see { look($0, shrunk: 2_000) } }
    #expect(scene.changes.isEmpty)
    // 1,000 in 30 seconds: gone after 50 minutes.
    for _ in 0..<2 { scene.see { look($0, shrunk: 1_000) } }
    #expect(scene.changes.kinds == [.opened(.lagging)])
    // Catching up is not well yet.
    for _ in 0..<5 { scene.see { look($0, shrunk: 2_000) } }
    #expect(scene.board.alerts.count == 1)
  }

  @Test("An idle source counts from its last message")
  func idle() {
    var scene = Scene.running()
    func look(_ now: Int, idle: Double) -> JobLook {
      var look = JobLook.at(.running, .reading(.idle, at: now))
      look.health?.sourceIdleSeconds = idle
      return look
    }
    for _ in 0..<2 { scene.see { look($0, idle: 600) } }
    #expect(scene.changes.isEmpty)
    for _ in 0..<2 { scene.see { look($0, idle: 7_200) } }
    #expect(scene.changes.messages == [.opened(.idle)])
    #expect(AlertRules().general.idle.isOn == false)
  }

  @Test(
    "No checkpoint counts after three intervals, and after five minutes at least",
    arguments: [(60, 290, false), (60, 310, true), (600, 1_790, false), (600, 1_810, true), (1, 310, true)])
  func checkpoint(_ interval: Int, _ age: Int, _ opens: Bool) {
    var scene = Scene.running()
    for _ in 0..<3 {
      scene.see(after: 1) { now in
        var look = JobLook.checkpoint(secondsAgo: age, at: now)
        look.checkpointIntervalSeconds = interval
        return look
      }
    }
    #expect(scene.changes.messages == (opens ? [.opened(.noCheckpoint)] : []))
  }

  @Test("A job that has just started, or makes no checkpoints, has no alert about them")
  func noCheckpointsYet() {
    var scene = Scene.running()
    func look(_ now: Int, startedAgo: Int?, interval: Int?) -> JobLook {
      var look = JobLook.well(at: now)
      look.health?.checkpoints = .init()
      look.startedAt = startedAgo.map { now - $0 * 1000 }
      look.checkpointIntervalSeconds = interval
      return look
    }
    for _ in 0..<3 {
      scene.see { look($0, startedAgo: 200, interval: 60) }
      scene.see { look($0, startedAgo: nil, interval: 60) }
      scene.see { look($0, startedAgo: 9_000, interval: nil) }
      // The checkpoint is that of the job before.
      scene.see { now in
        var look = JobLook.checkpoint(secondsAgo: 9_000, at: now)
        look.startedAt = now - 100_000
        return look
      }
    }
    #expect(scene.changes.isEmpty)
    for _ in 0..<2 { scene.see { look($0, startedAgo: 400, interval: 60) } }
    #expect(scene.changes.kinds == [.opened(.noCheckpoint)])
  }

  @Test("Numbers that are too large do no harm")
  func largeNumbers() {
    var scene = Scene.running()
    scene.rules.general.noCheckpoint.threshold = .intervals(count: .max, leastSeconds: 60)
    for _ in 0..<3 {
      scene.see { now in
        var look = JobLook.checkpoint(secondsAgo: 9_000, at: now)
        look.checkpointIntervalSeconds = .max
        look.health?.windowSeconds = .infinity
        look.health?.restartsInWindow = .max
        look.health?.sourceIdleSeconds = .nan
        return look
      }
    }
    #expect(!scene.changes.kinds.contains(.opened(.noCheckpoint)))
  }
}
