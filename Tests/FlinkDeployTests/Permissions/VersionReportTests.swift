import DeploymentStore
import Foundation
import JSONCoding
import KafkaSampling
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The version")
struct VersionReportTests {
  private static let environment = ["PATH": "/usr/bin", "HOME": "/nonexistent"]

  @Test(
    "is one line of text, and an object for programs", arguments: [["--version", "--json"], ["--json", "--version"]])
  func output(_ arguments: [String]) async throws {
    let plain = try await Program.run("flink-deploy", ["--version"], environment: Self.environment)
    #expect(plain.output == "\(Application.version)\n")
    let run = try await Program.run("flink-deploy", arguments, environment: Self.environment)
    #expect(run.ending == .exited(0))
    let report = try JSON.parse(run.output)
    #expect(report.object?.keys == ["name", "version", "mcp_versions", "schema_version", "kafka_sampling"])
    #expect(report["name"] == "flink-deploy")
    #expect(report["version"]?.string == Application.version)
    #expect(report["mcp_versions"] == ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"])
    #expect(report["schema_version"]?.int == Migrations.current)
    #expect(report["kafka_sampling"]?.bool == KafkaSampler.isBuilt)
  }

  @Test("is that of the newest release in the changelog")
  func changelog() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../CHANGELOG.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let newest = try #require(text.firstMatch(of: /\n## \[(\d+\.\d+\.\d+)\]/))
    #expect(String(newest.1) == Application.version)
  }
}
