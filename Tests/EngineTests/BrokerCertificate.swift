import class Foundation.FileManager
import class Foundation.Thread
import struct Foundation.UUID

@testable import Sandbox

/// A certificate for 127.0.0.1 that no authority has signed, in files that are removed with this process.
struct BrokerCertificate: Sendable {
  /// The certificate, which clients must be told to trust.
  let path: String
  /// The certificate with its key.
  let keyStore: BrokerSecurity.KeyStore
  private let cleanup: ExitCleanup

  /// The certificate of all brokers of the tests.
  static let shared = Task { try await BrokerCertificate() }

  private static let script = """
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=broker \
      -addext subjectAltName=IP:127.0.0.1 -keyout "$0/broker.key" -out "$0/broker.pem" &&
    openssl pkcs12 -export -in "$0/broker.pem" -inkey "$0/broker.key" -out "$0/broker.p12" -passout "pass:$1"
    """

  private init() async throws {
    cleanup = try ExitCleanup()
    let directory = FileManager.default.temporaryDirectory.appending(path: "flink-broker-\(UUID())").path
    cleanup.watch(directory: directory)
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    path = "\(directory)/broker.pem"
    keyStore = BrokerSecurity.KeyStore(path: "\(directory)/broker.p12", password: "keystore-4711")
    let openssl = try ChildProcess(
      ["/bin/sh", "-c", BrokerCertificate.script, directory, keyStore.password], environment: ["PATH": "/usr/bin:/bin"])
    let ending = await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: openssl.wait()) }
    }
    guard ending == .exited(0) else { throw SandboxError("openssl made no certificate") }
  }
}

extension BrokerSecurity {
  /// Both ports of the brokers of the tests.
  static var tests: BrokerSecurity {
    get async throws {
      BrokerSecurity(
        username: "sampler", password: "correct-horse-4711", keyStore: try await BrokerCertificate.shared.value.keyStore
      )
    }
  }
}
