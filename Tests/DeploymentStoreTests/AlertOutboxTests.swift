import Alerting
import DeploymentStore
import Deployments
import Postgres
import TestSupport
import Testing

@Suite("The outbox of alerts", .endsIfStuck)
struct AlertOutboxTests {
  private typealias Process = MonitorProcess
  private let now = MonitorProcess.now

  @Test("obeys only the leader, but records a message as taken that an earlier leader has delivered")
  func lateOutcome() async throws {
    try await Fixture.with { fixture in
      let first = try await Process.leading(fixture)
      try await first.open("d1")
      try await first.open("d2")
      let delivery = try #require(try await first.store.waiting(on: "all").first)
      _ = try await first.store.claim(delivery, fence: first.fence, now: now)
      let second = try await first.successor(owner: "b")
      let late: [DeliveryDecision] = [.again(at: now, reason: "r"), .dead(reason: "r")]
      for decision in late {
        let error = await #expect(throws: StoreError.self) {
          try await first.store.finish(delivery.id, decision, fence: first.fence, now: now)
        }
        #expect(error?.code == .leaseLost)
      }
      let error = await #expect(throws: StoreError.self) {
        try await first.store.claim(delivery, fence: first.fence, now: now)
      }
      #expect(error?.code == .leaseLost)
      try await first.store.finish(delivery.id, .taken, fence: first.fence, now: now)
      #expect(try await second.store.waiting(on: "all").count == 1)
      try await second.store.finish(delivery.id, .dead(reason: "r"), fence: second.fence, now: now)
      #expect(try await second.store.undelivered().filter(\.isDead).isEmpty)
    }
  }

  @Test("never has a resolution before the opening of its alert, whenever they are due")
  func order() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let late = try await monitor.open("d1", dueIn: 60_000)
      let soon = try await monitor.open("d2", dueIn: 10_000)
      let closing = Process.message(Process.uuid(), .resolved, dueIn: 20_000)
      try await monitor.record(AlertRecord(resolved: [soon.resolved(by: closing.id)], messages: [closing]))
      try await monitor.record(AlertRecord(resolved: [late.resolved(by: closing.id)]))
      let waiting = try await monitor.store.waiting(on: "all")
      #expect(waiting.map(\.messageID) == [soon.openingMessage, late.openingMessage, closing.id])
      #expect(waiting.map(\.dueAt) == [now + 10_000, now + 60_000, now + 60_001])
      #expect(try await monitor.deliverAll().map { $0.alerts.count } == [1, 1, 2])
    }
  }

  @Test("lets only the first message of a channel leave")
  func head() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      try await monitor.open("d1", dueIn: 5000)
      let known = try await monitor.store.waiting(on: "all")
      let urgent = try await monitor.open("d2")
      #expect(try await monitor.store.claim(known[0], fence: monitor.fence, now: now) == nil)
      let waiting = try await monitor.store.waiting(on: "all")
      #expect(waiting.map(\.attempts) == [0, 0])
      #expect(try await monitor.store.claim(waiting[0], fence: monitor.fence, now: now)?.id == urgent.openingMessage)
      try await monitor.store.finish(
        waiting[0].id, .again(at: now + 9000, reason: "busy"), fence: monitor.fence, now: now + 1)
      #expect(try await monitor.store.claim(waiting[1], fence: monitor.fence, now: now) == nil)
      let head = try #require(try await monitor.store.waiting(on: "all").first)
      #expect(head.attempts == 1)
      #expect(head.attemptedAt == now)
      #expect(head.retryAt == now + 9000)
      #expect(try await monitor.store.waiting(on: "grave").map(\.attempts) == [0, 0])
      #expect(try await monitor.store.attempts(on: "all", since: now - 1) == [now])
      #expect(try await monitor.store.attempts(on: "all", since: now).isEmpty)
    }
  }

  @Test("lets nothing join a message that a channel has attempted")
  func joining() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let first = try await monitor.open("d1")
      let joined = Process.alert("d2", message: first.openingMessage)
      #expect(try await monitor.record(AlertRecord(opened: [joined])) == .recorded)
      let delivery = try await monitor.store.waiting(on: "all")[0]
      let sent = try await monitor.store.claim(delivery, fence: monitor.fence, now: now)
      #expect(sent?.alerts.map(\.id).sorted() == [first.id, joined.id].sorted())
      let late = Process.alert("d3", message: first.openingMessage)
      #expect(try await monitor.record(AlertRecord(opened: [late])) == .attempted([first.openingMessage]))
      #expect(try await monitor.store.openAlerts(of: "d3").isEmpty)
      #expect(try await monitor.store.board(now: now).messages.map(\.isAttempted) == [true])
    }
  }

  @Test("never loses an alert that joins a message while the message leaves")
  func joinRace() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      for round in 0..<20 {
        let first = try await monitor.open("first\(round)")
        let delivery = try #require(try await monitor.store.waiting(on: "all").first)
        let late = Process.alert("late\(round)", message: first.openingMessage)
        async let sent = monitor.store.claim(delivery, fence: monitor.fence, now: now)
        async let outcome = monitor.record(AlertRecord(opened: [late]))
        let isSent = try await sent?.alerts.contains { $0.id == late.id }
        let isRecorded = try await outcome == .recorded
        #expect(isSent == isRecorded)
        try await monitor.store.finish(delivery.id, .taken, fence: monitor.fence, now: now)
      }
    }
  }

  @Test("sends an escalation to the channels that did not get the alert, and its resolution to all")
  func escalation() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let alert = try await monitor.open("d", .restarting)
      #expect(try await monitor.store.waiting(on: "grave").isEmpty)
      let escalation = Process.message(Process.uuid())
      let worse = alert.escalated(by: escalation.id)
      for _ in 1...2 { try await monitor.record(AlertRecord(escalated: [worse], messages: [escalation])) }
      #expect(try await monitor.store.waiting(on: "all").map(\.messageID) == [alert.openingMessage])
      #expect(try await monitor.store.waiting(on: "grave").map(\.messageID) == [escalation.id])
      let found = try #require(try await monitor.store.openAlerts(of: "d").first)
      #expect(found.alert.rule == .crashLoop)
      #expect(found.alert.severity == .critical)
      try await monitor.resolve(found)
      for channel in ["all", "grave"] {
        let messages = try await monitor.deliverAll(on: channel)
        #expect(messages.map(\.kind) == [.firing, .resolved])
        #expect(messages.allSatisfy { $0.alerts.map(\.id) == [alert.id] })
      }
    }
  }

  @Test("has nothing old for a channel that is configured later")
  func newChannel() async throws {
    try await Fixture.with { fixture in
      var monitor = try await Process.leading(fixture)
      let alert = try await monitor.open()
      monitor.recipients.append(Recipient(channel: "new", severity: .warning))
      try await monitor.record(AlertRecord(seen: [alert.seen(times: 2)]))
      try await monitor.resolve(alert)
      #expect(try await monitor.store.waiting(on: "new").isEmpty)
      try await monitor.open("e")
      #expect(try await monitor.store.waiting(on: "new").count == 1)
    }
  }

  @Test("keeps messages of a channel that is not configured any more for a day, then gives them up")
  func removedChannel() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let alert = try await monitor.open()
      let day = 86_400_000
      for (time, dead) in [(now + day - 1, 0), (now + day, 1)] {
        try await monitor.store.tidy(channels: ["all"], fence: monitor.fence, now: time)
        let counts = try await monitor.store.deliveryCounts()
        #expect(counts == DeliveryCounts(waiting: 2 - dead, dead: dead))
      }
      let undelivered = try await monitor.store.undelivered()
      #expect(undelivered.map(\.delivery.channel) == ["all", "grave"])
      #expect(undelivered.map(\.isDead) == [false, true])
      #expect(undelivered.map(\.alertIDs) == [[alert.id], [alert.id]])
    }
  }

  @Test("shows what was given up, and goes on with the next message")
  func deadLetters() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let refused = try await monitor.open("d1")
      let next = try await monitor.open("d2")
      let waiting = try await monitor.store.waiting(on: "all")
      _ = try await monitor.store.claim(waiting[0], fence: monitor.fence, now: now)
      try await monitor.store.finish(waiting[0].id, .dead(reason: "HTTP 404"), fence: monitor.fence, now: now)
      #expect(try await monitor.deliverAll().map(\.id) == [next.openingMessage])
      let dead = try await monitor.store.undelivered().filter(\.isDead)
      #expect(dead.map(\.delivery.messageID) == [refused.openingMessage])
      #expect(dead.first?.lastError == "HTTP 404")
      #expect(dead.first?.kind == .firing)
      let other = Process(fixture, owner: "b", namespace: "m")
      #expect(try await other.store.undelivered().isEmpty)
      #expect(try await other.store.deliveryCounts() == DeliveryCounts())
    }
  }

  @Test("delivers nothing of an alert that was removed, and goes on with the next message")
  func removedAlert() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      try await monitor.open("d1")
      let next = try await monitor.open("d2")
      try await fixture.store.query("delete from job_alert where deployment_id = 'd1'")
      let waiting = try await monitor.store.waiting(on: "all")
      #expect(try await monitor.store.claim(waiting[0], fence: monitor.fence, now: now) == nil)
      #expect(try await monitor.deliverAll().map(\.id) == [next.openingMessage])
    }
  }
}
