import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("flink-deploy apply", .endsIfStuck)
struct ApplyProcessTests {
  private static func counts(succeeded: Int = 0, unchanged: Int = 0, failed: Int = 0, inProgress: Int = 0) -> JSON {
    [
      "succeeded": .int(succeeded), "unchanged": .int(unchanged), "failed": .int(failed),
      "in_progress": .int(inProgress),
    ]
  }

  @Test("exits with 0 when all pipelines run, and when nothing is left to do")
  func repeats() async throws {
    try await ManifestFolder.with(ManifestFolder.pipelines(3)) { folder in
      let first = try await folder.apply()
      #expect(first.exit == .exited(0), "\(first.result.shown)")
      #expect(first.result["counts"] == Self.counts(succeeded: 3))
      #expect(folder.fixture.cloud == (3, 3, 3))
      let second = try await folder.apply()
      #expect(second.exit == .exited(0), "\(second.result.shown)")
      #expect(second.result["counts"] == Self.counts(unchanged: 3))
      #expect(second.result.results("job_id") == first.result.results("job_id"))
      #expect(folder.fixture.cloud == (3, 3, 3))
    }
  }

  @Test("reads the manifest from standard input, and prints a table with a line for each pipeline")
  func standardInput() async throws {
    try await ManifestFolder.with("") { folder in
      let ended = try await folder.run(["apply", "-"], input: ManifestFolder.pipelines(2))
      #expect(ended.ending == .exited(0), "\(ended.error)")
      for number in 0..<2 {
        let line = ended.output.split(separator: "\n").first { $0.hasPrefix("topic\(number)-to-public-lines ") }
        #expect(line?.contains("create") == true && line?.contains("RUNNING") == true, "\(ended.output)")
      }
      #expect(ended.error.contains(" of 2 done. topic"))
      #expect(folder.fixture.cloud == (2, 2, 2))
    }
  }

  @Test("shows with --dry-run what it would do, and does what was shown")
  func dryRun() async throws {
    try await ManifestFolder.with(ManifestFolder.pipelines(2)) { folder in
      let plan = try await folder.apply(["--dry-run"])
      #expect(plan.exit == .exited(0), "\(plan.result.shown)")
      #expect(plan.result.results("action") == ["create", "create"])
      #expect(plan.result["plan"]?["api_calls"] == 28 && plan.result["plan"]?["seconds"] == 75)
      #expect(folder.fixture.cloud == (0, 0, 0))
      let digest = try #require(plan.result["plan_digest"]?.string)
      try folder.write(ManifestFolder.pipelines(1))
      let other = try await folder.apply(["--plan-digest", digest])
      #expect(other.exit == .exited(1))
      #expect(other.result.errorCode == "plan_changed", "\(other.result.shown)")
      #expect(folder.fixture.cloud == (0, 0, 0))
      try folder.write(ManifestFolder.pipelines(2))
      #expect(try await folder.apply(["--plan-digest", digest]).exit == .exited(0))
      #expect(folder.fixture.cloud == (2, 2, 2))
      let unchanged = try await folder.apply(["--dry-run"])
      #expect(unchanged.result.results("action") == ["unchanged", "unchanged"], "\(unchanged.result.shown)")
      #expect(unchanged.result["plan"]?["api_calls"] == 0 && unchanged.result["plan"]?["seconds"] == 0)
    }
  }

  @Test("exits with 1 if a pipeline fails, and says which and why")
  func fails() async throws {
    let text = ManifestFolder.pipelines(2) + "  - {topic: other, hologres_table: missing}\n"
    try await ManifestFolder.with(text) { folder in
      let ended = try await folder.run(["apply", "pipelines.yaml"])
      #expect(ended.ending == .exited(1))
      let lines = ended.output.split(separator: "\n").map(String.init)
      #expect(lines.contains { $0.hasPrefix("other-to-public-missing ") && $0.contains("public.missing") })
      #expect(lines.contains { $0.hasPrefix("error ") && $0.contains("1 pipeline of 3 failed") }, "\(ended.output)")
      #expect(folder.fixture.cloud == (2, 2, 2))
    }
  }

  @Test("exits with 64 for mistakes in the manifest, with the line and column of each, before anything is done")
  func mistakes() async throws {
    let text =
      "version: 1\npipelines:\n  - {topic: a, hologres_table: orders, colour: red}\n  - {topic: b}\n"
      + "  - {topic: c, hologres_table: orders}\n"
    try await ManifestFolder.with(text) { folder in
      let ended = try await folder.run(["apply", "pipelines.yaml", "--json"])
      #expect(ended.ending == .exited(64))
      #expect(ended.output.isEmpty)
      #expect(ended.error.contains("pipelines.yaml:3:40: pipelines[0].colour is unknown"), "\(ended.error)")
      #expect(ended.error.contains("pipelines.yaml:4:5: pipelines[1].hologres_table is required"), "\(ended.error)")
      let key = "pipelines.yaml:5:32: pipelines[2].hologres_table: pipelines[0] writes table public.orders with the"
      #expect(ended.error.contains(key), "\(ended.error)")
      #expect(Set(folder.fixture.emulator.requestCounts.keys) == ["ListDeployments"])
    }
  }

  @Test(
    "exits with 64 for flags that do not fit",
    arguments: [
      [], ["nothing.yaml"], ["pipelines.yaml", "--if-exists", "replace"], ["pipelines.yaml", "--max-parallel", "0"],
      ["pipelines.yaml", "--on-failure", "never"], ["pipelines.yaml", "--wait", "-1"], ["pipelines.yaml", "more.yaml"],
    ])
  func usage(_ arguments: [String]) async throws {
    try await ManifestFolder.with(ManifestFolder.pipelines(1)) { folder in
      let ended = try await folder.run(["apply"] + arguments)
      #expect(ended.ending == .exited(64), "\(ended.output)\(ended.error)")
      #expect(!ended.error.isEmpty)
      #expect(folder.fixture.cloud == (0, 0, 0))
    }
  }

  @Test("exits with 75 when its wait ends, and the same command completes the rest")
  func waitEnds() async throws {
    try await ManifestFolder.with(
      ManifestFolder.pipelines(4, "max_parallel: 1\n"), durations: .init(ticket: 300, start: 300, stop: 30)
    ) { folder in
      let first = try await folder.apply(["--wait", "0"])
      #expect(first.exit == .exited(75), "\(first.result.shown)")
      #expect(first.result["outcome"] == "in_progress")
      #expect(folder.fixture.cloud.deployments < 4)
      let second = try await folder.apply()
      #expect(second.exit == .exited(0), "\(second.result.shown)")
      #expect(second.result["counts"]?["in_progress"] == 0)
      #expect(folder.fixture.cloud == (4, 4, 4))
    }
  }

  @Test("lets flags win over the manifest")
  func flags() async throws {
    let text =
      ManifestFolder.pipelines(0, "on_failure: roll_back_all\nmax_parallel: 1\n")
      + "  - {topic: topic0, hologres_table: lines}\n  - {topic: other, hologres_table: missing}\n"
    try await ManifestFolder.with(text) { folder in
      let kept = try await folder.apply(["--on-failure", "continue"])
      #expect(kept.exit == .exited(1))
      #expect(kept.result.resultCodes == ["", "unknown_table"], "\(kept.result.shown)")
      #expect(folder.fixture.cloud == (1, 1, 1))
    }
  }

  @Test("prints the JSON Schema of manifests without any setting")
  func schema() async throws {
    let ended = try await Program.run("flink-deploy", ["apply", "--schema"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(ended.ending == .exited(0), "\(ended.error)")
    #expect(try JSON.parse(ended.output) == BatchSchema.manifest.document)
  }
}
