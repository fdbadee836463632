import Testing

@testable import Alerting
@testable import JobHealth

/// Jobs that are replaced, deployments that are renamed, and what an alert knows of them.
@Suite("What an alert is about")
struct IdentityTests {
  @Test("A verdict on the job before does not count for its successor", arguments: RuleMatrixTests.verdictRules)
  func replaced(_ rule: AlertRule) {
    var scene = Scene.running()
    for number in 0..<20 {
      scene.see { now in
        var look = JobLook.trouble(rule, at: now)
        look.jobID = "j-\(number)"
        return look
      }
    }
    #expect(scene.changes.isEmpty)
  }

  @Test("A job that fails under one ID and then under another is one alert")
  func failsAgain() throws {
    var scene = Scene.running()
    for number in 0..<5 { scene.see { _ in .at(.failed(text: "t\(number)"), job: "j-\(number)") } }
    #expect(scene.changes.messages == [.opened(.failed)])
    let facts = try #require(scene.board.alerts.first?.facts)
    #expect(facts.jobID == "j-4" && facts.platformText == "t4")
  }

  @Test("A renamed deployment keeps its alert, under its new name and its new rules")
  func renamed() {
    var scene = Scene.running()
    var change = RuleChange()
    change.isOn = false
    scene.rules.overrides = [RuleOverride(NamePattern("test-*"), [.lagging: change])]
    for _ in 0..<2 { scene.see { .trouble(.lagging, at: $0) } }
    #expect(scene.changes.kinds == [.opened(.lagging)])
    scene.see { now in
      var look = JobLook.trouble(.notWriting, at: now)
      look.name = "invoices"
      return look
    }
    scene.see { now in
      var look = JobLook.trouble(.lagging, at: now)
      look.name = "invoices"
      return look
    }
    #expect(scene.board.alerts.map(\.facts.deploymentName) == ["invoices"])
    for _ in 0..<2 {
      scene.see { now in
        var look = JobLook.trouble(.lagging, at: now)
        look.name = "test-invoices"
        return look
      }
    }
    #expect(scene.changes.messages == [.opened(.lagging), .resolved(.lagging)])
  }

  @Test("Facts are of the newest look, and what it does not know stays")
  func facts() throws {
    var scene = Scene.running()
    let failure = HealthReading.Failure(exception: "org.postgresql.util.PSQLException", message: "read-only")
    let figures = TuningFigures(
      inputPerSecond: 100, ratePerSubtask: 20, backlog: 5, minutesToDrain: 30, targetPercent: 70, needed: 8)
    for number in 0..<4 {
      scene.see { now in
        var look = JobLook.trouble(.notWriting, at: now)
        look.health?.pendingRecords = number == 3 ? nil : number
        look.health?.recommendation = number == 1 ? .init(parallelism: 8, reason: .tooSlow(figures)) : nil
        look.failure = number < 2 ? nil : failure
        look.causeID = number == 2 ? "postgres_read_only" : nil
        return look
      }
    }
    let facts = try #require(scene.board.alerts.first?.facts)
    #expect(facts.verdict == .notWriting && facts.pendingRecords == 2 && facts.recommendedParallelism == 8)
    #expect(facts.lastCheckpointAt == scene.time - 10_000)
    // A cause belongs to its failure: the newest one has none.
    #expect(facts.failure == failure && facts.causeID == nil)
  }

  @Test("A long text of Alibaba Cloud is cut, and an old failure does not explain a slow job")
  func texts() throws {
    var scene = Scene.running()
    for _ in 0..<2 { scene.see { _ in .at(.failed(text: String(repeating: "长", count: 1_000))) } }
    #expect(scene.board.alerts.first?.facts.platformText?.count == 300)
    var slow = Scene.running()
    for _ in 0..<2 {
      slow.see { now in
        var look = JobLook.trouble(.lagging, at: now)
        look.health?.lastException = .init(failure: .init(exception: "a.B"), time: 1)
        return look
      }
    }
    let alert = try #require(slow.board.alerts.first)
    #expect(alert.rule == .lagging && alert.facts.failure == nil)
  }

  @Test("A failure since when is known begins then; one of the future begins now")
  func since() {
    for (since, expected) in [(-90_000, -90_000), (90_000, 0)] {
      var scene = Scene.running()
      let first = scene.time + 30_000
      for _ in 0..<2 {
        scene.see { _ in
          var look = JobLook.at(.failed(text: nil))
          look.stateSince = first + since
          return look
        }
      }
      #expect(scene.board.alerts.first?.since == first + expected)
    }
  }

  @Test("A failure of others that is older than a day is not news, unless the job was seen to run")
  func oldFailures() {
    func fail(_ scene: inout Scene, isOwn: Bool, days: Int) {
      for _ in 0..<2 {
        scene.see { now in
          var look = JobLook.at(.failed(text: nil), isOwn: isOwn)
          look.stateSince = now - days * 86_400_000 - 60_000
          return look
        }
      }
    }
    for (isOwn, days, opens) in [(false, 1, false), (false, 0, true), (true, 400, true)] {
      var scene = Scene()
      fail(&scene, isOwn: isOwn, days: days)
      #expect(scene.changes.count == (opens ? 1 : 0))
    }
  }
}
