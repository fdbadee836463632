import AliyunFlinkEmulator
import HTTPTransport
import JSONCoding

/// HTTP to an engine on this machine.
struct EngineHTTP: Sendable {
  /// `http://127.0.0.1:PORT`.
  let base: String
  /// Sends the requests.
  let transport: CurlTransport

  /// A stop with a savepoint is answered at once, but a first plan takes seconds.
  private static let timeout = Duration.seconds(60)

  /// The status and the JSON of an answer.
  /// - Throws: `EngineFailure` if the engine does not answer.
  func send(_ method: String, _ path: String, _ body: JSON? = nil) async throws(EngineFailure) -> (Int, JSON) {
    let request = HTTPRequest(
      method: method, url: base + path, headers: [("content-type", "application/json")], body: body?.serialized,
      timeout: EngineHTTP.timeout)
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(request)
    } catch {
      throw EngineFailure("The Flink engine does not answer: \(error)")
    }
    return (response.status, (try? JSON.parse(response.body)) ?? .null)
  }

  /// The JSON of a good answer.
  /// - Throws: `EngineFailure` if the engine does not answer, or answers with an error.
  func value(_ method: String, _ path: String, _ body: JSON? = nil) async throws(EngineFailure) -> JSON {
    let (status, json) = try await send(method, path, body)
    guard (200..<300).contains(status) else {
      let errors = json["errors"]?.array?.compactMap(\.string).joined(separator: "\n")
      throw EngineFailure(errors ?? json["error"]?["message"]?.string ?? "Flink answered with status \(status)")
    }
    return json
  }
}
