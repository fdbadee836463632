import JSONCoding
import Sandbox
import Testing

extension Engine {
  /// A broker on which both clients must log in: that of flink-deploy, which is librdkafka, and that of the job.
  @Suite("Secure broker")
  struct SecureBrokerTests {
    /// What is wrong with the settings of one client.
    enum Mistake: String, CaseIterable, Sendable {
      case wrongPassword, unknownAuthority

      /// The ports on which it matters.
      var listeners: [SecureListener] { self == .wrongPassword ? SecureListener.allCases : [.saslSSL] }
    }

    static let mistakes = Mistake.allCases.flatMap { mistake in mistake.listeners.map { (mistake, $0) } }

    private static func name(_ purpose: String, _ listener: SecureListener) -> String {
      "\(purpose)_\(listener.rawValue.lowercased())"
    }

    private static func prepare(_ name: String, _ engine: EngineSandbox) async throws {
      try await engine.prepare(
        topic: name, (0..<20).map { "{\"id\":\($0),\"name\":\"n\($0)\"}" },
        ddl: "create table \(name) (id bigint primary key, name text)")
    }

    @Test(
      "a topic is sampled over it, and a job reads it into the table", arguments: SecureListener.allCases,
      EngineVersion.allCases)
    func rows(_ listener: SecureListener, _ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      let name = Self.name("secure", listener)
      try await Self.prepare(name, engine)
      let settings = try await listener.settings(engine)
      let plan = try await engine.run(["deploy", name, "public.\(name)", "--dry-run"], settings: settings)
      #expect(plan["dry_parse"]?["messages"] == 20, "\(plan.text)")
      #expect(plan["flink_sql"]?.string?.contains("'properties.security.protocol' = '\(listener.rawValue)'") == true)
      try await engine.deploy(name, "public.\(name)", settings: settings)
      try await engine.wait(for: "20", "select count(*) as value from \(name) where name = 'n' || id")
      try engine.sandbox.produce(["{\"id\":20,\"name\":\"n20\"}"], to: name, partitions: 1)
      try await engine.wait(for: "21", "select count(*) as value from \(name) where name = 'n' || id")
    }

    @Test("flink-deploy is refused with a wrong setting, and its error names the cause", arguments: mistakes)
    func refused(_ mistake: Mistake, _ listener: SecureListener) async throws {
      let engine = try await EngineSandbox()
      var settings = try await listener.settings(engine)
      switch mistake {
      case .wrongPassword: settings["KAFKA_SASL_PASSWORD"] = "wrong-battery-0815"
      case .unknownAuthority: settings["KAFKA_SSL_CA_LOCATION"] = nil
      }
      let result = try await engine.run(["deploy", "orders", "public.orders", "--dry-run"], settings: settings)
      #expect(result["error"]?["code"] == "kafka_unreachable", "\(result.text)")
      let message = result["error"]?["message"]?.string ?? ""
      switch mistake {
      case .wrongPassword: #expect(message.contains("Authentication failed"), "\(message)")
      case .unknownAuthority: #expect(message.contains("certificate verify failed"), "\(message)")
      }
      #expect(!result.text.contains("wrong-battery-0815"))
    }

    @Test(
      "a job is refused with a wrong setting, and its failure names the cause", arguments: mistakes,
      EngineVersion.allCases)
    func failing(_ course: (Mistake, SecureListener), _ version: EngineVersion) async throws {
      let engine = try await EngineSandbox(version)
      let (mistake, listener) = course
      let name = Self.name(mistake.rawValue.lowercased(), listener)
      try await Self.prepare(name, engine)
      var settings = try await listener.settings(engine)
      switch mistake {
      case .wrongPassword: settings["FLINK_KAFKA_PASSWORD_SECRET"] = "hologres_password"
      case .unknownAuthority: settings["FLINK_KAFKA_TRUSTSTORE_LOCATION"] = nil
      }
      let job = try await engine.deploy(name, "public.\(name)", FaultTests.quickRestarts, settings: settings)
      let exception = try await engine.exception(of: job)
      switch mistake {
      case .wrongPassword: #expect(exception.contains("SaslAuthenticationException: Authentication failed"))
      case .unknownAuthority: #expect(exception.contains("unable to find valid certification path"))
      }
      #expect(try await engine.value("select count(*) as value from \(name)") == "0")
      try await engine.run(["stop", job["job_id"]?.string ?? "", "--stop-strategy", "NONE"])
    }
  }
}
