import AliyunFlinkEmulator
import DeploymentStore
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("A program whose metadata database a newer one has upgraded", .endsIfStuck)
struct OutdatedProgramTests {
  private static let deploy = ["deploy", "orders", "orders", "--json", "--column", "order_id:BIGINT"]
  private static let newer = Migrations.current + 1

  @Test(
    "refuses each command with a clear message, and changes nothing",
    arguments: [
      deploy, ["status", "--json"], ["stop", "j", "--json"], ["recover", "--json"], ["export"], ["alerts"],
      ["monitor", "--once"], ["monitor"],
      ["database", "status"], ["database", "upgrade"],
    ])
  func commands(_ arguments: [String]) async throws {
    try await Self.withNewerTables { fixture in
      let run = try await Program.run("flink-deploy", arguments, environment: fixture.environment)
      #expect(run.ending == .exited(1), "\(run.output)\(run.error)")
      let text = run.output + run.error
      #expect(text.contains("the tables have version \(Self.newer), and this program knows versions up to"), "\(text)")
      #expect(text.contains("Install the newest release of flink-deploy"), "\(text)")
      #expect(fixture.cloud == (0, 0, 0))
      let rows = try await fixture.store.query("select count(*) as n from flink_operations")
      #expect(try rows.first?.int("n") == 0)
      #expect(try await Migrations.version(of: fixture.store) == Self.newer)
    }
  }

  @Test("serves, and answers calls with the error and its remedy")
  func tools() async throws {
    try await Self.withNewerTables { fixture in
      try await fixture.withApplication { application in
        let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
        let result = await GenerateAndDeploy(application: application, caller: caller).run([
          "topic": "orders", "hologres_table": "orders", "columns": [["name": "order_id", "type": "BIGINT"]],
        ]).document
        #expect(result["error"]?["code"] == "program_outdated", "\(JSON.object(result).text)")
        #expect(result["error"]?["retryable"] == false)
        #expect(result["error"]?["remedy"]?.string?.hasPrefix("Ask the user to install the newest release") == true)
      }
      #expect(fixture.cloud == (0, 0, 0))
    }
  }

  @Test("makes the doctor name the versions")
  func doctor() async throws {
    try await Self.withNewerTables { fixture in
      let run = try await Program.run("flink-deploy", ["doctor", "--json"], environment: fixture.environment)
      let finding = try JSON.parse(run.output).array?.first { $0["code"] == "database" }
      #expect(finding?["state"] == "bad")
      #expect(finding?["detail"]?.string?.contains("the tables have version \(Self.newer)") == true, "\(run.output)")
    }
  }

  private static func withNewerTables(_ body: (Fixture) async throws -> Void) async throws {
    try await Fixture.with { fixture in
      try await fixture.store.query(
        "insert into flink_deploy_migrations (version) values ($1)", [PostgresValue(newer)])
      try await body(fixture)
    }
  }
}
