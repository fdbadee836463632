import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("Literal secrets in what is deployed")
struct LiteralSecretsTests {
  private static func failure(_ key: String, _ value: JSON, secret: String) throws -> Failure? {
    let arguments = try GenerateAndDeployArguments(["topic": "t", "hologres_table": "t", key: value])
    do throws(Failure) {
      try LiteralSecrets.refuse(in: arguments, secrets: [secret])
      return nil
    } catch {
      return error
    }
  }

  /// The failure in each language, for each reader.
  private static func texts(_ failure: Failure) -> [String] {
    Language.allCases.flatMap { language in Face.allCases.map { failure.text(Voice(language, $0)) } }
  }

  @Test(
    "are all secrets of the settings, also the password inside a URI",
    arguments: Settings.secretVariables.map { ($0, "hunter2-12345678", "hunter2-12345678") } + [
      ("DATABASE_URL", "postgresql://u:hunter2%2D1@h/d", "hunter2-1"),
      ("DATABASE_URL", "postgresql://h/d?user=u&password=hunter2-1", "hunter2-1"),
    ])
  func settings(_ variable: String, _ value: String, _ secret: String) throws {
    let others = [
      "ALIYUN_ACCESS_KEY_ID": "i", "ALIYUN_ACCESS_KEY_SECRET": "s", "ALIBABA_CLOUD_ACCESS_KEY_ID": "i",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s",
      "KAFKA_SECURITY_PROTOCOL": "SSL", "KAFKA_SSL_CERTIFICATE_LOCATION": "/c", "KAFKA_SSL_KEY_LOCATION": "/k",
    ]
    let settings = try Settings(environment: others.merging([variable: value]) { $1 })
    #expect(settings.secrets.contains(secret))
  }

  @Test("are not found in null")
  func null() throws {
    #expect(try Self.failure("flink_conf", .object(["security.password": .null]), secret: "sandbox") == nil)
  }

  @Test(
    "a secret of the settings is found as a word of its own, with its line, and not inside a host name",
    arguments: [
      ("SELECT 1\n'password' = 'sandbox'", 2), ("jdbc:postgresql://u:sandbox@h/d", 1),
      ("'endpoint' = 'hologres.sandbox.internal:80'", nil), ("-- the sandboxes", nil), ("sandbox", 1),
    ] as [(String, Int?)])
  func inSQL(_ sql: String, _ line: Int?) throws {
    let failure = try Self.failure("sql", .string(sql), secret: "sandbox")
    #expect(failure?.problem as? PlanProblem == line.map { .literalSecret(.sql(line: $0)) })
  }

  @Test(
    "are found in each spelling", arguments: ["it's-ours", "a\"quoted\"one", "back\\slash", "plain-one"])
  func escaped(_ secret: String) throws {
    let sql = "SET 'a' = '\(secret.replacing("'", with: "''"))'"
    let conf: JSONObject = ["a.b": .string("x=\(secret)")]
    for (argument, value) in [("sql", JSON.string(sql)), ("flink_conf", .object(conf))] {
      let failure = try #require(try Self.failure(argument, value, secret: secret))
      #expect(failure.code == "literal_secret")
      #expect(Self.texts(failure).allSatisfy { !$0.contains(secret) })
    }
  }

  @Test(
    "in options that hold secrets by their names must be references",
    arguments: [
      ("s3.secret-key", "hunter2", true), ("fs.oss.accessKeySecret", "hunter2", true), ("a.pwd", "hunter2", true),
      ("a.password", "${secret_values.p}", false), ("a.password", "hunter2${secret_values.p}", true),
      ("a.url", "jdbc:mysql://h/d?password=hunter2", true), ("security.fetch.delegation-token", "true", false),
      ("parallelism.default", "2", false),
    ])
  func inConfiguration(_ key: String, _ value: String, _ isRefused: Bool) throws {
    let failure = try Self.failure("flink_conf", .object([key: .string(value)]), secret: "unrelated")
    #expect((failure?.code == "literal_secret") == isRefused)
    #expect(failure.map(Self.texts)?.contains { $0.contains("hunter2") } != true)
  }
}
