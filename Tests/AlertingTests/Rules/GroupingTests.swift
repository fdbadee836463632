import JobHealth
import Testing

@testable import Alerting

/// Which message an alert joins, and when it is due.
@Suite("Grouping of messages")
struct GroupingTests {
  private static let start = 1_700_000_000_000

  /// A grouping with a counter for IDs.
  private struct Mailbox {
    var grouping: MessageGrouping
    private var nextID = 0

    init(_ board: StoredBoard = StoredBoard()) {
      grouping = MessageGrouping(board)
    }

    mutating func record(_ changes: [AlertChange], after milliseconds: Int) -> AlertRecord {
      var id = nextID
      defer { nextID = id }
      return grouping.record(changes, now: GroupingTests.start + milliseconds) {
        id += 1
        return "message-\(id)"
      }
    }
  }

  /// An alert of a deployment.
  private static func alert(_ number: Int, _ rule: AlertRule = .failed, text: String = "no slots") -> Alert {
    var facts = AlertFacts()
    facts.deploymentName = "orders-\(number)"
    facts.platformText = text
    return Alert(
      id: "alert-\(number)", subject: .deployment("d-\(number)"), rule: rule, severity: rule.severity, since: start,
      openedAt: start, facts: facts)
  }

  private static func resolved(_ alert: Alert) -> AlertChange {
    var alert = alert
    alert.state = .resolved
    alert.resolvedAt = start + 100_000
    return .resolved(alert)
  }

  @Test("The first alert makes a message that waits ten seconds, and others join it")
  func joins() throws {
    var box = Mailbox()
    let first = box.record([.opened(Self.alert(1))], after: 0)
    let message = try #require(first.messages.first)
    #expect(message.kind == .firing && message.createdAt == Self.start && message.notBefore == Self.start + 10_000)
    #expect(first.opened.map(\.openingMessage) == [message.id] && first.opened.map(\.id) == ["alert-1"])
    let second = box.record([.opened(Self.alert(2)), .opened(Self.alert(3))], after: 59_000)
    #expect(second.messages.isEmpty && second.opened.map(\.openingMessage) == [message.id, message.id])
    // The minute is over.
    let third = box.record([.opened(Self.alert(4))], after: 60_000)
    #expect(third.messages.map(\.notBefore) == [Self.start + 70_000])
  }

  @Test("Nothing joins a message that was attempted: later ones share one that waits until the minute is over")
  func late() throws {
    var box = Mailbox()
    let first = try #require(box.record([.opened(Self.alert(1))], after: 0).messages.first)
    box.grouping.noteAttempts(of: [first.id])
    let late = try #require(box.record([.opened(Self.alert(2))], after: 15_000).messages.first)
    #expect(late.notBefore == Self.start + 60_000)
    let later = box.record([.opened(Self.alert(3))], after: 55_000)
    #expect(later.messages.isEmpty && later.opened.first?.openingMessage == late.id)
    box.grouping.noteAttempts(of: [late.id])
    // A long storm makes one message a minute.
    #expect(box.record([.opened(Self.alert(4))], after: 62_000).messages.first?.notBefore == Self.start + 75_000)
  }

  @Test("An attempt that was noticed late leads to another message for the same changes")
  func retried() throws {
    var box = Mailbox()
    let first = try #require(box.record([.opened(Self.alert(1))], after: 0).messages.first)
    var refused = box
    #expect(refused.record([.opened(Self.alert(2))], after: 11_000).opened.first?.openingMessage == first.id)
    box.grouping.noteAttempts(of: [first.id])
    let record = box.record([.opened(Self.alert(2))], after: 11_000)
    #expect(record.messages.count == 1 && record.opened.first?.openingMessage == record.messages.first?.id)
  }

  @Test(
    "Alerts share a message if rule, severity and cause are the same",
    arguments: [
      ("no slots", "no slots", true), ("Deployment 'a' has no slots", "Deployment 'b' has no slots", true),
      ("Job 3f2a-11 of orders-1 failed", "Job 77c0-99 of orders-2 failed", true), ("no slots", "quota exceeded", false),
      ("", "", true), ("资源不足,作业 12 失败", "资源不足,作业 13 失败", true), ("资源不足", "连接超时", false),
      ("It can't start", "It can't stop", false),
    ])
  func causes(_ first: String, _ second: String, _ isShared: Bool) {
    var box = Mailbox()
    let record = box.record(
      [.opened(Self.alert(1, text: first)), .opened(Self.alert(2, text: second))], after: 0)
    #expect(record.messages.count == (isShared ? 1 : 2))
  }

  @Test("The atlas and the exception decide before the text does")
  func knownCauses() {
    func share(_ change: (inout AlertFacts, Int) -> Void) -> Bool {
      var box = Mailbox()
      let alerts = (1...2).map { number in
        var alert = Self.alert(number, text: number == 1 ? "one" : "two")
        change(&alert.facts, number)
        return alert
      }
      return box.record(alerts.map { .opened($0) }, after: 0).messages.count == 1
    }
    #expect(!share { _, _ in })
    #expect(share { facts, _ in facts.causeID = "postgres_read_only" })
    #expect(!share { facts, number in facts.causeID = "cause-\(number)" })
    let missing = "relation \"public.t"
    #expect(
      share { facts, number in
        facts.failure = .init(exception: "a.B", message: "\(missing)\(number)\" does not exist")
      })
    #expect(!share { facts, number in facts.failure = .init(exception: number == 1 ? "a.B" : "a.C", message: "x") })
  }

  @Test("Alerts of other rules, or of another severity, have messages of their own")
  func rules() {
    var box = Mailbox()
    var critical = Self.alert(3, .lagging)
    critical.severity = .critical
    // A slow job may remember an old failure: that is not its cause.
    let record = box.record(
      [
        .opened(Self.alert(1, .lagging, text: "a")), .opened(Self.alert(2, .lagging, text: "b")), .opened(critical),
        .opened(Self.alert(4, .backpressured)), .opened(Self.alert(5)),
      ], after: 0)
    let ids = record.opened.map(\.openingMessage)
    #expect(ids[0] == ids[1] && Set(ids).count == 4 && record.messages.count == 4)
  }

  @Test("Alerts of one message that are resolved at once share a message that is due now")
  func resolvedTogether() {
    var box = Mailbox()
    let alerts = (1...30).map { Self.alert($0) }
    _ = box.record(alerts.map { .opened($0) }, after: 0)
    let record = box.record(alerts.map(Self.resolved), after: 300_000)
    #expect(record.messages.map(\.kind) == [.resolved] && record.messages.map(\.notBefore) == [Self.start + 300_000])
    #expect(Set(record.resolved.compactMap(\.closingMessage)).count == 1 && record.resolved.count == 30)
    #expect(box.grouping.alerts.isEmpty)
  }

  @Test("While others of the message are open, the first resolution waits ten seconds for them")
  func resolvedInTurn() {
    var box = Mailbox()
    let alerts = (1...3).map { Self.alert($0) }
    _ = box.record(alerts.map { .opened($0) }, after: 0)
    let first = box.record([Self.resolved(alerts[0])], after: 300_000)
    #expect(first.messages.map(\.notBefore) == [Self.start + 310_000])
    let second = box.record([Self.resolved(alerts[1])], after: 305_000)
    #expect(second.messages.isEmpty && second.resolved.first?.closingMessage == first.messages.first?.id)
    box.grouping.noteAttempts(of: first.messages.map(\.id))
    let third = box.record([Self.resolved(alerts[2])], after: 330_000)
    #expect(third.messages.map(\.notBefore) == [Self.start + 360_000])
  }

  @Test("A resolution never overtakes the message that opens its alert")
  func order() throws {
    var box = Mailbox()
    let first = box.record([.opened(Self.alert(1))], after: 0)
    box.grouping.noteAttempts(of: first.messages.map(\.id))
    let late = try #require(box.record([.opened(Self.alert(2))], after: 5_000).messages.first)
    let closing = try #require(box.record([Self.resolved(Self.alert(2))], after: 6_000).messages.first)
    #expect(closing.notBefore >= late.notBefore)
    // Alerts that were announced together, but of which one opens later on some channels, since it escalated.
    var other = Mailbox()
    let alerts = [Self.alert(1, .restarting), Self.alert(2, .restarting)]
    _ = other.record(alerts.map { .opened($0) }, after: 0)
    let early = try #require(other.record([Self.resolved(alerts[0])], after: 10).messages.first)
    var worse = alerts[1]
    (worse.rule, worse.severity) = (.crashLoop, .critical)
    let escalation = try #require(other.record([.escalated(worse, from: .warning)], after: 20).messages.first)
    let end = other.record([Self.resolved(worse)], after: 30)
    #expect(end.resolved.first?.closingMessage != early.id)
    #expect(end.messages.first?.notBefore ?? 0 >= escalation.notBefore)
  }

  @Test("An escalation has a message of its own, unless the severity stays")
  func escalations() {
    var box = Mailbox()
    var alert = Self.alert(1, .restarting)
    _ = box.record([.opened(alert)], after: 0)
    (alert.rule, alert.severity) = (.crashLoop, .critical)
    let record = box.record([.escalated(alert, from: .warning), .opened(Self.alert(2, .crashLoop))], after: 20_000)
    #expect(record.messages.count == 2 && record.messages.allSatisfy { $0.kind == .firing })
    let stored = record.escalated.first
    #expect(stored?.openingMessage == "message-1" && stored?.escalationMessage == "message-2")
    #expect(stored?.alert == alert && record.opened.first?.openingMessage == "message-3")
    let same = box.record([.escalated(alert, from: .critical)], after: 30_000)
    #expect(same.messages.isEmpty && same.escalated.first?.escalationMessage == "message-2")
  }

  @Test("An alert that is seen again keeps its messages and makes none")
  func seen() {
    var box = Mailbox()
    var alert = Self.alert(1)
    _ = box.record([.opened(alert)], after: 0)
    alert.count = 9
    box.grouping.noteAcknowledgement(of: "alert-1", at: 77)
    alert.state = .acknowledged
    let record = box.record([.seen(alert)], after: 900_000)
    #expect(record.messages.isEmpty && record.seen == [box.grouping.alerts["alert-1"]].compactMap(\.self))
    #expect(record.seen.first?.openingMessage == "message-1" && record.seen.first?.acknowledgedAt == 77)
    #expect(box.record([], after: 900_000).isEmpty)
  }

  @Test("Another process joins the messages that are in the store")
  func takenOver() {
    var alert = Self.alert(1)
    var worse = Self.alert(3, .crashLoop)
    worse.facts = AlertFacts()
    let escalated = StoredAlert(worse, openingMessage: "old", escalationMessage: "m-3")
    func message(_ id: String, _ alert: Alert, isAttempted: Bool) -> StoredMessage {
      StoredMessage(
        AlertMessage(id: id, kind: .firing, alerts: [alert], createdAt: Self.start), notBefore: Self.start + 10_000,
        isAttempted: isAttempted)
    }
    alert.count = 5
    let stored = StoredAlert(alert, openingMessage: "m-1")
    var box = Mailbox(
      StoredBoard(
        alerts: [stored, escalated],
        messages: [
          message("m-1", alert, isAttempted: false), message("m-2", Self.alert(2, .gone), isAttempted: true),
          message("m-3", worse, isAttempted: false),
        ]))
    var crash = Self.alert(8, .crashLoop)
    crash.facts = AlertFacts()
    let record = box.record(
      [.opened(Self.alert(6)), .opened(Self.alert(7, .gone)), .opened(crash), Self.resolved(alert)], after: 20_000)
    #expect(record.opened.map(\.openingMessage) == ["m-1", "message-1", "message-2"])
    #expect(record.messages.first?.notBefore == Self.start + 60_000)
    #expect(record.resolved.first?.openingMessage == "m-1" && record.resolved.first?.closingMessage == "message-3")
  }

  @Test("A clock that goes back makes another message at most")
  func clock() {
    var box = Mailbox()
    _ = box.record([.opened(Self.alert(1))], after: 0)
    #expect(box.record([.opened(Self.alert(2))], after: -5_000).messages.isEmpty)
    let record = box.record([.opened(Self.alert(3))], after: -3_600_000)
    #expect(record.messages.map(\.notBefore) == [Self.start - 3_590_000])
  }
}
