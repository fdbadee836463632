import AliyunFlink
import JSONCoding
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("The policies")
struct PermissionPageTests {
  @Test("and the table of actions are a page of the documentation")
  func page() throws {
    let differences = try GoldenFile.differences(
      of: PermissionPage.text, from: "Sources/FlinkDeploy/Documentation.docc/Permissions.md")
    #expect(differences == [])
  }

  @Test("allow every operation in full use, and no change in the other one")
  func policies() {
    #expect(RAMPolicy.full.actions == OperationName.allCases.map(\.action).sorted())
    let effects = Set(OperationName.allCases.filter(\.isEffect).map(\.action))
    #expect(effects.count == 9)
    #expect(effects.isDisjoint(with: RAMPolicy.readOnly.actions))
    #expect(Set(RAMPolicy.readOnly.actions).isStrictSubset(of: RAMPolicy.full.actions))
  }

  @Test("are what the command prints, without any setting", arguments: [[], ["--read-only"]])
  func command(_ flags: [String]) async throws {
    let run = try await Program.run(
      "flink-deploy", ["policy"] + flags, environment: ["PATH": "/usr/bin", "HOME": "/nonexistent"])
    #expect(run.ending == .exited(0))
    #expect(run.error.isEmpty)
    let statement = try JSON.parse(run.output)["Statement"]?.array?.first
    let actions = statement?["Action"]?.array?.compactMap(\.string)
    #expect(actions == (flags.isEmpty ? RAMPolicy.full : .readOnly).actions)
    #expect(statement?["Effect"] == "Allow")
    #expect(statement?["Resource"] == "*")
  }
}
