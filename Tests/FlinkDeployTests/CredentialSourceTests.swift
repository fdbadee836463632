import Foundation
import JSONCoding
import Sandbox
import TestSupport
import Testing

@testable import FlinkDeploy

@Suite("Credentials and the addresses that they are sent to", .endsIfStuck)
struct CredentialSourceTests {
  /// An address, and each credential that could be sent to it.
  struct Pair: Sendable, CustomTestStringConvertible {
    let system: CredentialedSystem
    let address: (name: String, value: String)
    let credentials: [String: String]

    var testDescription: String { "\(address.name) with \(credentials.keys.sorted())" }
  }

  private static let sasl = [
    "KAFKA_SECURITY_PROTOCOL": "SASL_SSL", "KAFKA_SASL_MECHANISM": "PLAIN", "KAFKA_SASL_USERNAME": "u",
  ]
  private static let keyFiles = [
    "KAFKA_SECURITY_PROTOCOL": "SSL", "KAFKA_SSL_CERTIFICATE_LOCATION": "/c.pem", "KAFKA_SSL_KEY_LOCATION": "/k.pem",
  ]
  static let pairs = [
    Pair(
      system: .alibabaCloud, address: ("ALIYUN_ENDPOINT", "http://127.0.0.1:PORT"),
      credentials: ["ALIYUN_ACCESS_KEY_ID": "i", "ALIYUN_ACCESS_KEY_SECRET": "s"]),
    Pair(
      system: .alibabaCloud, address: ("ALIYUN_ENDPOINT", "http://127.0.0.1:PORT"),
      credentials: [
        "ALIYUN_ACCESS_KEY_ID": "i", "ALIYUN_ACCESS_KEY_SECRET": "s", "ALIYUN_SECURITY_TOKEN": "t",
      ]),
    Pair(
      system: .alibabaCloud, address: ("ALIYUN_ENDPOINT", "http://127.0.0.1:PORT"),
      credentials: ["ALIBABA_CLOUD_ACCESS_KEY_ID": "i", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"]),
    Pair(
      system: .database, address: ("DATABASE_URL", "postgresql://u@127.0.0.1:PORT/d"), credentials: ["PGPASSWORD": "p"]),
    Pair(
      system: .kafka, address: ("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:PORT"),
      credentials: sasl.merging(["KAFKA_SASL_PASSWORD": "p"]) { $1 }),
    Pair(
      system: .kafka, address: ("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:PORT"),
      credentials: keyFiles.merging(["KAFKA_SSL_KEY_PASSWORD": "p"]) { $1 }),
    Pair(
      system: .hologres, address: ("HOLOGRES_ENDPOINT", "127.0.0.1:PORT"),
      credentials: ["HOLOGRES_USERNAME": "u", "HOLOGRES_PASSWORD": "p"]),
    Pair(system: .hologres, address: ("HOLOGRES_ENDPOINT", "127.0.0.1:PORT"), credentials: ["PGPASSWORD": "p"]),
  ]

  private static func address(of pair: Pair, port: Int = 1) -> [String: String] {
    [pair.address.name: pair.address.value.replacing("PORT", with: "\(port)")]
  }

  @Test("have one source, or the credential is not sent", arguments: pairs)
  func sources(_ pair: Pair) throws {
    let address = Self.address(of: pair)
    let both = address.merging(pair.credentials) { $1 }
    #expect(try Settings(environment: both).mixedSources(pair.system) == nil)
    #expect(try Settings(environment: [:], dotEnv: both).mixedSources(pair.system) == nil)
    let bothAddresses = try Settings(environment: address, dotEnv: both)
    #expect(bothAddresses.mixedSources(pair.system) == nil)
    let stolen = try Settings(environment: pair.credentials, dotEnv: address).mixedSources(pair.system)
    #expect(stolen?.address == pair.address.name)
    #expect(stolen?.isAddressFromDotEnv == true)
    let trusted = try Settings(
      environment: pair.credentials.merging([Settings.trustVariable: "true"]) { $1 }, dotEnv: address)
    #expect(trusted.mixedSources(pair.system) == nil)
  }

  @Test(
    "stay apart also when only the credential is from .env",
    arguments: pairs.filter { $0.credentials["PGPASSWORD"] == nil })
  func reverse(_ pair: Pair) throws {
    let settings = try Settings(environment: Self.address(of: pair), dotEnv: pair.credentials)
    #expect(settings.mixedSources(pair.system)?.isAddressFromDotEnv == false)
  }

  @Test("are not needed for the address of a region, which is always Alibaba Cloud's")
  func region() throws {
    let settings = try Settings(
      environment: ["ALIYUN_ACCESS_KEY_ID": "i", "ALIYUN_ACCESS_KEY_SECRET": "s"],
      dotEnv: ["ALIYUN_REGION": "cn-hangzhou"])
    #expect(settings.mixedSources(.alibabaCloud) == nil)
  }

  @Test("that a URI contains belong to its address")
  func passwordInURI() throws {
    let settings = try Settings(
      environment: ["PGPASSWORD": "p"], dotEnv: ["DATABASE_URL": "postgresql://u:own@127.0.0.1:1/d"])
    #expect(settings.mixedSources(.database) == nil)
  }

  @Test("are trusted by the process environment only")
  func selfTrust() {
    let error = #expect(throws: SettingsError.self) {
      try Settings(environment: [:], dotEnv: [Settings.trustVariable: "true"])
    }
    #expect(error?.problem == .trustsItself)
  }

  @Test(
    "never reach a server that a .env in a foreign directory names, unless the environment trusts it", arguments: pairs)
  func attack(_ pair: Pair) async throws {
    let server = try Listener()
    defer { server.stop() }
    let directory = FileManager.default.temporaryDirectory.appending(path: "dotenv-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    var file = Self.address(of: pair, port: server.port)
    if pair.system == .hologres { file["HOLOGRES_DATABASE"] = "d" }
    let text = file.map { "\($0.key)=\($0.value)\n" }.joined()
    try Data(text.utf8).write(to: directory.appending(path: ".env"))
    var environment = pair.credentials
    environment["PATH"] = "/usr/bin:/bin"
    environment["HOME"] = "/nonexistent"
    environment["ALIYUN_FLINK_WORKSPACE_ID"] = "w"
    environment["ALIYUN_FLINK_NAMESPACE"] = "n"
    let refused = try await Program.run(
      "flink-deploy", ["doctor", "--json"], environment: environment, directory: directory.path)
    #expect(server.connections == 0)
    #expect(refused.ending == .exited(1))
    #expect(refused.output.contains("\(pair.address.name) is from the .env file"), "\(refused)")
    guard pair.system != .kafka else { return }
    environment[Settings.trustVariable] = "true"
    _ = try await Program.run(
      "flink-deploy", ["doctor", "--json"], environment: environment, directory: directory.path)
    #expect(server.connections > 0)
  }
}
