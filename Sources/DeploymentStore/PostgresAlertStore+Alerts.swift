public import Alerting
public import Deployments
import JSONCoding
import Postgres

extension PostgresAlertStore {
  /// The columns that ``alert(_:)`` reads.
  static let alertColumns = """
    id::text as id, deployment_id, deployment_name, rule, severity, state, \(milliseconds("since")) as since,
    \(milliseconds("opened_at")) as opened_at, \(milliseconds("last_seen_at")) as last_seen_at, count,
    \(milliseconds("resolved_at")) as resolved_at, \(milliseconds("acknowledged_at")) as acknowledged_at, facts,
    opening_message::text as opening_message, escalation_message::text as escalation_message,
    closing_message::text as closing_message
    """

  /// The alerts that are not resolved, those that opened first before the others.
  /// - Throws: ``StoreError``.
  public func openAlerts(of deploymentID: String?) async throws(StoreError) -> [StoredAlert] {
    try await values(
      """
      select \(PostgresAlertStore.alertColumns) from job_alert
      where workspace_id = $1 and namespace = $2 and state <> 'resolved' and ($3::text is null or deployment_id = $3)
      order by job_alert.opened_at, job_alert.id limit 1000
      """, [workspace, namespace, PostgresValue(deploymentID)], PostgresAlertStore.alert)
  }

  /// Acknowledges an open alert.
  /// - Throws: ``StoreError``.
  public func acknowledge(_ id: String, now: Int) async throws(StoreError) -> Acknowledgement {
    let changed = try await values(
      """
      update job_alert set state = 'acknowledged', acknowledged_at = \(PostgresAlertStore.time("$4"))
      where workspace_id = $1 and namespace = $2 and id::text = lower($3) and state = 'open'
      returning \(PostgresAlertStore.alertColumns)
      """, [workspace, namespace, PostgresValue(id), PostgresValue(now)], PostgresAlertStore.alert)
    if let stored = changed.first { return .acknowledged(stored) }
    let found = try await values(
      """
      select \(PostgresAlertStore.alertColumns) from job_alert
      where workspace_id = $1 and namespace = $2 and id::text = lower($3)
      """, [workspace, namespace, PostgresValue(id)], PostgresAlertStore.alert)
    guard let stored = found.first else { return .unknown }
    return stored.alert.state == .resolved ? .resolved(stored) : .repeated(stored)
  }

  /// The alert of a row with ``alertColumns``.
  static func alert(_ row: PostgresRow) throws(PostgresError) -> StoredAlert {
    guard let rule = AlertRule(rawValue: try row.requiredString("rule")),
      let severity = AlertSeverity(rawValue: try row.requiredString("severity")),
      let state = Alert.State(rawValue: try row.requiredString("state"))
    else { throw PostgresError(unreadableRowOf: "job_alert") }
    var facts = AlertFacts(json: try row.string("facts").flatMap { try? JSON.parse($0) } ?? .null)
    facts.deploymentName = try row.string("deployment_name")
    var alert = Alert(
      id: try row.requiredString("id"),
      subject: try row.string("deployment_id").map(AlertSubject.deployment) ?? .platform,
      rule: rule, severity: severity, since: try row.requiredInt("since"), openedAt: try row.requiredInt("opened_at"),
      facts: facts)
    alert.state = state
    alert.lastSeenAt = try row.requiredInt("last_seen_at")
    alert.count = try row.requiredInt("count")
    alert.resolvedAt = try row.int("resolved_at")
    return StoredAlert(
      alert, openingMessage: try row.requiredString("opening_message"),
      escalationMessage: try row.string("escalation_message"), closingMessage: try row.string("closing_message"),
      acknowledgedAt: try row.int("acknowledged_at"))
  }
}
