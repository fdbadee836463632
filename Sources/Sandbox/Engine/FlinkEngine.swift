public import AliyunFlinkEmulator
import HTTPTransport
public import JSONCoding

/// A real Flink in a Java process of its own, with a Kafka broker in it.
public final class FlinkEngine: Sendable {
  /// The version.
  let version: EngineVersion
  /// Flink's REST API.
  let rest: EngineHTTP
  /// The control API: jobs, topics, and what can be broken.
  let control: EngineHTTP
  /// The addresses that scripts use, and those on this machine.
  private let addresses: [String: String]
  private let process: EngineProcess

  /// Starts an engine; returns when it accepts jobs.
  /// - Parameters:
  ///   - directory: Where checkpoints, savepoints and the log go.
  ///   - addresses: For each address of the platform's network that scripts use, the address on this machine; the
  ///     Kafka broker is added for `kafka`.
  ///   - kafka: The address of the Kafka broker in scripts.
  ///   - security: Further ports of the Kafka broker; nil for none.
  /// - Throws: ``SandboxError`` if the engine is not installed or does not start.
  init(
    _ version: EngineVersion, directory: String, addresses: [String: String], kafka: String,
    security: BrokerSecurity? = nil, cleanup: ExitCleanup, environment: [String: String]
  ) async throws(SandboxError) {
    let installation = try EngineInstallation(version, environment)
    process = try await EngineProcess(
      installation, directory: directory, security: security, cleanup: cleanup, environment: environment)
    self.version = version
    let transport = CurlTransport()
    rest = EngineHTTP(base: "http://127.0.0.1:\(process.ports.rest)", transport: transport)
    control = EngineHTTP(base: "http://127.0.0.1:\(process.ports.control)", transport: transport)
    self.addresses = addresses.merging([kafka: "127.0.0.1:\(process.ports.broker)"]) { $1 }
  }

  /// The bootstrap servers of the Kafka broker.
  public var bootstrapServers: String { "127.0.0.1:\(process.ports.broker)" }

  /// The bootstrap servers for clients that log in without TLS; nil if the engine has no such port.
  public var bootstrapServersWithSASL: String? { process.ports.brokerSASL.map { "127.0.0.1:\($0)" } }

  /// The bootstrap servers for clients that log in over TLS; nil if the engine has no such port.
  public var bootstrapServersWithSASLOverTLS: String? {
    process.ports.brokerSASLOverTLS.map { "127.0.0.1:\($0)" }
  }

  /// `http://127.0.0.1:PORT` of the control API.
  public var controlEndpoint: String { control.base }

  /// Creates a topic; one that exists stays as it is.
  /// - Throws: ``SandboxError`` if the engine does not answer.
  func createTopic(_ name: String, partitions: Int) async throws(SandboxError) {
    try await EngineControl(controlEndpoint).createTopic(name, partitions: partitions)
  }

  /// Ends the engine and all jobs.
  func stop() { process.stop() }

  /// A script with the addresses of this machine.
  private func local(_ sql: String) -> String {
    addresses.reduce(sql) { $0.replacing($1.key, with: $1.value) }
  }
}

extension FlinkEngine: JobEngine {
  /// The version of the platform's engine that this one stands for.
  public var engineVersions: [String] { [version.platformVersion] }

  /// Checks a script with Flink's planner and the connectors.
  public func problem(in sql: String) async throws(EngineFailure) -> SQLError? {
    let (status, answer) = try await control.send("POST", "/validate", ["sql": .string(local(sql))])
    if status == 200 { return nil }
    guard let error = answer["error"], let message = error["message"]?.string else {
      throw EngineFailure("The engine answered with status \(status)")
    }
    return SQLError(
      message, line: error["line"]?.int, column: error["column"]?.int, endLine: error["endLine"]?.int,
      endColumn: error["endColumn"]?.int)
  }

  /// Starts a job.
  public func submit(_ submission: JobSubmission) async throws(EngineFailure) {
    var body: JSONObject = [
      "sql": .string(local(submission.sql)), "name": .string(submission.name), "jobId": .string(submission.jobID),
      "configuration": .object(
        JSONObject(submission.configuration.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) })),
    ]
    if let savepoint = submission.restoresFrom { body["savepoint"] = .string(savepoint) }
    _ = try await control.value("POST", "/submit", .object(body))
  }

  /// What Flink's REST API answers.
  public func read(_ path: String) async throws(EngineFailure) -> JSON { try await rest.value("GET", path) }
}
