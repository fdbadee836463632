import AliyunFlinkEmulator
import Foundation
import JSONCoding
import Sandbox
import TestSupport

@testable import FlinkDeploy

/// One deployment in an emulated cloud, and commands on it whose API operations are recorded.
struct PermissionScene: Sendable {
  private static let columns = ["--column", "order_id:BIGINT", "--column", "status:STRING"]
  private static let otherColumns = columns + ["--column", "amount:DECIMAL(18, 2)"]

  /// The cloud and the store.
  let fixture: Fixture

  /// Runs `body` with a scene.
  /// - Parameters:
  ///   - actions: The RAM actions of the account `limited`; the account of the environment has all.
  ///   - start: How long a job starts, in milliseconds.
  static func with<Value>(
    actions: [String] = [], start: Int = 30, _ body: (PermissionScene) async throws -> Value
  ) async throws -> Value {
    try await Fixture.with(
      durations: .init(ticket: 20, start: start, stop: 30), sharesStore: true,
      configure: { configuration in
        configuration.accounts.append(
          .init(accessKeyID: "limited", accessKeySecret: "limitedSecret", actions: Set(actions)))
      },
      { fixture in try await body(PermissionScene(fixture: fixture)) })
  }

  /// The settings of the account that only has some actions.
  var limitedAccount: [String: String] {
    ["ALIYUN_ACCESS_KEY_ID": "limited", "ALIYUN_ACCESS_KEY_SECRET": "limitedSecret"]
  }

  /// What a command ended with, and the operations that it called.
  struct Run: Sendable {
    let succeeded: Bool
    let output: String
    let error: String
    let operations: Set<String>

    /// The result in JSON; null for another output.
    var json: JSON { (try? JSON.parse(output)) ?? .null }
  }

  /// Runs a command.
  /// - Parameters:
  ///   - fault: What goes wrong meanwhile.
  ///   - changes: Settings that differ.
  func run(_ arguments: [String], fault: Fault? = nil, _ changes: [String: String] = [:]) async throws -> Run {
    if let fault { fixture.emulator.inject(fault) }
    let before = fixture.emulator.requestCounts
    let run = try await Program.run(
      "flink-deploy", arguments, environment: fixture.environment.merging(changes) { $1 })
    let counts = fixture.emulator.requestCounts
    fixture.emulator.clearFaults()
    return Run(
      succeeded: run.ending == .exited(0), output: run.output, error: run.error,
      operations: Set(counts.keys.filter { counts[$0] != before[$0] }))
  }

  /// The command line of a deploy.
  func deploy(_ name: String, _ flags: [String] = []) -> [String] {
    ["deploy", "orders", "orders", "--json", "--name", name] + Self.columns + flags
  }

  /// The command line of an update that returns when the job runs.
  func update(_ name: String, _ flags: [String]) -> [String] {
    ["update", name, "--json", "--wait-until", "RUNNING"] + flags
  }

  /// The flags of an update that changes the SQL.
  var otherColumns: [String] { Self.otherColumns }

  /// Writes a manifest, and returns its path.
  func manifest(_ pipelines: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    try Data("version: 1\npipelines:\n\(pipelines)\n".utf8).write(to: file)
    return file.path
  }
}
