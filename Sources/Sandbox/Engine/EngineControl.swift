import AliyunFlinkEmulator
import HTTPTransport
import JSONCoding

/// What can be broken in an engine, through its control API.
public struct EngineControl: Sendable {
  /// A part that can be away for a while.
  public enum Part: String, Sendable {
    /// The Kafka broker.
    case broker
    /// The network between the jobs and the database.
    case network
  }

  private let http: EngineHTTP

  /// The control API at `endpoint`, such as `http://127.0.0.1:8301`.
  public init(_ endpoint: String) { http = EngineHTTP(base: endpoint, transport: CurlTransport()) }

  /// Takes a part away, or brings it back.
  /// - Throws: ``SandboxError`` if the engine does not answer.
  public func set(_ part: Part, isUp: Bool) async throws(SandboxError) {
    try await send("/\(part.rawValue)", ["up": .bool(isUp)])
  }

  /// Kills the task manager; another one starts.
  /// - Throws: ``SandboxError`` if the engine does not answer.
  public func killTaskManager() async throws(SandboxError) { try await send("/task-manager", ["kill": true]) }

  /// Creates a topic; one that exists stays as it is.
  /// - Throws: ``SandboxError`` if the engine does not answer.
  public func createTopic(_ name: String, partitions: Int) async throws(SandboxError) {
    try await send("/topics", ["name": .string(name), "partitions": .int(partitions)])
  }

  private func send(_ path: String, _ body: JSON) async throws(SandboxError) {
    do throws(EngineFailure) {
      _ = try await http.value("POST", path, body)
    } catch {
      throw SandboxError(error.message)
    }
  }
}
