public import Alerting
public import Deployments
import JSONCoding
import Postgres

extension PostgresAlertStore {
  /// Writes alerts, messages and deliveries, all or nothing, while this process leads.
  /// - Throws: ``StoreError``.
  public func record(
    _ record: AlertRecord, for recipients: [Recipient], fence: Int, now: Int
  ) async throws(StoreError) -> RecordOutcome {
    if record.isEmpty { return .recorded }
    return try await leading(fence) { connection throws(PostgresError) in
      let attempted = try self.attempted(record.joins, connection)
      guard attempted.isEmpty else { return .attempted(attempted) }
      try self.insert(record.messages, connection)
      try self.write(record.distinctAlerts, connection)
      try self.putOffResolutions(record.resolved, connection)
      let told = try self.told(record.escalated + record.resolved, connection)
      try self.insert(record.deliveries(for: recipients, told: told), now: now, connection)
      return .recorded
    }
  }

  /// The messages of `joins` that a channel has attempted, without those that the alert has joined already.
  private func attempted(_ joins: [JSON], _ connection: PostgresTransaction) throws(PostgresError) -> [String] {
    if joins.isEmpty { return [] }
    return try connection.execute(
      """
      select distinct m.id::text as id
      from jsonb_to_recordset($1::jsonb) as line (alert uuid, message uuid) join alert_message m on m.id = line.message
      where m.attempted_at is not null and not exists (
        select from job_alert a
        where a.id = line.alert and m.id in (a.opening_message, a.escalation_message, a.closing_message))
      order by id
      """, [PostgresValue(json: .array(joins))]
    ).map { row throws(PostgresError) in try row.requiredString("id") }
  }

  private func insert(
    _ messages: [AlertRecord.NewMessage], _ connection: PostgresTransaction
  ) throws(PostgresError) {
    if messages.isEmpty { return }
    try connection.execute(
      """
      insert into alert_message (id, workspace_id, namespace, kind, created_at, not_before)
      select id, $1, $2, kind, \(PostgresAlertStore.time("created_at")), \(PostgresAlertStore.time("not_before"))
      from jsonb_to_recordset($3::jsonb) as line (id uuid, kind text, created_at bigint, not_before bigint)
      on conflict (id) do nothing
      """, [workspace, namespace, PostgresValue(json: .array(messages.map(\.line)))])
  }

  /// Writes alerts; a resolved one never changes, and one that a person acknowledged meanwhile stays acknowledged.
  private func write(_ alerts: [StoredAlert], _ connection: PostgresTransaction) throws(PostgresError) {
    if alerts.isEmpty { return }
    let times = ["since", "opened_at", "last_seen_at", "resolved_at"].map { PostgresAlertStore.time($0) }
    try connection.execute(
      """
      insert into job_alert as kept (workspace_id, namespace, id, deployment_id, deployment_name, rule, severity, state,
        count, facts, opening_message, escalation_message, closing_message, since, opened_at, last_seen_at, resolved_at)
      select $1, $2, id, deployment_id, deployment_name, rule, severity, state, count, facts, opening_message,
        escalation_message, closing_message, \(times.joined(separator: ", "))
      from jsonb_to_recordset($3::jsonb) as line (id uuid, deployment_id text, deployment_name text, rule text,
        severity text, state text, count bigint, facts jsonb, opening_message uuid, escalation_message uuid,
        closing_message uuid, since bigint, opened_at bigint, last_seen_at bigint, resolved_at bigint)
      on conflict (id) do update set
        deployment_name = coalesce(excluded.deployment_name, kept.deployment_name), rule = excluded.rule,
        severity = excluded.severity, count = excluded.count, facts = excluded.facts, since = excluded.since,
        state = case when kept.state = 'acknowledged' and excluded.state = 'open' then kept.state
          else excluded.state end,
        last_seen_at = excluded.last_seen_at, resolved_at = excluded.resolved_at,
        escalation_message = coalesce(kept.escalation_message, excluded.escalation_message),
        closing_message = coalesce(kept.closing_message, excluded.closing_message)
      where kept.state <> 'resolved'
      """, [workspace, namespace, PostgresValue(json: .array(alerts.map(\.line)))])
  }

  /// Puts resolutions behind the openings of their alerts in the line of each channel.
  private func putOffResolutions(_ alerts: [StoredAlert], _ connection: PostgresTransaction) throws(PostgresError) {
    if alerts.isEmpty { return }
    try connection.execute(
      """
      update alert_message m set not_before = greatest(m.not_before, opening.latest + interval '1 millisecond')
      from (
        select a.closing_message as id, max(o.not_before) as latest
        from job_alert a join alert_message o on o.id in (a.opening_message, a.escalation_message)
        where a.id = any ($1::uuid[]) group by a.closing_message
      ) opening where m.id = opening.id and m.attempted_at is null
      """, [alerts.uuids])
  }

  /// The channels that get the opening or the escalation of alerts, by the ID of the alert.
  private func told(
    _ alerts: [StoredAlert], _ connection: PostgresTransaction
  ) throws(PostgresError) -> [String: Set<String>] {
    if alerts.isEmpty { return [:] }
    let rows = try connection.execute(
      """
      select a.id::text as id, d.channel
      from job_alert a join alert_delivery d on d.message_id in (a.opening_message, a.escalation_message)
      where a.id = any ($1::uuid[])
      """, [alerts.uuids])
    var told: [String: Set<String>] = [:]
    for row in rows { told[try row.requiredString("id"), default: []].insert(try row.requiredString("channel")) }
    return told
  }

  private func insert(
    _ deliveries: [AlertRecord.NewDelivery], now: Int, _ connection: PostgresTransaction
  ) throws(PostgresError) {
    if deliveries.isEmpty { return }
    try connection.execute(
      """
      insert into alert_delivery (message_id, channel, kind, created_at)
      select m.id, line.value ->> 1, m.kind, \(PostgresAlertStore.time("$2"))
      from jsonb_array_elements($1::jsonb) with ordinality as line
        join alert_message m on m.id = (line.value ->> 0)::uuid
      order by line.ordinality
      on conflict (message_id, channel) do nothing
      """,
      [
        PostgresValue(json: .array(deliveries.map { [.string($0.messageID), .string($0.channel)] })),
        PostgresValue(now),
      ])
  }
}

extension [StoredAlert] {
  /// The IDs, as an array for the database.
  fileprivate var uuids: PostgresValue { PostgresValue("{\(map(\.id).joined(separator: ","))}") }
}

extension AlertRecord {
  /// The alerts, each once and as the last list has it; resolved ones first, since others can open in their place.
  fileprivate var distinctAlerts: [StoredAlert] {
    var known: Set<String> = []
    return (resolved + escalated + seen + opened).filter { known.insert($0.id).inserted }
  }

  /// The alerts that join a message which is not new.
  fileprivate var joins: [JSON] {
    let new = Set(messages.map(\.id))
    let pairs =
      opened.map { ($0.id, Optional($0.openingMessage)) } + escalated.map { ($0.id, $0.escalationMessage) }
      + resolved.map { ($0.id, $0.closingMessage) }
    return pairs.compactMap { alert, message in
      guard let message, !new.contains(message) else { return nil }
      return ["alert": .string(alert), "message": .string(message)]
    }
  }
}

extension AlertRecord.NewMessage {
  fileprivate var line: JSON {
    [
      "id": .string(id), "kind": .string(kind.rawValue), "created_at": .int(createdAt), "not_before": .int(notBefore),
    ]
  }
}

extension StoredAlert {
  fileprivate var line: JSON {
    [
      "id": .string(alert.id), "deployment_id": .optional(alert.subject.deploymentID),
      "deployment_name": .optional(alert.facts.deploymentName), "rule": .string(alert.rule.rawValue),
      "severity": .string(alert.severity.rawValue), "state": .string(alert.state.rawValue),
      "count": .int(alert.count), "facts": alert.facts.json, "opening_message": .string(openingMessage),
      "escalation_message": .optional(escalationMessage), "closing_message": .optional(closingMessage),
      "since": .int(alert.since), "opened_at": .int(alert.openedAt), "last_seen_at": .int(alert.lastSeenAt),
      "resolved_at": .optional(alert.resolvedAt),
    ]
  }
}
