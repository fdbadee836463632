public import Alerting
public import Deployments
import JSONCoding
import Postgres

extension PostgresAlertStore {
  /// The columns that ``delivery(_:)`` reads, of the delivery `d` and its message `m`.
  static let deliveryColumns = """
    d.id, m.id::text as message_id, d.channel, d.attempts, \(milliseconds("d.created_at")) as created_at,
    \(milliseconds("m.not_before")) as due_at, \(milliseconds("d.attempted_at")) as attempted_at,
    \(milliseconds("d.not_before")) as retry_at
    """

  /// At which attempts of one message the pauses become longer than the minute that a pace counts.
  private static let attemptsAMinute = 7

  /// The deliveries that wait on a channel, in order.
  /// - Throws: ``StoreError``.
  public func waiting(on channel: String) async throws(StoreError) -> [Delivery] {
    try await values(
      """
      select \(PostgresAlertStore.deliveryColumns) from alert_delivery d join alert_message m on m.id = d.message_id
      where m.workspace_id = $1 and m.namespace = $2 and d.channel = $3 and d.state = 'waiting'
      order by m.not_before, d.id limit 200
      """, [workspace, namespace, PostgresValue(channel)], PostgresAlertStore.delivery)
  }

  /// When a channel was attempted since a time, in milliseconds since 1970.
  /// - Throws: ``StoreError``.
  public func attempts(on channel: String, since: Int) async throws(StoreError) -> [Int] {
    try await values(
      """
      select \(PostgresAlertStore.milliseconds("d.attempted_at")) as time, d.attempts
      from alert_delivery d join alert_message m on m.id = d.message_id
      where m.workspace_id = $1 and m.namespace = $2 and d.channel = $3
        and d.attempted_at > \(PostgresAlertStore.time("$4"))
      """, [workspace, namespace, PostgresValue(channel), PostgresValue(since)]
    ) { row throws(PostgresError) in
      [Int](
        repeating: try row.requiredInt("time"),
        count: min(try row.requiredInt("attempts"), PostgresAlertStore.attemptsAMinute))
    }.flatMap { $0 }
  }

  /// Writes that the first delivery in the line of its channel is about to be attempted.
  /// - Throws: ``StoreError``.
  public func claim(_ delivery: Delivery, fence: Int, now: Int) async throws(StoreError) -> AlertMessage? {
    try await leading(fence) { connection throws(PostgresError) in
      let claimed = try connection.execute(
        """
        with head as (
          select d.id, d.message_id from alert_delivery d join alert_message m on m.id = d.message_id
          where m.workspace_id = $1 and m.namespace = $2 and d.channel = $3 and d.state = 'waiting'
          order by m.not_before, d.id limit 1
        ), attempted as (
          update alert_message m set attempted_at = coalesce(m.attempted_at, \(PostgresAlertStore.time("$5")))
          from head where m.id = head.message_id and head.id = $4
          returning m.id, m.kind, m.created_at
        )
        update alert_delivery d set attempts = d.attempts + 1, attempted_at = \(PostgresAlertStore.time("$5"))
        from head, attempted where d.id = head.id and attempted.id = head.message_id
        returning d.message_id::text as id, attempted.kind,
          \(PostgresAlertStore.milliseconds("attempted.created_at")) as created_at
        """,
        [
          self.workspace, self.namespace, PostgresValue(delivery.channel), PostgresValue(delivery.id),
          PostgresValue(now),
        ])
      guard let row = claimed.first else { return nil }
      let id = try row.requiredString("id")
      let alerts = try self.alerts(of: [id], connection).map(\.alert)
      guard let kind = AlertMessage.Kind(rawValue: try row.requiredString("kind")) else {
        throw PostgresError(unreadableRowOf: "alert_message")
      }
      if alerts.isEmpty {
        // They were removed, 30 days after their resolution.
        try connection.execute("delete from alert_message where id = $1", [PostgresValue(id)])
        return nil
      }
      return AlertMessage(id: id, kind: kind, alerts: alerts, createdAt: try row.requiredInt("created_at"))
    }
  }

  /// Writes what follows from an attempt.
  /// - Throws: ``StoreError``.
  public func finish(
    _ id: Int, _ decision: DeliveryDecision, fence: Int, now: Int
  ) async throws(StoreError) {
    switch decision {
    case .taken:
      _ = try await values(
        """
        update alert_delivery
        set state = 'taken', finished_at = \(PostgresAlertStore.time("$2")), not_before = null, last_error = null
        where id = $1 and state <> 'taken' returning \(PostgresAlertStore.durableCommit)
        """, [PostgresValue(id), PostgresValue(now)]
      ) { _ in }
    case .again(let time, let reason):
      _ = try await leading(fence) { connection throws(PostgresError) in
        try connection.execute(
          """
          update alert_delivery set not_before = \(PostgresAlertStore.time("$2")), last_error = $3
          where id = $1 and state = 'waiting'
          """, [PostgresValue(id), PostgresValue(time), PostgresValue(reason)])
      }
    case .dead(let reason):
      _ = try await leading(fence) { connection throws(PostgresError) in
        try connection.execute(
          """
          update alert_delivery set state = 'dead', finished_at = \(PostgresAlertStore.time("$2")), last_error = $3
          where id = $1 and state = 'waiting'
          """, [PostgresValue(id), PostgresValue(now), PostgresValue(reason)])
      }
    }
  }

  /// The delivery of a row with ``deliveryColumns``.
  static func delivery(_ row: PostgresRow) throws(PostgresError) -> Delivery {
    Delivery(
      id: try row.requiredInt("id"), messageID: try row.requiredString("message_id"),
      channel: try row.requiredString("channel"), createdAt: try row.requiredInt("created_at"),
      dueAt: try row.requiredInt("due_at"), attempts: try row.requiredInt("attempts"),
      attemptedAt: try row.int("attempted_at"), retryAt: try row.int("retry_at"))
  }
}
