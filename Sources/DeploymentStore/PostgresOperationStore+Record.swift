public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore {
  // One statement, so that a step costs one round trip and needs no transaction of its own. If the database is set up so
  // that a crash can lose the latest commits, the statement makes this commit durable, and with it the earlier ones.
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
  /// - Parameter failureText: The failure of the operation as a text for people, for the job row.
  /// - Throws: ``StoreError``.
  public func record(
    _ operation: StoredOperation, _ entries: [JournalEntry], failureText: String? = nil
  ) async throws(StoreError) {
    let state = operation.state
    let facts = state.facts
    let status = state.status(of: operation.request)
    let outcome = state.phase != .done ? nil : state.failure == nil ? "succeeded" : "failed"
    // A start or stop that never saw the job leaves the recorded status as it is.
    let isKnown = if case .deploy = operation.request { true } else { facts.jobState != nil || facts.jobID != nil }
    let values: [PostgresValue] = [
      PostgresValue(operation.id), PostgresValue(operation.fence), owner, PostgresValue(json: state.json),
      PostgresValue(outcome), lease, PostgresValue(status.rawValue),
      PostgresValue(json: state.json["facts"] ?? [:]),
      PostgresValue(json: JSON.array(entries.map(\.journalLine))),
      PostgresValue(json: JSON.array(PostgresOperationStore.auditLines(operation, entries))),
      PostgresValue(facts.deploymentID), PostgresValue(facts.jobID),
      PostgresValue(isKnown ? status.rawValue : nil), PostgresValue(facts.deploymentName),
      PostgresValue(failureText), PostgresValue(isKnown && status.isFinal ? "t" : "f"),
    ]
    let isOurs = try await write(values, FinishedVersion(operation), of: operation)
    if !isOurs { throw StoreError(.leaseLost, .ownedByAnotherProcess) }
  }

  /// Writes the values, and the version that the operation leaves, all or nothing.
  /// - Returns: Whether this process still owns the operation.
  private func write(
    _ values: [PostgresValue], _ version: FinishedVersion?, of operation: StoredOperation
  ) async throws(StoreError) -> Bool {
    guard let version, let deploymentID = operation.state.facts.deploymentID else {
      return try await !rows(PostgresOperationStore.record, values).isEmpty
    }
    do throws(PostgresError) {
      return try await client.transaction { connection throws(PostgresError) in
        if try connection.execute(PostgresOperationStore.record, values).isEmpty { return false }
        try self.insert(version, of: operation, deploymentID, connection)
        return true
      }
    } catch { throw StoreError(error) }
  }

  /// The effects that were tried, and the failure of an operation that is over.
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
}

extension JournalEntry {
  fileprivate var journalLine: JSON {
    ["event": .string(event.rawValue), "phase": .string(phase.rawValue), "request_id": .optional(requestID)]
  }
}
