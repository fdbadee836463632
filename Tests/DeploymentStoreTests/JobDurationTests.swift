import DeploymentStore
import Deployments
import Postgres
import TestSupport
import Testing

@Suite("The durations of stops and starts in the store", .endsIfStuck)
struct JobDurationTests {
  /// A line of the journal: the second in which it was written, and the state of the job.
  private typealias Line = (event: String, phase: String, second: Double, state: String?)

  private static func store(_ fixture: Fixture) -> PostgresOperationStore {
    PostgresOperationStore(
      client: fixture.store, scope: .init(workspaceID: "w", namespace: "n", owner: "o", leaseSeconds: 15))
  }

  /// Writes an operation on a deployment with its journal.
  private static func insert(
    _ lines: [Line], deployment: String = "d", namespace: String = "n", _ fixture: Fixture
  ) async throws {
    let client = fixture.store
    let marker = try await client.query("select gen_random_uuid()::text as id")[0].requiredString("id")
    let job = try await client.query(
      """
      insert into aliyun_flink_jobs (status, workspace_id, namespace, deployment_id) values ('RUNNING', 'w', $1, $2)
      returning id
      """, [PostgresValue(namespace), PostgresValue(deployment)])[0].requiredInt("id")
    let operation = try await client.query(
      """
      insert into flink_operations (aliyun_job_id, kind, subject, workspace_id, namespace, digest, marker, request,
        state, outcome)
      values ($1, 'update', $2, 'w', $3, '', $4, '{}', '{}', 'succeeded') returning id
      """, [PostgresValue(job), PostgresValue(deployment), PostgresValue(namespace), PostgresValue(marker)])[0]
      .requiredInt("id")
    for line in lines {
      try await client.query(
        """
        insert into flink_journal (operation_id, event, phase, status, detail, create_time)
        values ($1, $2, $3, 'UPDATING', jsonb_build_object('job_state', $4::text), to_timestamp($5::float8))
        """,
        [
          PostgresValue(operation), PostgresValue(line.event), PostgresValue(line.phase), PostgresValue(line.state),
          PostgresValue("\(line.second)"),
        ])
    }
  }

  @Test("go from the intent to the state that was wanted")
  func update() async throws {
    try await Fixture.with { fixture in
      try await Self.insert(
        [
          ("intent", "stopReplaced", 10, "RUNNING"), ("outcome", "stopReplaced", 10.5, "CANCELLING"),
          ("outcome", "awaitReplaced", 13.25, "FINISHED"), ("intent", "startUpdated", 14, "FINISHED"),
          ("outcome", "startUpdated", 14.5, "STARTING"), ("outcome", "awaitUpdated", 18, "RUNNING"),
          ("outcome", "done", 40, "RUNNING"),
        ], fixture)
      let durations = try await Self.store(fixture).durations(ofDeployment: "d")
      #expect(durations == JobDurations(stop: 3.25, start: 4))
    }
  }

  @Test("are those of the last intent that got there: neither of a repeated request nor of a failed start")
  func last() async throws {
    try await Fixture.with { fixture in
      try await Self.insert(
        [("intent", "startJob", 0, nil), ("outcome", "awaitRunning", 9, "RUNNING")], fixture)
      try await Self.insert(
        [
          ("intent", "stopJob", 100, "RUNNING"), ("intent", "stopJob", 110, "RUNNING"),
          ("outcome", "awaitStopped", 112, "CANCELLED"),
        ], fixture)
      try await Self.insert(
        [("intent", "startJob", 200, nil), ("outcome", "readStartLog", 230, "FAILED")], fixture)
      try await Self.insert(
        [("intent", "stopJob", 300, "RUNNING"), ("outcome", "awaitStopped", 301, "CANCELLED")], deployment: "other",
        fixture)
      try await Self.insert(
        [("intent", "stopJob", 400, "RUNNING"), ("outcome", "awaitStopped", 401, "CANCELLED")], namespace: "m", fixture)
      let durations = try await Self.store(fixture).durations(ofDeployment: "d")
      #expect(durations == JobDurations(stop: 2, start: 9))
    }
  }

  @Test("are not known of a deployment without operations")
  func none() async throws {
    try await Fixture.with { fixture in
      let durations = try await Self.store(fixture).durations(ofDeployment: "d")
      #expect(durations == JobDurations())
    }
  }
}
