public import Deployments
import JSONCoding
import Postgres

extension PostgresOperationStore: BatchStore {
  private static let batchColumns = """
    b.id, b.arguments, b.client, b.task_id, b.fence, b.is_over, b.task_cancelled_at is not null as is_cancelled,
      \(PostgresOperationStore.utc("b.create_time")) as created_at,
      \(PostgresOperationStore.utc("b.update_time")) as changed_at,
      (select jsonb_agg(jsonb_build_object('stage', i.stage, 'effect', i.effect, 'version', i.version,
          'result', i.result) order by i.place)
        from flink_batch_items i where i.batch_id = b.id) as items
    """

  /// Journals a batch, or finds the same one under way.
  /// - Throws: ``StoreError``.
  public func begin(_ batch: NewBatch) async throws(StoreError) -> (batch: StoredBatch, isNew: Bool) {
    let names = JSON.array(batch.names.map(JSON.string))
    for _ in 0..<4 {
      do throws(PostgresError) {
        let found = try await client.query(
          """
          with begun as (
            insert into flink_batches (workspace_id, namespace, digest, arguments, client, task_id, owner,
              lease_expires_at)
            values ($1, $2, $3, $4::jsonb, $5, $6, $7, now() + $8::interval) returning id
          ), items as (
            insert into flink_batch_items (batch_id, place, name)
            select begun.id, line.place - 1, line.name
            from begun, jsonb_array_elements_text($9::jsonb) with ordinality as line (name, place)
          )
          select id from begun
          """,
          [
            workspace, namespace, PostgresValue(batch.digest), PostgresValue(json: batch.arguments),
            PostgresValue(batch.client), PostgresValue(batch.taskID), owner, lease, PostgresValue(json: names),
          ])
        if let id = try found.first?.requiredInt("id"), let begun = try await self.batch(where: "b.id = $3", id) {
          return (begun, true)
        }
      } catch {
        guard error.sqlState == "23505" else { throw StoreError(error) }  // unique_violation
        // With the task ID of this call, the insert took place, though the response of the database was lost.
        if let found = try await self.batch(taskID: batch.taskID) { return (found, true) }
        if let found = try await runningBatch(digest: batch.digest) { return (found, false) }
      }
    }
    throw StoreError(.unavailable, .contention)
  }

  /// The batch with this digest that is under way.
  /// - Throws: ``StoreError``.
  public func runningBatch(digest: String) async throws(StoreError) -> StoredBatch? {
    try await stored("b.digest = $3 and not b.is_over", PostgresValue(digest))
  }

  /// The batch.
  /// - Throws: ``StoreError``.
  public func batch(_ id: Int) async throws(StoreError) -> StoredBatch? {
    try await stored("b.id = $3", PostgresValue(id))
  }

  /// The batch that was begun with this task ID.
  /// - Throws: ``StoreError``.
  public func batch(taskID: String) async throws(StoreError) -> StoredBatch? {
    try await stored("b.task_id = $3", PostgresValue(taskID))
  }

  /// Records that a client has cancelled the batch with this task ID.
  /// - Throws: ``StoreError``.
  public func cancelBatch(taskID: String) async throws(StoreError) {
    _ = try await rows(
      """
      update flink_batches set task_cancelled_at = coalesce(task_cancelled_at, now())
      where workspace_id = $1 and namespace = $2 and task_id = $3
      """, [workspace, namespace, PostgresValue(taskID)])
  }

  /// Writes items, if this process still owns the batch.
  /// - Throws: ``StoreError``.
  public func record(
    _ batch: StoredBatch, _ items: [Int: StoredBatch.Item], isOver: Bool
  ) async throws(StoreError) {
    let lines = items.map { place, item -> JSON in
      let (effect, version) = item.effect.columns
      return [
        "place": .int(place), "stage": .string(item.stage.rawValue), "effect": .string(effect),
        "version": .optional(version), "result": item.result,
      ]
    }
    let found = try await rows(
      """
      with mine as (
        update flink_batches set update_time = now(), lease_expires_at = now() + $4::interval,
          is_over = is_over or $5::boolean
        where id = $1 and fence = $2 and owner = $3 returning id
      ), written as (
        update flink_batch_items i set stage = line.stage, effect = line.effect, version = line.version,
          result = line.result
        from mine, jsonb_to_recordset($6::jsonb)
          as line (place integer, stage text, effect text, version integer, result jsonb)
        where i.batch_id = mine.id and i.place = line.place
      )
      select id from mine
      """,
      [
        PostgresValue(batch.id), PostgresValue(batch.fence), owner, lease, PostgresValue(isOver ? "t" : "f"),
        PostgresValue(json: .array(lines)),
      ])
    if found.isEmpty { throw StoreError(.leaseLost, .ownedByAnotherProcess) }
  }

  /// Ends the lease of a batch of this process.
  /// - Throws: ``StoreError``.
  public func release(_ batch: StoredBatch) async throws(StoreError) {
    _ = try await rows(
      "update flink_batches set lease_expires_at = now() where id = $1 and fence = $2 and owner = $3 and not is_over",
      [PostgresValue(batch.id), PostgresValue(batch.fence), owner])
  }

  /// Takes over batches of other processes whose lease has expired.
  /// - Throws: ``StoreError``.
  public func takeOverExpiredBatches(only id: Int?) async throws(StoreError) -> [StoredBatch] {
    let found = try await rows(
      """
      update flink_batches set owner = $1, fence = fence + 1, lease_expires_at = now() + $2::interval
      where id in (
        select id from flink_batches
        where workspace_id = $3 and namespace = $4 and not is_over and lease_expires_at <= now()
          and owner <> $1 and ($5::bigint is null or id = $5)
        order by id limit 20 for update skip locked)
      returning id
      """, [owner, lease, workspace, namespace, PostgresValue(id)])
    var batches: [StoredBatch] = []
    for row in found {
      let id: Int
      do throws(PostgresError) { id = try row.requiredInt("id") } catch { throw StoreError(error) }
      if let batch = try await batch(id) { batches.append(batch) }
    }
    return batches
  }

  /// The number of batches under way, in all processes.
  /// - Throws: ``StoreError``.
  public func runningBatchCount() async throws(StoreError) -> Int {
    let found = try await rows(
      "select count(*) as n from flink_batches where workspace_id = $1 and namespace = $2 and not is_over",
      [workspace, namespace])
    do throws(PostgresError) { return try found.first?.requiredInt("n") ?? 0 } catch { throw StoreError(error) }
  }

  private func stored(_ condition: String, _ value: PostgresValue) async throws(StoreError) -> StoredBatch? {
    let found = try await rows(
      """
      select \(PostgresOperationStore.batchColumns) from flink_batches b
      where b.workspace_id = $1 and b.namespace = $2 and \(condition) order by b.id desc limit 1
      """, [workspace, namespace, value])
    do throws(PostgresError) { return try found.first.map(Self.storedBatch) } catch { throw StoreError(error) }
  }

  private func batch(where condition: String, _ id: Int) async throws(PostgresError) -> StoredBatch? {
    try await client.query(
      """
      select \(PostgresOperationStore.batchColumns) from flink_batches b
      where b.workspace_id = $1 and b.namespace = $2 and \(condition)
      """, [workspace, namespace, PostgresValue(id)]
    ).first.map(Self.storedBatch)
  }

  private static func storedBatch(_ row: PostgresRow) throws(PostgresError) -> StoredBatch {
    let arguments = try row.string("arguments").flatMap { try? JSON.parse($0) } ?? .null
    let items = try row.string("items").flatMap { try? JSON.parse($0) } ?? .null
    return StoredBatch(
      id: try row.requiredInt("id"), arguments: arguments, client: try row.string("client"),
      taskID: try row.requiredString("task_id"), fence: try row.requiredInt("fence"),
      isOver: try row.bool("is_over"), isCancelled: try row.bool("is_cancelled"),
      createdAt: try row.requiredString("created_at"), updatedAt: try row.requiredString("changed_at"),
      items: (items.array ?? []).map(StoredBatch.Item.init(json:)))
  }
}

extension StoredBatch.Item {
  /// An item of the rows' aggregate.
  fileprivate init(json: JSON) {
    self.init(
      stage: json["stage"]?.string.flatMap(BatchItem.Stage.init) ?? .waiting,
      effect: BatchItem.Effect(json["effect"]?.string, version: json["version"]?.int),
      result: json["result"] ?? .null)
  }
}

extension BatchItem.Effect {
  fileprivate init(_ name: String?, version: Int?) {
    switch (name, version) {
    case ("creates", _): self = .creates
    case ("updates", let version?): self = .updates(from: version)
    default: self = .none
    }
  }

  /// The values of the columns `effect` and `version`.
  fileprivate var columns: (effect: String, version: Int?) {
    switch self {
    case .none: ("none", nil)
    case .creates: ("creates", nil)
    case .updates(let version): ("updates", version)
    }
  }
}
