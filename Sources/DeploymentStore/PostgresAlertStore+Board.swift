public import Alerting
public import Deployments
import Postgres

extension PostgresAlertStore {
  private static let recent = 120_000

  /// The open alerts, and the messages of the last two minutes.
  /// - Throws: ``StoreError``.
  public func board(now: Int) async throws(StoreError) -> StoredBoard {
    let board: StoredBoard
    do throws(PostgresError) {
      board = try await client.transaction { connection throws(PostgresError) in
        // Both queries see the same moment.
        try connection.execute("set transaction isolation level repeatable read, read only")
        return StoredBoard(
          alerts: try self.openAlerts(connection), messages: try self.messages(since: now - Self.recent, connection))
      }
    } catch { throw StoreError(error) }
    return board
  }

  private func openAlerts(_ connection: PostgresTransaction) throws(PostgresError) -> [StoredAlert] {
    try connection.execute(
      """
      select \(PostgresAlertStore.alertColumns) from job_alert
      where workspace_id = $1 and namespace = $2 and state <> 'resolved' order by job_alert.opened_at, job_alert.id
      """, [workspace, namespace]
    ).map { row throws(PostgresError) in try PostgresAlertStore.alert(row) }
  }

  private func messages(since: Int, _ connection: PostgresTransaction) throws(PostgresError) -> [StoredMessage] {
    let rows = try connection.execute(
      """
      select id::text as id, kind, \(PostgresAlertStore.milliseconds("created_at")) as created_at,
        \(PostgresAlertStore.milliseconds("not_before")) as not_before, attempted_at is not null as is_attempted
      from alert_message
      where workspace_id = $1 and namespace = $2 and created_at > \(PostgresAlertStore.time("$3"))
      order by alert_message.created_at, alert_message.id
      """, [workspace, namespace, PostgresValue(since)])
    let alerts = try self.alerts(
      of: try rows.map { row throws(PostgresError) in try row.requiredString("id") }, connection)
    var messages: [StoredMessage] = []
    for row in rows {
      let id = try row.requiredString("id")
      guard let kind = AlertMessage.Kind(rawValue: try row.requiredString("kind")) else {
        throw PostgresError(unreadableRowOf: "alert_message")
      }
      let message = AlertMessage(
        id: id, kind: kind, alerts: alerts.filter { $0.belongs(to: id) }.map(\.alert),
        createdAt: try row.requiredInt("created_at"))
      messages.append(
        StoredMessage(
          message, notBefore: try row.requiredInt("not_before"), isAttempted: try row.bool("is_attempted")))
    }
    return messages
  }

  /// The alerts of messages, those that opened first before the others.
  func alerts(of messages: [String], _ connection: PostgresTransaction) throws(PostgresError) -> [StoredAlert] {
    if messages.isEmpty { return [] }
    return try connection.execute(
      """
      select \(PostgresAlertStore.alertColumns) from job_alert
      where opening_message = any ($1::uuid[]) or escalation_message = any ($1::uuid[])
        or closing_message = any ($1::uuid[])
      order by job_alert.opened_at, job_alert.id
      """, [PostgresValue("{\(messages.joined(separator: ","))}")]
    ).map { row throws(PostgresError) in try PostgresAlertStore.alert(row) }
  }
}

extension StoredAlert {
  fileprivate func belongs(to message: String) -> Bool {
    openingMessage == message || escalationMessage == message || closingMessage == message
  }
}
