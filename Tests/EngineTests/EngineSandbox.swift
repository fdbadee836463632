import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

import class Foundation.ProcessInfo

/// A sandbox with a real Flink: one for each version, with topics and tables of its own for each test.
struct EngineSandbox: Sendable {
  private static let newer = Task { try await start(.flink1_20) }
  private static let older = Task { try await start(.flink1_17) }

  private static func start(_ version: EngineVersion) async throws -> Sandbox {
    try await Sandbox(
      engine: version, brokerSecurity: try await .tests, inherited: ProcessInfo.processInfo.environment)
  }

  /// The sandbox.
  let sandbox: Sandbox
  /// The database that replaces Hologres.
  let target: PostgresClient

  /// Waits until the shared sandbox of this version has started.
  init(_ version: EngineVersion = .flink1_20) async throws {
    self.init(try await (version == .flink1_20 ? EngineSandbox.newer : EngineSandbox.older).value)
  }

  private init(_ sandbox: Sandbox) {
    self.sandbox = sandbox
    target = sandbox.postgres.client(database: Sandbox.targetDatabase, connections: 2)
  }

  /// Runs `body` with a sandbox of its own, since it breaks what all jobs share.
  static func alone(_ body: (EngineSandbox) async throws -> Void) async throws {
    let sandbox = try await start(.flink1_20)
    do {
      try await body(EngineSandbox(sandbox))
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }

  /// Creates a topic with messages, and a table.
  func prepare(topic: String, _ messages: [String], partitions: Int = 1, ddl: String) async throws {
    try await sandbox.createTopic(topic, partitions: partitions)
    try sandbox.produce(messages, to: topic, partitions: partitions)
    try await target.query(ddl)
  }

  /// Runs `flink-deploy` with `--json`, and returns what it prints.
  /// - Parameter settings: Settings that differ from those of the sandbox.
  @discardableResult
  func run(_ arguments: [String], input: String = "", settings: [String: String] = [:]) async throws -> JSON {
    let environment = ProcessInfo.processInfo.environment.merging(sandbox.environment) { $1 }.merging(settings) { $1 }
    let program = try Program("flink-deploy", arguments + ["--json"], environment: environment)
    program.send(input)
    program.endInput()
    let ended = await program.wait()
    return try #require(try? JSON.parse(Array(ended.output.utf8)), "\(arguments): \(ended.output)\(ended.error)")
  }

  /// Deploys a topic to a table, and returns the result; the job must run.
  @discardableResult
  func deploy(
    _ topic: String, _ table: String, _ options: [String] = [], settings: [String: String] = [:]
  ) async throws -> JSON {
    let result = try await run(["deploy", topic, table] + options, settings: settings)
    #expect(result["success"] == true, "\(result.text)")
    return result
  }

  /// The one value that a query returns.
  func value(_ sql: String) async throws -> String? { try await target.query(sql).first?.string("value") }

  /// Waits until a query returns this value, at most a minute.
  func wait(for value: String, _ sql: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    var last: String?
    while ContinuousClock.now < deadline {
      last = try await self.value(sql)
      if last == value { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("\(sql) is \(last ?? "null"), not \(value)", sourceLocation: sourceLocation)
  }
}
