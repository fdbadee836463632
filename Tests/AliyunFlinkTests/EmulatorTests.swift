import AliyunFlink
import Foundation
import HTTPTransport
import JSONCoding
import TestSupport
import Testing

@testable import AliyunFlinkEmulator

/// The emulator's gateway against requests signed by hand, so that each can be wrong in one way.
@Suite("The emulator", .endsIfStuck)
struct EmulatorTests {
  private struct Attempt {
    var date = "now"
    var nonce = "nonce-1"
    var headers = [
      (name: "workspace", value: "a14bd5d90a0000"), (name: "x-acs-action", value: "ListDeploymentTargets"),
      (name: "x-acs-version", value: "2022-07-18"),
    ]
    var path = "/api/v2/namespaces/default-namespace/deployment-targets"
    var tamper: (inout [(name: String, value: String)]) -> Void = { _ in }
  }

  private func signed(_ attempt: Attempt, host: String) -> (ACS3Signer.Request, ACS3Signer) {
    let signer = ACS3Signer(Credentials(accessKeyID: "testAccessKeyId", accessKeySecret: "testAccessKeySecret"))
    return (.init(method: "GET", path: attempt.path, headers: [("host", host)] + attempt.headers), signer)
  }

  /// The code that the gateway answers, `ok` for a success.
  private func code(_ emulator: Emulator, _ attempt: Attempt) async throws -> String {
    let (request, signer) = signed(attempt, host: String(emulator.endpoint.dropFirst("http://".count)))
    let date = attempt.date == "now" ? Timestamp.now() : attempt.date
    var headers = signer.headers(for: request, date: date, nonce: attempt.nonce)
    attempt.tamper(&headers)
    let response = try await CurlTransport().send(
      HTTPRequest(
        method: "GET", url: emulator.endpoint + attempt.path, headers: headers, body: nil, timeout: .seconds(5)))
    let json = try JSON.parse(response.body)
    return json["success"] == true ? "ok" : json["Code"]?.string ?? json["errorCode"]?.string ?? "?"
  }

  private func expect(_ emulator: Emulator, _ attempt: Attempt, _ expected: String) async throws {
    let code = try await code(emulator, attempt)
    #expect(code == expected)
  }

  private func with(_ body: (Emulator) async throws -> Void) async throws {
    let emulator = try await Emulator.start(EmulatorConfiguration())
    do {
      try await body(emulator)
      await emulator.stop()
    } catch {
      await emulator.stop()
      throw error
    }
  }

  @Test("takes a nonce once, and a clock that is fifteen minutes off at most")
  func nonceAndDate() async throws {
    try await with { emulator in
      let codes = [try await code(emulator, Attempt()), try await code(emulator, Attempt())]
      #expect(codes == ["ok", "SignatureNonceUsed"])
      try await expect(emulator, Attempt(date: "2020-01-01T00:00:00Z", nonce: "2"), "InvalidTimeStamp.Expired")
      try await expect(emulator, Attempt(date: "yesterday", nonce: "3"), "InvalidTimeStamp.Format")
    }
  }

  @Test("refuses what was changed after it was signed, or was not signed")
  func tampering() async throws {
    try await with { emulator in
      var changed = Attempt()
      changed.tamper = { headers in headers[1].value = "other" }
      try await expect(emulator, changed, "SignatureDoesNotMatch")
      var added = Attempt()
      added.tamper = { $0.append((name: "x-acs-extra", value: "1")) }
      try await expect(emulator, added, "IncompleteSignature")
      var unsigned = Attempt()
      unsigned.tamper = { headers in headers.removeAll { $0.name == "authorization" } }
      try await expect(emulator, unsigned, "IncompleteSignature")
    }
  }

  @Test("wants the workspace, the namespace and the action that fit")
  func routing() async throws {
    try await with { emulator in
      var missing = Attempt()
      missing.headers.removeFirst()
      try await expect(emulator, missing, "MissingWorkspace")
      var action = Attempt(nonce: "2")
      action.headers[1].value = "GetJob"
      try await expect(emulator, action, "InvalidApi.NotFound")
      var namespace = Attempt(nonce: "3")
      namespace.path = "/api/v2/namespaces/other/deployment-targets"
      try await expect(emulator, namespace, "Forbidden.Namespace")
      try await expect(emulator, Attempt(nonce: "4", path: "/api/v2/nothing"), "InvalidApi.NotFound")
    }
  }

  @Test("limits the rate of each operation, second by second")
  func rate() throws {
    var configuration = EmulatorConfiguration()
    configuration.requestsPerSecond = 3
    var gateway = Gateway(configuration)
    let now = Date(timeIntervalSince1970: 1_700_000_000)
    let times = [0.0, 0.1, 0.2, 0.3, 0.9, 1.0]
    let codes = times.enumerated().map { index, seconds in
      let (request, signer) = signed(Attempt(), host: "h")
      let headers = signer.headers(for: request, date: "2023-11-14T22:13:20Z", nonce: "n\(index)")
      let wire = WireRequest(method: "GET", target: request.path, headers: headers, body: [])
      return gateway.reply(to: wire, now: now + seconds).status
    }
    #expect(codes == [200, 200, 200, 400, 400, 200])
  }
}
