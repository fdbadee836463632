#if KafkaSampling
  import AliyunFlinkEmulator
  import FlinkSQL
  import Foundation
  import JSONCoding
  import PipelineTypes
  import Postgres
  import Sandbox

  /// A case on its way through the broker and the engine into the database.
  struct StoredRun: Sendable {
    /// What was compared in a case.
    struct Figures: Sendable {
      /// Messages that a job read.
      var messages = 0
      /// Rows of the tables.
      var rows = 0
      /// Values of these rows.
      var values = 0
      /// Messages that the reader rejects, and that stopped the job.
      var rejected = 0
      /// Messages with a value that the database refuses, and that stopped the job.
      var refused = 0
    }

    /// What became of a case.
    enum Outcome: Sendable {
      /// The rows and the failure are as expected.
      case same(Figures)
      /// It could not be tried.
      case skipped(String)
      /// The rows or the failure are not as expected.
      case different(String)
    }

    /// The case.
    let pipeline: StoredPipeline
    /// What the engine did with recorded messages.
    let answer: JSON
    /// A number of its own, for the schema of its tables and the IDs of its jobs.
    let number: Int
    /// The broker, the engine and the database.
    let sandbox: Sandbox
    /// The database.
    let database: PostgresClient
    /// Whether the connector removes U+0000 from text.
    let removesNullCharacters: Bool

    /// Sends the messages, runs the job and compares the tables.
    func outcome() async throws -> Outcome {
      if answer["refused"] != nil || answer["died"] != nil { return .skipped("the script does not run with files") }
      if let reason = unusable { return .skipped(reason) }
      try await database.query("create schema \(schema)")
      var tables: [StoredTable] = []
      var refused: Set<Int> = []
      for sink in pipeline.sinks {
        guard let target = sink.table else { continue }
        let table = try await StoredTable(
          target, sink.mapping, in: schema, removesNullCharacters: removesNullCharacters, database)
        refused.formUnion(await table.expect(changes(of: sink)))
        tables.append(table)
      }
      let rejected = rejected
      var left = refused.union(rejected.keys)
      if pipeline.records == nil, let first = refused.min() {
        // The rows after a change depend on it.
        left.formUnion(first..<pipeline.messages.count)
        if first < 0 { return .skipped("the database refuses a change of an unknown message") }
      }
      for table in tables { try await table.forget(left) }
      try await sandbox.createTopic(pipeline.topic, partitions: pipeline.partitions)
      try send(pipeline.messages.indices.map { record($0, isEmpty: left.contains($0)) })
      if let problem = try await run(1) { return .different("the job fails: \(problem)") }
      var figures = Figures(messages: pipeline.messages.count - left.count)
      for table in tables {
        if let difference = try await table.difference() { return .different(difference) }
        let rows = try await table.rows()
        figures.rows += rows
        figures.values += rows * table.columnCount
      }
      // Of several sources, one can reject what another one reads.
      let unread = rejected.keys.filter { !refused.contains($0) }.min()
      // With a key, a row of another partition can replace one before the database refuses it.
      let isReplaced = pipeline.partitions > 1 && pipeline.sinks.contains { $0.table?.primaryKey.isEmpty == false }
      let unwritten = isReplaced ? nil : refused.filter { rejected[$0] == nil }.min()
      let stop = number.isMultiple(of: 2) ? unwritten ?? unread : unread ?? unwritten
      guard let stop else { return .same(figures) }
      let reasons = rejected[stop] ?? ["HologresException: Cannot write"]
      if let problem = try await problem(stoppingAt: stop, because: reasons) { return .different(problem) }
      if rejected[stop] == nil { figures.refused = 1 } else { figures.rejected = 1 }
      return .same(figures)
    }

    /// What is wrong with the end of a job that gets one more message; nil if it fails for one of the reasons.
    private func problem(stoppingAt index: Int, because reasons: [String]) async throws -> String? {
      try send([record(index, isEmpty: false)])
      let message = String(decoding: pipeline.messages[index], as: UTF8.self)
      guard let failure = try await run(2) else { return "the job does not fail with \(reasons): \(message)" }
      if reasons.contains(where: failure.contains) { return nil }
      return "\(message) must fail with \(reasons), it fails with \(failure)"
    }

    private var schema: String { "c\(number)" }

    /// Why the case cannot be tried; nil if it can.
    private var unusable: String? {
      let tables = pipeline.sinks.compactMap(\.table)
      if tables.count < pipeline.sinks.count { return "a table that nobody has read" }
      if Set(tables.map(\.name)).count < tables.count { return "two sinks with one table" }
      let keys = tables.flatMap { table in table.columns.filter { table.primaryKey.containsName($0.name) } }
      if keys.contains(where: { $0.databaseType == "json" }) { return "a key of type json" }
      return nil
    }

    /// The rows that a sink gets.
    private func changes(of sink: StoredSink) -> [StoredTable.Change] {
      (answer["rows"]?.array ?? []).filter { $0["table"]?.string == sink.name }.map { row in
        let message = row["message"]?.int ?? -1
        let partition = pipeline.records.flatMap { $0.indices.contains(message) ? $0[message].partition : nil }
        return StoredTable.Change(
          message: message, partition: partition ?? 0, isDeletion: row["kind"]?.string?.hasPrefix("-") ?? false,
          values: row["row"]?.array ?? [])
      }
    }

    /// The messages that a source rejects, each with the sources' reasons.
    private var rejected: [Int: [String]] {
      var rejected: [Int: [String]] = [:]
      for source in answer["read"]?.object?.members.map(\.value) ?? [] {
        for (index, outcome) in (source.array ?? []).enumerated() {
          // The next lines say where the text came from, which is lost on the way to the cluster.
          guard let line = outcome["failed"]?.string?.split(separator: "\n").first else { continue }
          rejected[index, default: []].append(String(line))
        }
      }
      return rejected
    }

    /// A message; if it is empty, the job reads no row, and the offsets after it stay as they are.
    private func record(_ index: Int, isEmpty: Bool) -> KafkaProducer.Record {
      var record = KafkaProducer.Record(value: isEmpty ? [] : pipeline.messages[index])
      record.partition = pipeline.records?[index].partition ?? 0
      record.timestamp = pipeline.records?[index].timestamp
      record.headers = pipeline.records?[index].headers ?? []
      return record
    }

    private func send(_ records: [KafkaProducer.Record]) throws {
      try KafkaProducer(sandbox.environment["KAFKA_BOOTSTRAP_SERVERS"] ?? "").send(
        records, to: pipeline.topic, partitions: nil)
    }

    /// The script with the addresses and tables of this run; it ends after the last message.
    private var sql: String {
      let environment = sandbox.environment
      let replacements = [
        "'connector' = 'kafka'": "'connector' = 'kafka', 'scan.bounded.mode' = 'latest-offset'",
        "'kafka:9092'": "'\(environment["KAFKA_BOOTSTRAP_SERVERS"] ?? "")'",
        "'hologres:80'": "'\(environment["HOLOGRES_ENDPOINT"] ?? "")'",
        "'dbname' = 'db'": "'dbname' = '\(Sandbox.targetDatabase)'",
        "'tablename' = 'public.": "'tablename' = '\(schema).",
        "${secret_values.u}": environment["HOLOGRES_USERNAME"] ?? "",
        "${secret_values.p}": environment["HOLOGRES_PASSWORD"] ?? "",
      ]
      return replacements.reduce(pipeline.sql) { $0.replacing($1.key, with: $1.value) }
    }

    /// Runs the job until it ends.
    /// - Returns: Why it failed; nil if it has read all messages.
    private func run(_ attempt: Int) async throws -> String? {
      guard let engine = sandbox.engine else { return "the sandbox does not have an engine" }
      let job = String(format: "%016x%016x", attempt, number)
      do throws(EngineFailure) {
        try await engine.submit(
          JobSubmission(
            jobID: job, name: pipeline.id, sql: sql,
            configuration: ["restart-strategy": "none", "table.local-time-zone": pipeline.zone.name]))
      } catch {
        return "\(error.message)\n\(sql)"
      }
      for _ in 0..<600 {
        switch try await engine.read("/jobs/\(job)")["state"]?.string {
        case "FINISHED": return nil
        case "FAILED":
          let history = try await engine.read("/jobs/\(job)/exceptions")["exceptionHistory"]
          return history?["entries"]?.array?.first?["stacktrace"]?.string ?? "FAILED"
        default: try await Task.sleep(for: .milliseconds(200))
        }
      }
      return "it does not end"
    }
  }
#endif
