import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

import class Foundation.ProcessInfo

/// A topic, the table that a job fills from it, and what happens to that job.
struct UpdatedTopic: Sendable {
  /// The sandbox.
  let engine: EngineSandbox
  /// The result of the deploy.
  let job: JSON
  private let name: String
  private let partitions: Int
  /// Whether messages are changes in the Debezium envelope.
  private let isChangeLog: Bool

  /// Deploys a job with generated SQL that has written 100 messages.
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
    try await self.init(
      name, on: try await EngineSandbox(version), Self.columns(fields) + options, partitions: partitions)
  }

  /// Deploys a job with given SQL that has written 100 messages.
  /// - Parameters:
  ///   - name: The name of topic and table.
  ///   - script: The SQL; the format of its first source is that of the messages.
  init(_ name: String, _ script: UpdateScript) async throws {
    try await self.init(
      name, on: try await EngineSandbox(), ["--sql-file", "-"], input: script.sql(name),
      isChangeLog: script.sources[0].format == "debezium-json", hasKey: script.targets[0].hasKey)
  }

  /// Deploys a job that has written 100 messages.
  /// - Parameters:
  ///   - name: The name of topic and table.
  ///   - engine: The sandbox.
  ///   - options: Further arguments of the deploy.
  ///   - input: The standard input of the deploy.
  ///   - partitions: The number of partitions of the topic.
  ///   - isChangeLog: Whether messages are changes in the Debezium envelope.
  ///   - hasKey: Whether the table has a primary key.
  init(
    _ name: String, on engine: EngineSandbox, _ options: [String], input: String = "", partitions: Int = 1,
    isChangeLog: Bool = false, hasKey: Bool = true
  ) async throws {
    (self.name, self.engine, self.partitions, self.isChangeLog) = (name, engine, partitions, isChangeLog)
    try await engine.prepare(
      topic: name, Self.messages(0..<100, isChangeLog: isChangeLog), partitions: partitions,
      ddl: Self.tables(name, hasKey: hasKey))
    job = try await engine.run(["deploy", name, "public.\(name)"] + options, input: input)
    #expect(job["success"] == true, "\(job.text)")
    try await expect(writes: 100, rows: 100)
  }

  /// The ID of the deployment.
  var id: String { job["deployment_id"]?.string ?? "" }

  /// The SQL of the deployment.
  var sql: String {
    engine.sandbox.emulator.state["deployments"]?[id]?["artifact"]?["sqlArtifact"]?["sqlScript"]?.string ?? ""
  }

  /// The states of the jobs that the deployment has had.
  var jobStates: [String] {
    (engine.sandbox.emulator.state["jobs"]?.object?.members ?? []).map(\.value)
      .filter { $0["deploymentId"]?.string == id }.compactMap { $0["status"]?["currentJobStatus"]?.string }
  }

  /// The states of the versions, the newest first.
  var versionStates: [String] {
    get async throws {
      try await engine.run(["versions", id]).array?.compactMap { $0["status"]?.string } ?? []
    }
  }

  /// Waits until the deployment has had so many jobs, at most a minute.
  func wait(forJobs count: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while jobStates.count < count, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
    #expect(jobStates.count >= count, sourceLocation: sourceLocation)
  }

  /// Runs `flink-deploy update`; waits for RUNNING unless the flags say otherwise.
  func update(_ flags: [String], input: String = "") async throws -> JSON {
    try await engine.run(["update", id] + flags + Self.wait(flags), input: input)
  }

  /// Starts `flink-deploy update` with further settings.
  func beginUpdate(_ flags: [String], input: String = "", settings: [String: String]) throws -> Program {
    let environment = ProcessInfo.processInfo.environment.merging(engine.sandbox.environment) { $1 }
    let program = try Program(
      "flink-deploy", ["update", id] + flags + Self.wait(flags), environment: environment.merging(settings) { $1 })
    program.send(input)
    program.endInput()
    return program
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
    try engine.sandbox.produce(Self.messages(ids, isChangeLog: isChangeLog), to: name, partitions: partitions)
  }

  /// Creates another topic with messages of these IDs, or adds them to it.
  func produce(_ ids: Range<Int>, toOther topic: String) async throws {
    try await engine.sandbox.createTopic(topic, partitions: 1)
    try engine.sandbox.produce(Self.messages(ids, isChangeLog: isChangeLog), to: topic, partitions: 1)
  }

  /// Gives the table a primary key.
  func addKey() async throws { try await engine.target.query("alter table \(name) add primary key (id)") }

  /// Waits until all rows are there, and expects that so many were written.
  func expect(writes: Int, rows: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await engine.wait(
      for: "\(writes)", "select count(*) as value from \(name)_writes where target = '\(name)'",
      sourceLocation: sourceLocation)
    let found = try await count("")
    #expect(found == "\(rows)", sourceLocation: sourceLocation)
  }

  /// Waits until the second table has all messages of `ids`, and so many of the first 100; none was written twice.
  func expectCopy(of ids: Range<Int>, history: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await engine.wait(
      for: "\(history) \(ids.count) 0",
      """
      select count(*) filter (where id < 100) || ' '
        || count(*) filter (where id >= \(ids.lowerBound) and id < \(ids.upperBound)) || ' '
        || count(*) - count(distinct id) as value
      from \(name)_writes where target = '\(name)_copy'
      """, sourceLocation: sourceLocation)
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

  /// The flags of fields.
  static func columns(_ fields: [String]) -> [String] {
    fields.flatMap { ["--column", $0 == "id" ? "id:BIGINT" : "\($0):STRING"] }
  }

  private static func messages(_ ids: Range<Int>, isChangeLog: Bool) -> [String] {
    ids.map { id in
      let row = "{\"id\":\(id),\"name\":\"n\(id)\",\"extra\":\"e\(id)\"}"
      return isChangeLog ? "{\"before\":null,\"after\":\(row),\"source\":{},\"op\":\"c\",\"ts_ms\":1}" : row
    }
  }

  /// A table, one with the same columns, one with fewer, and one that has a row for each write to the first two.
  private static func tables(_ name: String, hasKey: Bool) -> String {
    """
    create table \(name) (id bigint\(hasKey ? " primary key" : ""), name text, extra text, position bigint);
    create table \(name)_copy (id bigint primary key, name text, extra text, position bigint);
    create table \(name)_ids (id bigint primary key);
    create table \(name)_writes (id bigint, target text);
    create function \(name)_count() returns trigger language plpgsql as
      $$ begin insert into \(name)_writes values (new.id, tg_table_name); return null; end $$;
    create trigger \(name)_count after insert or update on \(name) for each row execute function \(name)_count();
    create trigger \(name)_count after insert or update on \(name)_copy for each row execute function \(name)_count()
    """
  }
}
