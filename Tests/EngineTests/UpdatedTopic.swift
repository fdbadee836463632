import AliyunFlinkEmulator
import JSONCoding
import Sandbox
import Testing

/// A topic, the table that a job fills from it, and what happens to that job.
struct UpdatedTopic: Sendable {
  /// The sandbox.
  let engine: EngineSandbox
  /// The result of the deploy.
  let job: JSON
  private let name: String
  private let partitions: Int

  /// Deploys a job that has written 100 messages.
  /// - Parameters:
  ///   - name: The name of topic and table.
  ///   - fields: The fields that the job reads.
  ///   - options: Further flags of the deploy.
  ///   - version: The Flink that runs the job.
  ///   - partitions: The number of partitions of the topic.
  init(
    _ name: String, _ fields: [String], _ options: [String] = [], on version: EngineVersion = .flink1_20,
    partitions: Int = 1
  ) async throws {
    self.name = name
    self.partitions = partitions
    engine = try await EngineSandbox(version)
    try await engine.prepare(
      topic: name, Self.messages(0..<100), partitions: partitions, ddl: Self.tables(name))
    job = try await engine.deploy(name, "public.\(name)", Self.columns(fields) + options)
    try await expect(writes: 100, rows: 100)
  }

  /// The ID of the deployment.
  var id: String { job["deployment_id"]?.string ?? "" }

  /// The SQL of the deployment.
  var sql: String {
    engine.sandbox.emulator.state["deployments"]?[id]?["artifact"]?["sqlArtifact"]?["sqlScript"]?.string ?? ""
  }

  /// The number of jobs that the deployment has had.
  var jobCount: Int {
    (engine.sandbox.emulator.state["jobs"]?.object?.members ?? []).count { $0.value["deploymentId"]?.string == id }
  }

  /// Waits until the deployment has had so many jobs, at most a minute.
  func wait(forJobs count: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while jobCount < count, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
    #expect(jobCount >= count, sourceLocation: sourceLocation)
  }

  /// Runs `flink-deploy update`; waits for RUNNING unless the flags say otherwise.
  func update(_ flags: [String], input: String = "") async throws -> JSON {
    try await engine.run(["update", id] + flags + Self.wait(flags), input: input)
  }

  /// Runs `flink-deploy rollback`.
  func rollback(_ flags: [String] = []) async throws -> JSON {
    try await engine.run(["rollback", id] + flags + Self.wait(flags))
  }

  private static func wait(_ flags: [String]) -> [String] {
    flags.contains("--wait-until") ? [] : ["--wait-until", "RUNNING"]
  }

  /// Writes messages with these IDs.
  func produce(_ ids: Range<Int>) throws {
    try engine.sandbox.produce(Self.messages(ids), to: name, partitions: partitions)
  }

  /// Waits until all rows are there, and expects that so many were written.
  func expect(writes: Int, rows: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await engine.wait(
      for: "\(writes)", "select count(*) as value from \(name)_writes", sourceLocation: sourceLocation)
    let found = try await count("")
    #expect(found == "\(rows)", sourceLocation: sourceLocation)
  }

  /// The number of rows that fulfil a condition.
  func count(_ condition: String) async throws -> String? {
    try await engine.value("select count(*) as value from \(name) \(condition)")
  }

  /// Waits until the consumer group has committed this offset of the first partition, at most a minute.
  func waitForCommit(of offset: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let flink = try #require(engine.sandbox.engine)
    let job = "/jobs/\((self.job["job_id"]?.string ?? "").filter { $0 != "-" })"
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      for vertex in try await flink.read(job)["vertices"]?.array ?? [] {
        let path = "\(job)/vertices/\(vertex["id"]?.string ?? "")/subtasks/metrics"
        let ids = (try await flink.read(path).array ?? []).compactMap { $0["id"]?.string }
        guard let id = ids.first(where: { $0.hasSuffix(".partition.0.committedOffset") }) else { continue }
        if try await flink.read("\(path)?get=\(id)").array?.first?["max"]?.double == Double(offset) { return }
      }
      try await Task.sleep(for: .milliseconds(200))
    }
    Issue.record("Offset \(offset) was not committed", sourceLocation: sourceLocation)
  }

  /// The flags of fields.
  static func columns(_ fields: String...) -> [String] { columns(fields) }

  private static func columns(_ fields: [String]) -> [String] {
    fields.flatMap { ["--column", $0 == "id" ? "id:BIGINT" : "\($0):STRING"] }
  }

  private static func messages(_ ids: Range<Int>) -> [String] {
    ids.map { "{\"id\":\($0),\"name\":\"n\($0)\",\"extra\":\"e\($0)\"}" }
  }

  /// A table, one that has a row for each write, one with the same columns and one with fewer.
  private static func tables(_ name: String) -> String {
    """
    create table \(name) (id bigint primary key, name text, extra text);
    create table \(name)_copy (id bigint primary key, name text, extra text);
    create table \(name)_ids (id bigint primary key);
    create table \(name)_writes (id bigint);
    create function \(name)_count() returns trigger language plpgsql as
      $$ begin insert into \(name)_writes values (new.id); return null; end $$;
    create trigger \(name)_count after insert or update on \(name) for each row execute function \(name)_count()
    """
  }
}
