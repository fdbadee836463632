public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore {
  // One statement, so that a step costs one round trip and needs no transaction of its own. A database that is set up to
  // lose its latest commits in a crash is told that it may not lose this one, nor then what was written before it.
  private static let record = """
    with mine as (
      update flink_operations
      set state = $4, outcome = $5, update_time = now(), lease_expires_at = now() + $6::interval
      where id = $1 and fence = $2 and owner = $3 and outcome is null
      returning id, aliyun_job_id, workspace_id, namespace, client, arguments
    ), journaled as (
      insert into flink_journal (operation_id, event, phase, status, request_id, detail)
      select mine.id, line.event, line.phase, $7, line.request_id, $8::jsonb
      from mine, jsonb_to_recordset($9::jsonb) as line (event text, phase text, request_id text)
    ), audited as (
      insert into flink_audit (
        workspace_id, namespace, kind, operation, client, request_id, error, arguments, operation_id, aliyun_job_id)
      select workspace_id, namespace, line.kind, line.operation, client, line.request_id, line.error,
        case when line.kind = 'failure' then arguments end, mine.id, aliyun_job_id
      from mine,
        jsonb_to_recordset($10::jsonb) as line (kind text, operation text, request_id text, error text)
    ), updated as (
      update aliyun_flink_jobs job
      set deployment_id = coalesce($11, deployment_id), job_id = coalesce($12, job_id),
          status = coalesce($13, status), deployment_name = coalesce($14, deployment_name), error_message = $15,
          update_time = now(),
          start_time = case when $13 in ('STARTING', 'RUNNING') then coalesce(start_time, now()) else start_time end,
          end_time = case when $16 = 't' then coalesce(end_time, now()) end
      from mine where job.id = mine.aliyun_job_id
    )
    select id, case current_setting('synchronous_commit')
      when 'off' then set_config('synchronous_commit', 'on', true) end
    from mine
    """

  /// Writes state, journal, audit and job row at once, if this process still owns the operation.
  /// - Throws: ``StoreError``.
  public func record(_ operation: StoredOperation, _ entries: [JournalEntry]) async throws(StoreError) {
    let state = operation.state
    let facts = state.facts
    let status = state.status(of: operation.request)
    let outcome = state.phase != .done ? nil : state.failure == nil ? "succeeded" : "failed"
    // A start or stop that never learnt how the job is leaves what is known of it.
    let isKnown = if case .deploy = operation.request { true } else { facts.jobState != nil || facts.jobID != nil }
    let found = try await rows(
      PostgresOperationStore.record,
      [
        PostgresValue(operation.id), PostgresValue(operation.fence), owner, PostgresValue(state.json.text),
        PostgresValue(outcome), lease, PostgresValue(status.rawValue),
        PostgresValue(state.json["facts"]?.text ?? "{}"),
        PostgresValue(JSON.array(entries.map(\.journalLine)).text),
        PostgresValue(JSON.array(PostgresOperationStore.auditLines(operation, entries)).text),
        PostgresValue(facts.deploymentID), PostgresValue(facts.jobID),
        PostgresValue(isKnown ? status.rawValue : nil), PostgresValue(facts.deploymentName),
        PostgresValue(state.failure?.message), PostgresValue(isKnown && status.isFinal ? "t" : "f"),
      ])
    if found.isEmpty { throw StoreError(.leaseLost, "Another process has taken the operation over") }
  }

  /// Effects that were tried, and the failure that an operation came to.
  private static func auditLines(_ operation: StoredOperation, _ entries: [JournalEntry]) -> [JSON] {
    var lines = entries.compactMap { entry -> JSON? in
      guard entry.event == .outcome, let effect = entry.phase.effect else { return nil }
      return [
        "kind": "effect", "operation": .string(effect), "request_id": .optional(entry.requestID),
        "error": .optional(entry.error),
      ]
    }
    if operation.state.phase == .done, let failure = operation.state.failure {
      lines.append([
        "kind": "failure", "operation": .string(operation.request.kind),
        "request_id": .optional(failure.requestID), "error": .string(failure.code),
      ])
    }
    return lines
  }

  /// Writes what was refused before there was an operation.
  /// - Throws: ``StoreError``.
  public func audit(_ refusals: [Refusal]) async throws(StoreError) {
    let lines = JSON.array(
      refusals.map { refusal in
        [
          "operation": .string(refusal.tool), "client": .optional(refusal.client), "error": .string(refusal.error),
          "arguments": refusal.arguments, "id": .string(refusal.id),
        ]
      })
    // A refusal about a deployment or job that has a row belongs to that row's history.
    _ = try await rows(
      """
      insert into flink_audit (workspace_id, namespace, kind, operation, client, error, arguments, refusal_id,
        aliyun_job_id)
      select $1, $2, 'refusal', line.operation, line.client, line.error, line.arguments, line.id,
        (select max(id) from aliyun_flink_jobs job where job.workspace_id = $1 and job.namespace = $2 and (
           job.deployment_id = line.arguments ->> 'deployment_id' or job.job_id = line.arguments ->> 'job_id'
           or job.deployment_name = line.arguments ->> 'name'))
      from jsonb_to_recordset($3::jsonb) as line (operation text, client text, error text, arguments jsonb,
        id text)
      on conflict (refusal_id) do nothing
      """, [workspace, namespace, PostgresValue(lines.text)])
  }

  /// Every effect, failure and refusal about a row and the others of its deployment, oldest first.
  /// - Throws: ``StoreError``.
  public func history(ofJob id: Int) async throws(StoreError) -> [AuditEntry] {
    let found = try await rows(
      """
      select to_char(create_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time, kind, operation, client,
        request_id, error
      from flink_audit where workspace_id = $1 and namespace = $2 and (
        aliyun_job_id = $3 or aliyun_job_id in (
          select other.id from aliyun_flink_jobs job join aliyun_flink_jobs other using (
            workspace_id, namespace, deployment_id)
          where job.id = $3))
      order by id
      """, [workspace, namespace, PostgresValue(id)])
    do throws(PostgresError) {
      return try found.map { row throws(PostgresError) in
        AuditEntry(
          time: try row.requiredString("time"), kind: try row.requiredString("kind"),
          operation: try row.requiredString("operation"), client: try row.string("client"),
          requestID: try row.string("request_id"), error: try row.string("error"))
      }
    } catch {
      throw StoreError(error)
    }
  }
}

extension JournalEntry {
  fileprivate var journalLine: JSON {
    ["event": .string(event.rawValue), "phase": .string(phase.rawValue), "request_id": .optional(requestID)]
  }
}
