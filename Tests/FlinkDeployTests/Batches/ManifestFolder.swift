import AliyunFlinkEmulator
import Foundation
import JSONCoding
import Sandbox
import TestSupport

/// A folder of a test's own with a manifest, for `flink-deploy apply` as a process.
struct ManifestFolder: Sendable {
  /// The columns of each pipeline, since no messages can be sampled.
  private static let defaults =
    "defaults: {columns: [{name: order_id, type: BIGINT}, {name: status, type: STRING}]}\n"

  /// The cloud and the store.
  let fixture: Fixture
  /// The path of the folder.
  let path: String

  /// The path of the manifest.
  var manifest: String { "\(path)/pipelines.yaml" }

  /// A manifest of pipelines that fill the table `lines`, which has no key.
  /// - Parameters:
  ///   - count: The number of pipelines.
  ///   - lines: Further lines.
  static func pipelines(_ count: Int, _ lines: String = "") -> String {
    "version: 1\n\(defaults)\(lines)pipelines:\n"
      + (0..<count).map { "  - {topic: topic\($0), hologres_table: lines}\n" }.joined()
  }

  /// Runs `body` with a manifest and a fixture, and removes both afterwards.
  /// - Parameters:
  ///   - text: The manifest.
  ///   - durations: How long things take in the cloud.
  ///   - tables: Statements that make the target tables.
  static func with(
    _ text: String, durations: EmulatorConfiguration.Durations = .init(ticket: 20, start: 30, stop: 30),
    tables: [String] = Fixture.tables, _ body: (ManifestFolder) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "manifest-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await Fixture.with(durations: durations, sharesStore: true, tables: tables) { fixture in
      let manifest = ManifestFolder(fixture: fixture, path: folder.path)
      try manifest.write(text)
      try await body(manifest)
    }
  }

  /// Replaces the manifest.
  func write(_ text: String) throws {
    try text.write(toFile: manifest, atomically: true, encoding: .utf8)
  }

  /// The text of a file of the folder.
  func text(of name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// Runs a command in the folder.
  /// - Parameter settings: Settings that differ from those of the fixture.
  func run(
    _ arguments: [String], input: String = "", settings: [String: String] = [:]
  ) async throws -> (ending: ChildProcess.Ending, output: String, error: String) {
    let program = try Program(
      "flink-deploy", arguments, environment: fixture.environment.merging(settings) { $1 }, directory: path)
    program.send(input)
    program.endInput()
    return await program.wait()
  }

  /// Runs `flink-deploy apply` of the manifest with `--json`: its exit code, and what it prints.
  func apply(
    _ flags: [String] = [], settings: [String: String] = [:]
  ) async throws -> (exit: ChildProcess.Ending, result: JSONObject) {
    let ended = try await run(["apply", "pipelines.yaml", "--json"] + flags, settings: settings)
    return (ended.ending, (try? JSON.parse(ended.output))?.object ?? [:])
  }
}
