public import Alerting
public import Deployments
import JSONCoding
import Postgres

extension PostgresAlertStore {
  private static let retention = 30 * 86_400_000

  /// The deliveries that no receiver has taken.
  /// - Throws: ``StoreError``.
  public func undelivered() async throws(StoreError) -> [Undelivered] {
    try await values(
      """
      select \(PostgresAlertStore.deliveryColumns), m.kind, d.state = 'dead' as is_dead, d.last_error, (
        select string_agg(a.id::text, ',' order by a.opened_at, a.id) from job_alert a
        where a.opening_message = m.id or a.escalation_message = m.id or a.closing_message = m.id) as alerts
      from alert_delivery d join alert_message m on m.id = d.message_id
      where m.workspace_id = $1 and m.namespace = $2 and d.state <> 'taken'
      order by d.state = 'dead', d.id limit 200
      """, [workspace, namespace]
    ) { row throws(PostgresError) in
      guard let kind = AlertMessage.Kind(rawValue: try row.requiredString("kind")) else {
        throw PostgresError(unreadableRowOf: "alert_message")
      }
      return Undelivered(
        delivery: try PostgresAlertStore.delivery(row), kind: kind,
        alertIDs: try row.string("alerts")?.split(separator: ",").map(String.init) ?? [],
        isDead: try row.bool("is_dead"), lastError: try row.string("last_error"))
    }
  }

  /// How many deliveries no receiver has taken.
  /// - Throws: ``StoreError``.
  public func deliveryCounts() async throws(StoreError) -> DeliveryCounts {
    let counts = try await values(
      """
      select count(*) filter (where d.state = 'waiting') as waiting, count(*) filter (where d.state = 'dead') as dead
      from alert_delivery d join alert_message m on m.id = d.message_id
      where m.workspace_id = $1 and m.namespace = $2 and d.state <> 'taken'
      """, [workspace, namespace]
    ) { row throws(PostgresError) in
      DeliveryCounts(waiting: try row.requiredInt("waiting"), dead: try row.requiredInt("dead"))
    }
    return counts.first ?? DeliveryCounts()
  }

  /// Gives up messages of the day before for channels that are not configured, and removes what is over for 30 days.
  /// - Throws: ``StoreError``.
  public func tidy(channels: [String], fence: Int, now: Int) async throws(StoreError) {
    let (workspace, namespace) = (workspace, namespace)
    _ = try await leading(fence) { connection throws(PostgresError) in
      try connection.execute(
        """
        update alert_delivery set state = 'dead', finished_at = \(PostgresAlertStore.time("$4")) where id in (
          select d.id from alert_delivery d join alert_message m on m.id = d.message_id
          where m.workspace_id = $1 and m.namespace = $2 and d.state = 'waiting'
            and d.created_at <= \(PostgresAlertStore.time("$5"))
            and not exists (select from jsonb_array_elements_text($3::jsonb) as name where name = d.channel)
          limit 1000)
        """,
        [
          workspace, namespace, PostgresValue(json: .array(channels.map(JSON.string))), PostgresValue(now),
          PostgresValue(now - DeliveryQueue.patience),
        ])
      let old = PostgresValue(now - PostgresAlertStore.retention)
      try connection.execute(
        """
        delete from job_alert where id in (
          select id from job_alert where workspace_id = $1 and namespace = $2 and state = 'resolved'
            and resolved_at < \(PostgresAlertStore.time("$3")) limit 1000)
        """, [workspace, namespace, old])
      try connection.execute(
        """
        delete from alert_message where id in (
          select m.id from alert_message m where m.workspace_id = $1 and m.namespace = $2
            and m.created_at < \(PostgresAlertStore.time("$3")) and not exists (
              select from job_alert a
              where a.opening_message = m.id or a.escalation_message = m.id or a.closing_message = m.id)
          limit 1000)
        """, [workspace, namespace, old])
    }
  }
}
