import Alerting
import DeploymentStore
import Deployments
import JobHealth
import Postgres
import TestSupport
import Testing

@Suite("Alerts in the store", .endsIfStuck)
struct AlertStoreTests {
  private typealias Process = MonitorProcess
  private let now = MonitorProcess.now

  @Test("have one leader, however many monitors ask at once")
  func race() async throws {
    try await Fixture.with { fixture in
      let answers = try await withThrowingTaskGroup(of: LeadAnswer.self) { group in
        for index in 0..<8 { group.addTask { try await Process(fixture, owner: "p\(index)").store.takeLead() } }
        return try await group.reduce(into: [LeadAnswer]()) { $0.append($1) }
      }
      #expect(answers.filter { $0 == .leads(fence: 1) }.count == 1)
      for case .follows(let rest) in answers { #expect(rest > .seconds(30) && rest <= .seconds(60)) }
    }
  }

  @Test("have a lead that its owner renews and releases, and that others take when it expires")
  func lead() async throws {
    try await Fixture.with { fixture in
      let first = try await Process.leading(fixture)
      #expect(try await first.store.takeLead() == .leads(fence: 1))
      let second = try await first.successor(owner: "b")
      #expect(second.fence == 2)
      try await first.store.releaseLead(1)
      guard case .follows = try await first.store.takeLead() else { throw StoreError(.refused, .noReasonGiven) }
      try await second.store.releaseLead(2)
      #expect(try await first.store.takeLead() == .leads(fence: 3))
      let elsewhere = try await Process.leading(fixture, namespace: "m")
      #expect(elsewhere.fence == 1)
    }
  }

  @Test("come back as they were written, with their messages")
  func roundTrip() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let message = Process.message(Process.uuid(), dueIn: 10_000)
      var failed = Process.alert("d1", message: message.id)
      failed.alert.facts.failure = HealthReading.Failure(exception: "E", message: "a\0b")
      failed.alert.facts.verdict = .crashLoop
      var platform = StoredAlert(
        Alert(
          id: Process.uuid(), subject: .platform, rule: .platformUnreachable, severity: .critical, since: 1,
          openedAt: now + 1, facts: AlertFacts()),
        openingMessage: message.id)
      platform.alert.count = 7
      try await monitor.record(AlertRecord(opened: [failed, platform], messages: [message]))
      failed.alert.facts.failure?.message = "a\u{FFFD}b"
      let board = try await monitor.store.board(now: now)
      #expect(board.alerts == [failed, platform])
      let sent = AlertMessage(id: message.id, kind: .firing, alerts: [failed.alert, platform.alert], createdAt: now)
      #expect(board.messages == [StoredMessage(sent, notBefore: now + 10_000, isAttempted: false)])
      #expect(try await monitor.store.board(now: now + 200_000).messages.isEmpty)
      #expect(try await monitor.store.openAlerts(of: "d1") == [failed])
      #expect(try await monitor.store.openAlerts(of: nil) == [failed, platform])
      let other = try await Process.leading(fixture, namespace: "m")
      #expect(try await other.store.board(now: now) == StoredBoard())
      #expect(try await other.store.openAlerts(of: nil).isEmpty)
    }
  }

  @Test("are written all or nothing, and only by the leader")
  func fenced() async throws {
    try await Fixture.with { fixture in
      let first = try await Process.leading(fixture)
      let alert = try await first.open()
      let second = try await first.successor(owner: "b")
      let error = await #expect(throws: StoreError.self) { try await first.resolve(alert) }
      #expect(error?.code == .leaseLost)
      #expect(try await second.store.board(now: now).alerts == [alert])
      #expect(try await second.store.board(now: now).messages.count == 1)
    }
  }

  @Test("are not written under a lease that has expired, even if nobody else leads")
  func expired() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      try await fixture.store.query("update monitor_lease set expires_at = clock_timestamp()")
      let error = await #expect(throws: StoreError.self) { try await monitor.open() }
      #expect(error?.code == .leaseLost)
    }
  }

  @Test("can be written again after an answer that was lost, even when a channel has attempted the message meanwhile")
  func repeated() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let message = Process.message(Process.uuid())
      let alert = Process.alert(message: message.id)
      let late = Process.alert("e", message: message.id)
      try await monitor.record(AlertRecord(opened: [alert], messages: [message]))
      try await monitor.record(AlertRecord(opened: [late]))
      _ = try await monitor.deliverAll()
      #expect(try await monitor.record(AlertRecord(opened: [alert], messages: [message])) == .recorded)
      #expect(try await monitor.record(AlertRecord(opened: [late])) == .recorded)
      #expect(try await monitor.store.board(now: now).alerts.count == 2)
      #expect(try await monitor.store.waiting(on: "all").isEmpty)
      let closing = Process.message(Process.uuid(), .resolved)
      let end = AlertRecord(resolved: [alert.resolved(by: closing.id)], messages: [closing])
      try await monitor.record(end)
      #expect(try await monitor.deliverAll().map(\.kind) == [.resolved])
      #expect(try await monitor.record(end) == .recorded)
      try await monitor.record(AlertRecord(seen: [alert.seen(times: 9)]))
      #expect(try await monitor.store.board(now: now).alerts.map(\.id) == [late.id])
      #expect(try await monitor.store.waiting(on: "all").isEmpty)
    }
  }

  @Test("are open once for a subject and a rule; what fails leaves nothing behind")
  func unique() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let alert = try await monitor.open("d", .failed)
      let error = await #expect(throws: StoreError.self) { try await monitor.open("d", .failed) }
      #expect(error?.code == .refused)
      #expect(try await fixture.store.query("select from alert_message").count == 1)
      #expect(try await monitor.store.waiting(on: "all").count == 1)
      try await monitor.open("d", .gone)
      let (closing, opening) = (Process.message(Process.uuid(), .resolved), Process.message(Process.uuid()))
      let next = Process.alert("d", .failed, message: opening.id)
      try await monitor.record(
        AlertRecord(opened: [next], resolved: [alert.resolved(by: closing.id)], messages: [closing, opening]))
      #expect(Set(try await monitor.store.openAlerts(of: "d").map(\.alert.rule)) == [.failed, .gone])
    }
  }

  @Test("count their repetitions, and stay acknowledged until they are resolved")
  func acknowledged() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let alert = try await monitor.open()
      let answer = try await monitor.store.acknowledge(alert.id.uppercased(), now: now + 5)
      guard case .acknowledged(let acknowledged) = answer else { throw StoreError(.refused, .noReasonGiven) }
      #expect(acknowledged.alert.state == .acknowledged)
      #expect(acknowledged.acknowledgedAt == now + 5)
      #expect(try await monitor.store.acknowledge(alert.id, now: now + 9) == .repeated(acknowledged))
      try await monitor.record(AlertRecord(seen: [alert.seen(times: 3)]))
      let found = try #require(try await monitor.store.board(now: now).alerts.first)
      #expect(found.alert.state == .acknowledged)
      #expect(found.alert.count == 3)
      #expect(found.acknowledgedAt == now + 5)
      try await monitor.resolve(alert)
      guard case .resolved = try await monitor.store.acknowledge(alert.id, now: now + 9) else {
        throw StoreError(.refused, .noReasonGiven)
      }
      #expect(try await monitor.store.openAlerts(of: nil).isEmpty)
    }
  }

  @Test("are not acknowledged by an unknown ID", arguments: ["", "x'; drop table job_alert", MonitorProcess.uuid()])
  func unknown(id: String) async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      try await monitor.open()
      #expect(try await monitor.store.acknowledge(id, now: now) == .unknown)
      let other = Process(fixture, owner: "b", namespace: "m")
      let open = try #require(try await monitor.store.openAlerts(of: nil).first)
      #expect(try await other.store.acknowledge(open.id, now: now) == .unknown)
    }
  }

  @Test("are removed 30 days after their resolution, with their messages; open ones and theirs are kept")
  func removed() async throws {
    try await Fixture.with { fixture in
      let monitor = try await Process.leading(fixture)
      let kept = try await monitor.open("kept")
      let ended = try await monitor.open("ended")
      try await monitor.resolve(ended)
      let days = 86_400_000
      for (age, count) in [(29 * days, 3), (31 * days, 1)] {
        try await monitor.store.tidy(channels: ["all", "grave"], fence: monitor.fence, now: now + age)
        #expect(try await fixture.store.query("select from alert_message").count == count)
      }
      #expect(try await fixture.store.query("select from job_alert").count == 1)
      #expect(try await monitor.deliverAll().map { $0.alerts.map(\.id) } == [[kept.id]])
    }
  }

  @Test("need the tables of this release")
  func outdated() async throws {
    try await Fixture.with { fixture in
      try await fixture.store.query("drop table monitor_lease, alert_delivery, job_alert, alert_message")
      let store = Process(fixture, owner: "a").store
      let error = await #expect(throws: StoreError.self) { try await store.takeLead() }
      #expect(error?.code == .needsUpgrade)
    }
  }
}
