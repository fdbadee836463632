/// Which messages the alerts of a round join, and when these are due.
///
/// Alerts that open within a minute for one reason share a message. The first waits up to 10 s for others. After the
/// first attempt to deliver a message nothing joins it: those that come later within the minute share a second one,
/// which waits until the minute is over. Alerts of one message that are resolved within a minute share a message too.
public struct MessageGrouping: Sendable, Equatable {
  /// A message that others may join.
  struct Draft: Sendable, Equatable, Identifiable {
    let id: String
    let kind: AlertMessage.Kind
    /// What its alerts have in common.
    let reason: String
    /// When it was written, in milliseconds since 1970.
    let createdAt: Int
    /// When it can be sent first, in milliseconds since 1970.
    let notBefore: Int
    /// Whether a channel has attempted it.
    var isAttempted: Bool
  }

  /// How long alerts for one reason share a message, in milliseconds.
  private static let minute = 60_000
  /// How long the first alert of a message waits for others, in milliseconds.
  private static let patience = 10_000

  /// The alerts that are not resolved, with their messages.
  private(set) var alerts: [String: StoredAlert] = [:]
  /// The messages of the last two minutes, oldest first.
  private(set) var drafts: [Draft] = []

  /// The grouping that continues what the store holds.
  public init(_ board: StoredBoard) {
    for stored in board.alerts { alerts[stored.id] = stored }
    let escalations = Set(board.alerts.compactMap(\.escalationMessage))
    // Which message opened the alerts of one that resolves them is not known any more, so that nothing joins it.
    for stored in board.messages where stored.message.kind == .firing {
      guard let alert = stored.message.alerts.first else { continue }
      drafts.append(
        Draft(
          id: stored.id, kind: .firing, reason: alert.reason(isEscalation: escalations.contains(stored.id)),
          createdAt: stored.message.createdAt, notBefore: stored.notBefore, isAttempted: stored.isAttempted))
    }
  }

  /// Notes that a channel has attempted messages, so that nothing joins them any more.
  public mutating func noteAttempts(of messageIDs: some Sequence<String>) {
    let ids = Set(messageIDs)
    for index in drafts.indices where ids.contains(drafts[index].id) { drafts[index].isAttempted = true }
  }

  /// Notes that a person has acknowledged an alert.
  /// - Parameters:
  ///   - alertID: The ID of the alert.
  ///   - time: When, in milliseconds since 1970.
  public mutating func noteAcknowledgement(of alertID: String, at time: Int) {
    alerts[alertID]?.acknowledgedAt = time
    alerts[alertID]?.alert.state = .acknowledged
  }

  /// The messages for the changes of a round, as a record for the store.
  ///
  /// If the store does not write it since a message was attempted meanwhile, note the attempt in the grouping from
  /// before, and call this again.
  /// - Parameters:
  ///   - now: The time in milliseconds since 1970.
  ///   - newID: Makes a UUID in lower case.
  public mutating func record(_ changes: [AlertChange], now: Int, newID: () -> String) -> AlertRecord {
    drafts.removeAll { abs(now - $0.createdAt) >= 2 * Self.minute }
    let closing = changes.compactMap { if case .resolved(let alert) = $0 { alert.id } else { nil } }
    let stillOpen = openCounts(without: Set(closing))
    let known = drafts.count
    var record = AlertRecord()
    for change in changes {
      switch change {
      case .opened(let alert):
        let id = message(.firing, alert.reason(isEscalation: false), now: now, patience: Self.patience, newID)
        let stored = StoredAlert(alert, openingMessage: id)
        alerts[alert.id] = stored
        record.opened.append(stored)
      case .seen(let alert):
        if let stored = update(alert) { record.seen.append(stored) }
      case .escalated(let alert, let severity):
        if alert.severity > severity {
          let id = message(.firing, alert.reason(isEscalation: true), now: now, patience: Self.patience, newID)
          alerts[alert.id]?.escalationMessage = id
        }
        if let stored = update(alert) { record.escalated.append(stored) }
      case .resolved(let alert):
        guard var stored = update(alert) else { continue }
        // There is nobody to wait for if all others of the message are resolved.
        let patience = stillOpen[stored.openingMessage, default: 0] > 0 ? Self.patience : 0
        stored.closingMessage = message(
          .resolved, stored.openingMessage, now: now, patience: patience, after: notBefore(stored), newID)
        alerts[alert.id] = nil
        record.resolved.append(stored)
      }
    }
    record.messages = drafts[known...].map {
      AlertRecord.NewMessage(id: $0.id, kind: $0.kind, createdAt: $0.createdAt, notBefore: $0.notBefore)
    }
    return record
  }
}

extension MessageGrouping {
  /// How many alerts of each message stay open, by the ID of the message.
  private func openCounts(without closing: Set<String>) -> [String: Int] {
    guard !closing.isEmpty else { return [:] }
    var counts: [String: Int] = [:]
    for stored in alerts.values where !closing.contains(stored.id) { counts[stored.openingMessage, default: 0] += 1 }
    return counts
  }

  private mutating func update(_ alert: Alert) -> StoredAlert? {
    alerts[alert.id]?.alert = alert
    return alerts[alert.id]
  }

  /// When the messages that announce an alert can be sent first; nil if that was long ago.
  private func notBefore(_ stored: StoredAlert) -> Int? {
    let ids = [stored.openingMessage, stored.escalationMessage]
    return drafts.filter { ids.contains($0.id) }.map(\.notBefore).max()
  }

  /// The message for an alert: one that it can join, or a new one.
  /// - Parameters:
  ///   - reason: What its alerts have in common.
  ///   - patience: How long a new one waits for others, in milliseconds.
  ///   - opening: When the message that announces the alert is due, which is to come first on each channel.
  private mutating func message(
    _ kind: AlertMessage.Kind, _ reason: String, now: Int, patience: Int, after opening: Int? = nil,
    _ newID: () -> String
  ) -> String {
    let group = drafts.filter { $0.kind == kind && $0.reason == reason && abs(now - $0.createdAt) < Self.minute }
    let least = opening ?? .min
    let isFree = { (draft: Draft) in !draft.isAttempted && (opening == nil || draft.notBefore > least) }
    if let draft = group.last(where: isFree) { return draft.id }
    let attempted = group.last { $0.isAttempted }
    let due = attempted.map { max(now, $0.createdAt + Self.minute) } ?? now + patience
    let draft = Draft(
      id: newID(), kind: kind, reason: reason, createdAt: now, notBefore: max(due, least), isAttempted: false)
    drafts.append(draft)
    return draft.id
  }
}
