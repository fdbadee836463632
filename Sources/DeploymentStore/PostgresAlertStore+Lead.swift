public import Alerting
public import Deployments
import Postgres

extension PostgresAlertStore {
  /// Takes the lead if nobody has it or its lease has expired, or renews it.
  /// - Throws: ``StoreError``.
  public func takeLead() async throws(StoreError) -> LeadAnswer {
    let fences = try await values(
      """
      insert into monitor_lease as held (workspace_id, namespace, owner, expires_at)
      values ($1, $2, $3, clock_timestamp() + $4::interval)
      on conflict (workspace_id, namespace) do update
        set owner = $3, fence = held.fence + (held.owner <> $3)::integer, expires_at = clock_timestamp() + $4::interval
        where held.owner = $3 or held.expires_at <= clock_timestamp()
      returning fence
      """, [workspace, namespace, owner, lease]
    ) { row throws(PostgresError) in try row.requiredInt("fence") }
    if let fence = fences.first { return .leads(fence: fence) }
    let rests = try await values(
      """
      select \(PostgresAlertStore.milliseconds("expires_at - clock_timestamp()")) as rest from monitor_lease
      where workspace_id = $1 and namespace = $2
      """, [workspace, namespace]
    ) { row throws(PostgresError) in try row.requiredInt("rest") }
    return .follows(for: .milliseconds(max(0, rests.first ?? 0)))
  }

  /// Ends the lead, so that another process can take it at once.
  /// - Throws: ``StoreError``.
  public func releaseLead(_ fence: Int) async throws(StoreError) {
    _ = try await values(
      """
      update monitor_lease set expires_at = clock_timestamp()
      where workspace_id = $1 and namespace = $2 and owner = $3 and fence = $4 and expires_at > clock_timestamp()
      """, [workspace, namespace, owner, PostgresValue(fence)]
    ) { _ in }
  }
}
