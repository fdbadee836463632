import AliyunFlinkEmulator
import JSONCoding
import Postgres
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Before a deploy, the secrets of the SQL", .endsIfStuck)
struct MissingSecretTests {
  /// SQL that refers to secrets, generated or given.
  struct Script: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The settings that generate it, beside those of every test.
    var settings: [String: String?] = [:]
    /// The SQL of the call; nil to generate it.
    var sql: String?
    /// The secrets that it refers to.
    let names: [String]
  }

  private static let login: [String: String?] = [
    "KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "KAFKA_SASL_MECHANISM": "PLAIN",
    "FLINK_KAFKA_PASSWORD_SECRET": "kafka_secret",
  ]
  private static let stores: [String: String?] = [
    "KAFKA_SECURITY_PROTOCOL": "SSL", "FLINK_KAFKA_TRUSTSTORE_LOCATION": "/flink/usrlib/trust.jks",
    "FLINK_KAFKA_TRUSTSTORE_PASSWORD_SECRET": "trust_secret",
  ]

  private static let scripts = [
    Script(testDescription: "generated", names: ["hologres_username", "hologres_password"]),
    Script(
      testDescription: "generated, with names of the settings", settings: ["FLINK_HOLOGRES_PASSWORD_SECRET": "holo"],
      names: ["hologres_username", "holo"]),
    Script(
      testDescription: "generated, with a login to Kafka", settings: login,
      names: ["kafka_username", "kafka_secret", "hologres_username", "hologres_password"]),
    Script(
      testDescription: "generated, with a key store", settings: stores,
      names: ["trust_secret", "hologres_username", "hologres_password"]),
    Script(testDescription: "given, in a source", sql: given(source: "'p' = '${secret_values.own}'"), names: ["own"]),
    Script(testDescription: "given, in a sink", sql: given(sink: "'p' = '${secret_values.own}'"), names: ["own"]),
    Script(
      testDescription: "given, twice and among other text",
      sql: given(source: "'p' = 'a:${secret_values.own}@b'", sink: "'p' = '${secret_values.own}'"), names: ["own"]),
  ]

  private static func given(source: String = "'a' = 'b'", sink: String = "'a' = 'b'") -> String {
    """
    CREATE TEMPORARY TABLE s (a INT) WITH ('connector' = 'datagen', \(source)); -- '${secret_values.in_a_comment}'
    CREATE TEMPORARY TABLE t (a INT) WITH ('connector' = 'print', \(sink));
    INSERT INTO t SELECT a FROM s;
    """
  }

  private static let twoNames = given(
    source: "'p' = '${secret_values.first}'", sink: "'p' = '${secret_values.second}', 'q' = '${secret_values.there}'")

  private static func run(_ application: Application, _ changes: JSONObject = [:]) async -> JSONObject {
    var arguments: JSONObject = [
      "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
      "columns": [["name": "order_id", "type": "BIGINT"]],
    ]
    for member in changes.members { arguments[member.key] = member.value.isNull ? nil : member.value }
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
    return await GenerateAndDeploy(application: application, caller: caller).run(arguments).document
  }

  private static func lists(_ fixture: Fixture) -> Int? { fixture.emulator.requestCounts["ListVariables"] }

  @Test("are there: the call goes on without a warning about them", arguments: scripts)
  func present(_ script: Script) async throws {
    try await Fixture.with(
      sharesStore: true,
      configure: { configuration in
        configuration.variables = Dictionary(uniqueKeysWithValues: script.names.map { ($0, "x") })
      }
    ) { fixture in
      try await fixture.withApplication(script.settings) { application in
        let result = await Self.run(application, ["sql": .optional(script.sql)])
        #expect(result["status"] == "RUNNING", "\(JSON.object(result).text)")
        #expect(!result.warningCodes.contains("secrets_not_checked"))
        // A list is remembered for ten seconds, and fifty deploys take longer on a busy machine.
        #expect((Self.lists(fixture) ?? 0) <= 10)
      }
    }
  }

  @Test("are not there: the call is refused, names the secret, and creates nothing", arguments: scripts, [true, false])
  func missing(_ script: Script, _ isDryRun: Bool) async throws {
    for name in script.names {
      try await Fixture.with(
        sharesStore: true,
        configure: { configuration in
          configuration.variables = Dictionary(uniqueKeysWithValues: (script.names + ["other"]).map { ($0, "x") })
          configuration.variables[name] = nil
        }
      ) { fixture in
        try await fixture.withApplication(script.settings) { application in
          let result = await Self.run(application, ["sql": .optional(script.sql), "dry_run": .bool(isDryRun)])
          #expect(result.errorCode == "missing_secret", "\(JSON.object(result).text)")
          #expect(result["error"]?["message"]?.string?.contains("'\(name)'") == true)
          #expect(result.remedy.contains("'\(name)'") && result.remedy.contains("Security > Variables"))
          for other in script.names where other != name { #expect(!result.remedy.contains("'\(other)'")) }
          #expect(result["error"]?["retryable"] == false && result["error"]?["rolled_back"]?.isNull == true)
          #expect((result["flink_sql"] != nil) == isDryRun)
        }
        #expect(fixture.cloud == (0, 0, 0))
        #expect(try await Self.operations(fixture) == 0)
      }
    }
  }

  private static func operations(_ fixture: Fixture) async throws -> Int? {
    try await fixture.store.query(
      "select count(*) as n from flink_operations where workspace_id = $1", [PostgresValue(fixture.workspaceID)]
    ).first?.int("n")
  }

  @Test("are all named at once", arguments: Language.allCases)
  func twoAtOnce(_ language: Language) async throws {
    try await Fixture.with(sharesStore: true, configure: { $0.variables = ["there": "x"] }) { fixture in
      try await fixture.withApplication(["FLINK_DEPLOY_LANGUAGE": language.rawValue]) { application in
        let error = await Self.run(application, ["sql": .string(Self.twoNames)])["error"]
        for text in [error?["message"]?.string ?? "", error?["remedy"]?.string ?? ""] {
          #expect(text.contains("'first'") && text.contains("'second'") && !text.contains("there"), "\(text)")
        }
      }
    }
  }

  @Test("may be on the second page of the list")
  func secondPage() async throws {
    try await Fixture.with(
      sharesStore: true,
      configure: { configuration in
        for number in 100..<250 { configuration.variables["a\(number)"] = "x" }
      }
    ) { fixture in
      try await fixture.withApplication { application in
        let result = await Self.run(application)
        #expect(result["status"] == "RUNNING", "\(JSON.object(result).text)")
        #expect(Self.lists(fixture) == 2)
      }
    }
  }

  @Test(
    "cannot be listed: a warning says so, and the call goes on",
    arguments: [
      Fault.Kind.status(403), .status(503), .refuse, .throttle(retryAfter: nil), .dropBeforeEffect,
      .silentBeforeEffect, .garble, .html,
    ], [true, false])
  func unlisted(_ fault: Fault.Kind, _ isDryRun: Bool) async throws {
    try await Fixture.with(sharesStore: true, configure: { $0.variables = [:] }) { fixture in
      fixture.emulator.inject(Fault(fault, operation: "ListVariables", count: nil))
      try await fixture.withApplication(["FLINK_DEPLOY_STEP_TIMEOUT": "2"]) { application in
        let result = await Self.run(application, ["dry_run": .bool(isDryRun)])
        #expect(result["success"] == true, "\(JSON.object(result).text)")
        #expect(result.warning("secrets_not_checked")?["message"]?.string?.contains("ListVariables") == true)
        // The journal has the warning, too: a repeated call shows it.
        if !isDryRun { #expect(await Self.run(application).warningCodes.contains("secrets_not_checked")) }
      }
      #expect(fixture.cloud == (isDryRun ? (0, 0, 0) : (1, 1, 1)))
    }
  }

  @Test("are listed again after a fault that passes", arguments: [Fault.Kind.throttle(retryAfter: 10), .garble])
  func passingFault(_ fault: Fault.Kind) async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      fixture.emulator.inject(Fault(fault, operation: "ListVariables", count: 2))
      try await fixture.withApplication { application in
        let result = await Self.run(application)
        #expect(result["status"] == "RUNNING", "\(JSON.object(result).text)")
        #expect(!result.warningCodes.contains("secrets_not_checked"))
      }
    }
  }

  @Test("are listed for many of fifty deploys at once")
  func fiftyAtOnce() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        let statuses = await withTaskGroup(of: String?.self) { group in
          for index in 0..<50 {
            group.addTask {
              await Self.run(application, ["name": .string("pipe-\(index)"), "wait_seconds": 120])["status"]?.string
            }
          }
          return await group.reduce(into: [String?]()) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: "RUNNING", count: 50))
        #expect(Self.lists(fixture) == 1)
      }
    }
  }

  @Test("are listed again before a call is refused, since they may have been created seconds ago")
  func rememberedList() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        #expect(await Self.run(application)["status"] == "RUNNING")
        #expect(await Self.run(application, ["name": "second"])["status"] == "RUNNING")
        #expect(Self.lists(fixture) == 1)
        let refused = await Self.run(application, ["name": "third", "sql": .string(Self.twoNames)])
        #expect(refused.errorCode == "missing_secret")
        #expect(Self.lists(fixture) == 2)
      }
    }
  }

  @Test("are not asked for by a call whose operation exists")
  func existing() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { #expect(await Self.run($0)["status"] == "RUNNING") }
      // Another process, which remembers nothing.
      try await fixture.withApplication { application in
        let result = await Self.run(application)
        #expect(result["status"] == "RUNNING" && result.warningCodes.contains("already_deployed"))
        #expect(Self.lists(fixture) == 1)
      }
    }
  }

  @Test("are not asked for if there are none, or if no namespace is set")
  func unasked() async throws {
    try await Fixture.with(sharesStore: true) { fixture in
      try await fixture.withApplication { application in
        #expect(await Self.run(application, ["sql": .string(Self.given())])["status"] == "RUNNING")
        #expect(Self.lists(fixture) == nil)
      }
      let before = fixture.emulator.requestCounts
      try await fixture.withApplication(["ALIYUN_FLINK_NAMESPACE": nil]) { application in
        let result = await Self.run(application, ["dry_run": true])
        #expect(result["success"] == true && result.warningCodes.contains("not_validated"))
        #expect(fixture.emulator.requestCounts == before)
      }
    }
  }

  @Test("are checked by the doctor", arguments: [(false, "good", 0), (true, "bad", 1)])
  func doctor(_ isMissing: Bool, _ state: String, _ exit: Int32) async throws {
    try await Fixture.with(
      sharesStore: true,
      configure: { configuration in
        if isMissing { configuration.variables["hologres_password"] = nil }
      }
    ) { fixture in
      let run = try await Program.run("flink-deploy", ["doctor", "--json"], environment: fixture.environment)
      let finding = try JSON.parse(run.output).array?.first { $0["code"] == "secrets" }
      #expect(finding?["state"]?.string == state, "\(run.output)")
      #expect(finding?["detail"]?.string?.contains("'hologres_password'") == true)
      #expect(run.ending == .exited(exit))
    }
  }
}
