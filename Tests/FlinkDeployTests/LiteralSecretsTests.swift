import Deployments
import JSONCoding
import Testing

@testable import FlinkDeploy

@Suite("Literal secrets in what is deployed")
struct LiteralSecretsTests {
  private static func problem(_ key: String, _ value: JSON, secret: String) throws -> OperationFailure? {
    let arguments = try GenerateAndDeployArguments(["topic": "t", "hologres_table": "t", key: value])
    do throws(OperationFailure) {
      try LiteralSecrets.refuse(in: arguments, secrets: [secret])
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "are all that the settings read, the password inside of a URI too",
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

  @Test("are no null, which stands for nothing")
  func null() throws {
    #expect(try Self.problem("flink_conf", .object(["security.password": .null]), secret: "sandbox") == nil)
  }

  @Test(
    "one of the settings' own is found where it stands for itself, with its line, and not inside of a host's name",
    arguments: [
      ("SELECT 1\n'password' = 'sandbox'", "line 2"), ("jdbc:postgresql://u:sandbox@h/d", "line 1"),
      ("'endpoint' = 'hologres.sandbox.internal:80'", nil), ("-- the sandboxes", nil), ("sandbox", "line 1"),
    ] as [(String, String?)])
  func inSQL(_ sql: String, _ place: String?) throws {
    let problem = try Self.problem("sql", .string(sql), secret: "sandbox")
    #expect(problem?.code == place.map { _ in "literal_secret" })
    #expect(place.map { problem?.message.contains($0) == true } ?? true, "\(problem?.message ?? "")")
  }

  @Test(
    "is found however it has to be written", arguments: ["it's-ours", "a\"quoted\"one", "back\\slash", "plain-one"])
  func escaped(_ secret: String) throws {
    let sql = "SET 'a' = '\(secret.replacing("'", with: "''"))'"
    let conf: JSONObject = ["a.b": .string("x=\(secret)")]
    for (argument, value) in [("sql", JSON.string(sql)), ("flink_conf", .object(conf))] {
      let problem = try Self.problem(argument, value, secret: secret)
      #expect(problem?.code == "literal_secret")
      #expect(problem?.message.contains(secret) == false)
    }
  }

  @Test(
    "and options whose names say that they hold one want a reference",
    arguments: [
      ("s3.secret-key", "hunter2", true), ("fs.oss.accessKeySecret", "hunter2", true), ("a.pwd", "hunter2", true),
      ("a.password", "${secret_values.p}", false), ("a.password", "hunter2${secret_values.p}", true),
      ("a.url", "jdbc:mysql://h/d?password=hunter2", true), ("security.fetch.delegation-token", "true", false),
      ("parallelism.default", "2", false),
    ])
  func inConfiguration(_ key: String, _ value: String, _ isRefused: Bool) throws {
    let problem = try Self.problem("flink_conf", .object([key: .string(value)]), secret: "unrelated")
    #expect((problem?.code == "literal_secret") == isRefused)
    #expect(problem?.message.contains("hunter2") != true)
  }
}
