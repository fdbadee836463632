import Foundation
import JSONCoding
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

/// `flink-deploy init` as a process without a terminal, against the emulator and Postgres.
@Suite("flink-deploy init", .endsIfStuck)
struct InitProcessTests {
  private static let secrets = ["testAccessKeySecret", "s3cret"]

  /// The settings of a fixture, without what only tests need.
  private static func answers(_ fixture: Fixture) -> [String: String] {
    var answers = fixture.environment.filter { InitQuestion(rawValue: $0.key) != nil }
    answers["FLINK_KAFKA_BOOTSTRAP_SERVERS"] = "kafka.test:9092"
    return answers
  }

  private static func lines(_ answers: [String: String]) -> String {
    answers.map { "\($0.key)=\(DotEnvWriter.quoted($0.value))\n" }.joined()
  }

  private struct Run {
    var ending: ChildProcess.Ending
    var output: String
    var error: String
  }

  /// Runs the command in a folder.
  private static func run(
    _ arguments: [String] = [], input: String = "", in directory: TemporaryDirectory,
    _ environment: [String: String] = [:]
  ) async throws -> Run {
    let base = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
    let program = try Program(
      "flink-deploy", ["init"] + arguments, environment: base.merging(environment) { $1 }, directory: directory.path)
    program.send(input)
    program.endInput()
    let (ending, output, error) = await program.wait()
    return Run(ending: ending, output: output, error: error)
  }

  @Test("writes settings with which the printed configuration starts a server that works")
  func writes() async throws {
    let directory = try TemporaryDirectory()
    try await Fixture.with(sharesStore: true) { fixture in
      let run = try await Self.run(input: Self.lines(Self.answers(fixture)), in: directory)
      #expect(run.ending == .exited(0), "\(run.error)")
      let text = try String(contentsOfFile: directory.path(of: ".env"), encoding: .utf8)
      #expect(try DotEnv.parse(text) == Self.answers(fixture))
      for secret in Self.secrets { #expect(!run.output.contains(secret) && !run.error.contains(secret)) }
      let server = try JSON.parse(run.output)["mcpServers"]?["flink-deploy"]
      #expect(server?["command"]?.string == Program.path(of: "flink-deploy"))
      #expect(server?["args"] == ["serve"])
      let file = try #require(server?["env"]?["FLINK_DEPLOY_ENV_FILE"]?.string)
      let status = try await Program.run(
        "flink-deploy", ["status", "--json"],
        environment: ["PATH": "/usr/bin", "FLINK_DEPLOY_ENV_FILE": file], directory: "/")
      #expect(status.ending == .exited(0), "\(status.error)")
    }
  }

  @Test("takes flags and the environment, and prints one JSON object")
  func flags() async throws {
    let directory = try TemporaryDirectory()
    try await Fixture.with(sharesStore: true) { fixture in
      var environment = Self.answers(fixture)
      let workspace = environment.removeValue(forKey: "ALIYUN_FLINK_WORKSPACE_ID") ?? ""
      let run = try await Self.run(
        ["--workspace", workspace, "--output", "other", "--json"], in: directory, environment)
      #expect(run.ending == .exited(0), "\(run.error)")
      let document = try JSON.parse(run.output)
      #expect(document["written"] == true)
      let states = document["findings"]?.array?.map { $0["state"]?.string }
      #expect(states == ["good", "good", "good", "good"], "\(run.output)")
      #expect(document["variables"]?.array?.contains("ALIYUN_ACCESS_KEY_SECRET") == true)
      #expect(directory.names == ["other"])
      for secret in Self.secrets { #expect(!run.output.contains(secret) && !run.error.contains(secret)) }
    }
  }

  @Test("names what is missing at once, exits with 64 and writes nothing")
  func missing() async throws {
    let directory = try TemporaryDirectory()
    let run = try await Self.run(["--region", "cn-hangzhou", "--json"], in: directory)
    #expect(run.ending == .exited(64))
    for name in ["--workspace", "--namespace", "--access-key-id", "--database-url"] {
      #expect(run.error.contains(name), "\(run.error)")
    }
    #expect(try JSON.parse(run.output)["problems"]?.array?.first?["code"] == "missing")
    #expect(directory.names.isEmpty)
  }

  @Test("names the settings of what does not respond, exits with 1 and writes nothing")
  func unreachable() async throws {
    let directory = try TemporaryDirectory()
    try await Fixture.with(sharesStore: true) { fixture in
      var answers = Self.answers(fixture)
      answers["ALIYUN_ACCESS_KEY_SECRET"] = "s3cret"
      answers["DATABASE_URL"] = "postgresql://u:s3cret@127.0.0.1:1/d"
      let run = try await Self.run(["--json"], input: Self.lines(answers), in: directory)
      #expect(run.ending == .exited(1), "\(run.error)")
      #expect(run.error.contains("ALIYUN_ACCESS_KEY_SECRET"))
      #expect(run.error.contains("--database-url"))
      let states = try JSON.parse(run.output)["findings"]?.array?.map { $0["state"]?.string }
      #expect(states == ["bad", "bad", "good"], "\(run.output)")
      for secret in Self.secrets { #expect(!run.output.contains(secret) && !run.error.contains(secret)) }
      #expect(directory.names.isEmpty)
    }
  }

  @Test("does not replace a file without --overwrite, and with it connects to nothing if --no-check is given")
  func overwrite() async throws {
    let directory = try TemporaryDirectory()
    try WholeFile(path: directory.path(of: ".env"), mode: 0o600).write("A=1\n", replaces: false)
    let environment = [
      "ALIYUN_REGION": "cn-hangzhou", "ALIYUN_FLINK_WORKSPACE_ID": "w", "ALIYUN_FLINK_NAMESPACE": "n",
      "ALIYUN_ACCESS_KEY_ID": "i", "ALIYUN_ACCESS_KEY_SECRET": "s3cret", "DATABASE_URL": "postgresql://u@192.0.2.1/d",
      "PGPASSWORD": "p",
    ]
    let refused = try await Self.run(["--no-check"], in: directory, environment)
    #expect(refused.ending == .exited(1))
    #expect(refused.error.contains("--overwrite"))
    #expect(try String(contentsOfFile: directory.path(of: ".env"), encoding: .utf8) == "A=1\n")
    let written = try await Self.run(["--no-check", "--overwrite"], in: directory, environment)
    #expect(written.ending == .exited(0), "\(written.error)")
    let text = try String(contentsOfFile: directory.path(of: ".env"), encoding: .utf8)
    #expect(try DotEnv.parse(text)["DATABASE_URL"] == "postgresql://u:p@192.0.2.1/d")
  }

  @Test("a named settings file that cannot be read ends the program with 64")
  func unreadableFile() async throws {
    let run = try await Program.run(
      "flink-deploy", ["status"], environment: ["PATH": "/usr/bin", "FLINK_DEPLOY_ENV_FILE": "/nonexistent/.env"])
    #expect(run.ending == .exited(64))
    #expect(run.error.contains("FLINK_DEPLOY_ENV_FILE"))
  }

  @Test("has no flag for a secret", arguments: ["access-key-secret", "database-password", "hologres-password"])
  func secretFlags(_ flag: String) async throws {
    let directory = try TemporaryDirectory()
    let run = try await Self.run(["--\(flag)", "s3cret"], in: directory)
    #expect(run.ending == .exited(64))
    #expect(!run.error.contains("s3cret"))
  }
}
