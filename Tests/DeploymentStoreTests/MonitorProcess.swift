import Alerting
import DeploymentStore
import Deployments
import Foundation
import Postgres
import TestSupport
import Testing

/// A monitor of a test: one process, its lead, and shorthands for what it writes.
struct MonitorProcess {
  /// The time of the tests, in milliseconds since 1970.
  static let now = 1_790_000_000_123
  static let all = Recipient(channel: "all", severity: .warning)
  static let grave = Recipient(channel: "grave", severity: .critical)

  let store: PostgresAlertStore
  let fixture: Fixture
  var fence = 0
  var recipients = [all, grave]

  init(_ fixture: Fixture, owner: String, namespace: String = "n") {
    self.fixture = fixture
    store = PostgresAlertStore(
      client: fixture.store, scope: .init(workspaceID: "w", namespace: namespace, owner: owner, leaseSeconds: 60))
  }

  /// A monitor that leads.
  static func leading(_ fixture: Fixture, owner: String = "a", namespace: String = "n") async throws -> MonitorProcess {
    var monitor = MonitorProcess(fixture, owner: owner, namespace: namespace)
    try await monitor.lead()
    return monitor
  }

  mutating func lead() async throws {
    guard case .leads(let fence) = try await store.takeLead() else {
      Issue.record("another process leads")
      return
    }
    self.fence = fence
  }

  /// Another monitor that takes the lead after the lease of the present one has expired.
  func successor(owner: String) async throws -> MonitorProcess {
    try await fixture.store.query("update monitor_lease set expires_at = clock_timestamp()")
    var next = MonitorProcess(fixture, owner: owner)
    next.recipients = recipients
    try await next.lead()
    return next
  }

  /// An alert that opens with a message.
  static func alert(
    _ deployment: String = "d", _ rule: AlertRule = .failed, id: String = uuid(), message: String
  ) -> StoredAlert {
    var facts = AlertFacts()
    facts.deploymentName = "name of \(deployment)"
    facts.jobID = "j"
    return StoredAlert(
      Alert(
        id: id, subject: .deployment(deployment), rule: rule, severity: rule.severity, since: now - 5000,
        openedAt: now, facts: facts),
      openingMessage: message)
  }

  static func message(
    _ id: String, _ kind: AlertMessage.Kind = .firing, dueIn pause: Int = 0
  ) -> AlertRecord.NewMessage {
    AlertRecord.NewMessage(id: id, kind: kind, createdAt: now, notBefore: now + pause)
  }

  static func uuid() -> String { UUID().uuidString.lowercased() }

  @discardableResult
  func record(_ record: AlertRecord, now: Int = now) async throws(StoreError) -> RecordOutcome {
    try await store.record(record, for: recipients, fence: fence, now: now)
  }

  /// Opens an alert with a message of its own.
  @discardableResult
  func open(
    _ deployment: String = "d", _ rule: AlertRule = .failed, dueIn pause: Int = 0
  ) async throws(StoreError) -> StoredAlert {
    let message = Self.message(Self.uuid(), dueIn: pause)
    let alert = Self.alert(deployment, rule, message: message.id)
    try await record(AlertRecord(opened: [alert], messages: [message]))
    return alert
  }

  /// Resolves an alert with a message of its own.
  func resolve(_ alert: StoredAlert, dueIn pause: Int = 0, now: Int = now) async throws(StoreError) {
    let message = Self.message(Self.uuid(), .resolved, dueIn: pause)
    try await record(AlertRecord(resolved: [alert.resolved(by: message.id, now: now)], messages: [message]))
  }

  /// Attempts and takes all that waits on a channel.
  /// - Returns: The messages.
  func deliverAll(on channel: String = "all") async throws -> [AlertMessage] {
    var messages: [AlertMessage] = []
    for delivery in try await store.waiting(on: channel) {
      let message = try #require(try await store.claim(delivery, fence: fence, now: Self.now))
      messages.append(message)
      try await store.finish(delivery.id, .taken, fence: fence, now: Self.now)
    }
    return messages
  }
}

extension StoredAlert {
  func resolved(by message: String, now: Int = MonitorProcess.now) -> StoredAlert {
    var changed = self
    changed.alert.state = .resolved
    changed.alert.resolvedAt = now
    changed.closingMessage = message
    return changed
  }

  func seen(times count: Int) -> StoredAlert {
    var changed = self
    changed.alert.count = count
    return changed
  }

  func escalated(by message: String) -> StoredAlert {
    var changed = self
    changed.alert.rule = .crashLoop
    changed.alert.severity = .critical
    changed.escalationMessage = message
    return changed
  }
}
