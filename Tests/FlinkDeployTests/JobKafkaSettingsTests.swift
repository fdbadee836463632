import AliyunFlinkEmulator
import JSONCoding
import TestSupport
import Testing

@testable import FlinkDeploy

/// How the job's own Kafka client logs in, by settings.
@Suite("The job's Kafka client", .endsIfStuck)
struct JobKafkaSettingsTests {
  private static let stores = [
    "KAFKA_SECURITY_PROTOCOL": "SSL", "FLINK_KAFKA_TRUSTSTORE_LOCATION": "oss://bucket/certs/trust.jks",
    "FLINK_KAFKA_TRUSTSTORE_PASSWORD_SECRET": "trust_password",
    "FLINK_KAFKA_KEYSTORE_LOCATION": "/flink/usrlib/own.p12", "FLINK_KAFKA_KEYSTORE_PASSWORD_SECRET": "own_password",
    "FLINK_KAFKA_KEY_PASSWORD_SECRET": "key_password", "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM": "none",
  ]
  private static let columns: JSONObject = [
    "topic": "orders", "hologres_table": "orders", "wait_seconds": 30,
    "columns": [["name": "order_id", "type": "BIGINT"]],
  ]

  private func run(_ arguments: JSONObject, _ application: Application) async -> JSON {
    let caller = Caller(client: "test", hasCancelled: { false }, onProgress: { _, _, _ in })
    return JSON.object(await GenerateAndDeploy(application: application, caller: caller).run(arguments).document)
  }

  @Test("reads its stores where the platform puts them, with names instead of passwords")
  func options() async throws {
    try await Fixture.with { fixture in
      try await fixture.withApplication(Self.stores.mapValues(Optional.some)) { application in
        var arguments = Self.columns
        arguments["dry_run"] = true
        let sql = await run(arguments, application)["flink_sql"]?.string ?? ""
        for option in [
          "'properties.security.protocol' = 'SSL'",
          "'properties.ssl.truststore.location' = '/flink/usrlib/trust.jks'",
          "'properties.ssl.truststore.password' = '${secret_values.trust_password}'",
          "'properties.ssl.keystore.location' = '/flink/usrlib/own.p12'", "'properties.ssl.keystore.type' = 'PKCS12'",
          "'properties.ssl.keystore.password' = '${secret_values.own_password}'",
          "'properties.ssl.key.password' = '${secret_values.key_password}'",
          "'properties.ssl.endpoint.identification.algorithm' = ''",
        ] { #expect(sql.contains(option)) }
        #expect(!sql.contains("oss://"))
      }
    }
  }

  @Test(
    "makes the platform download the files that its script names",
    arguments: [
      (nil, ["oss://bucket/certs/trust.jks"]),
      ("CREATE TEMPORARY TABLE k (a INT) WITH ('connector' = 'datagen'); INSERT INTO h SELECT 1", nil),
      ("INSERT INTO h SELECT '/flink/usrlib/trust.jks'", ["oss://bucket/certs/trust.jks"]),
    ] as [(String?, [JSON]?)])
  func dependencies(_ sql: String?, _ expected: [JSON]?) async throws {
    let secrets = Self.stores.filter { $0.key.hasSuffix("_SECRET") }.values
    try await Fixture.with(configure: { configuration in
      for secret in secrets { configuration.variables[secret] = "x" }
    }) { fixture in
      try await fixture.withApplication(Self.stores.mapValues(Optional.some)) { application in
        var arguments = Self.columns
        arguments["sql"] = sql.map(JSON.string)
        arguments["dry_run"] = true
        #expect(await run(arguments, application)["additional_dependencies"]?.array == expected)
        arguments["dry_run"] = nil
        let result = await run(arguments, application)
        #expect(result["status"] == "RUNNING", "\(result.text)")
        let deployment = fixture.emulator.state["deployments"]?.object?.members.first?.value
        #expect(deployment?["artifact"]?["sqlArtifact"]?["additionalDependencies"]?.array == expected)
      }
    }
  }

  private static let bad: [([String: String?], String)] = [
    (["FLINK_KAFKA_TRUSTSTORE_LOCATION": "trust.jks"], "FLINK_KAFKA_TRUSTSTORE_LOCATION"),
    (["FLINK_KAFKA_TRUSTSTORE_LOCATION": "oss://bucket"], "FLINK_KAFKA_TRUSTSTORE_LOCATION"),
    (["FLINK_KAFKA_TRUSTSTORE_LOCATION": "oss://bucket/a/"], "FLINK_KAFKA_TRUSTSTORE_LOCATION"),
    (["FLINK_KAFKA_TRUSTSTORE_LOCATION": "/a/${x}.jks"], "FLINK_KAFKA_TRUSTSTORE_LOCATION"),
    (["FLINK_KAFKA_TRUSTSTORE_LOCATION": "https://h/trust.jks"], "FLINK_KAFKA_TRUSTSTORE_LOCATION"),
    (["FLINK_KAFKA_TRUSTSTORE_LOCATION": nil], "FLINK_KAFKA_TRUSTSTORE_LOCATION"),
    (["FLINK_KAFKA_TRUSTSTORE_LOCATION": "oss://b/c.pem"], "FLINK_KAFKA_TRUSTSTORE_PASSWORD_SECRET"),
    (["FLINK_KAFKA_TRUSTSTORE_PASSWORD_SECRET": "pa$$word"], "FLINK_KAFKA_TRUSTSTORE_PASSWORD_SECRET"),
    (["FLINK_KAFKA_KEYSTORE_PASSWORD_SECRET": nil], "FLINK_KAFKA_KEYSTORE_PASSWORD_SECRET"),
    (["FLINK_KAFKA_KEYSTORE_LOCATION": "oss://other/trust.jks"], "FLINK_KAFKA_KEYSTORE_LOCATION"),
    (
      ["FLINK_KAFKA_KEYSTORE_LOCATION": nil, "FLINK_KAFKA_KEYSTORE_PASSWORD_SECRET": nil],
      "FLINK_KAFKA_KEYSTORE_LOCATION"
    ),
    (
      ["KAFKA_SECURITY_PROTOCOL": nil, "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM": nil], "KAFKA_SECURITY_PROTOCOL"
    ),
    (["KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM": "off"], "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM"),
  ]

  @Test("rejects settings that do not fit together", arguments: bad)
  func malformed(_ changes: [String: String?], _ variable: String) {
    var environment = Self.stores
    for (name, value) in changes { environment[name] = value }
    let error = #expect(throws: SettingsError.self) { try Settings(environment: environment) }
    #expect(error?.variable == variable)
  }
}
