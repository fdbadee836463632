import Sandbox
import TestSupport

import class Foundation.FileManager
import class Foundation.Thread
import struct Foundation.UUID

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A TLS server on a loopback port with a certificate that no authority has signed.
enum UntrustedServer {
  private static let script = """
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 \
      -addext subjectAltName=IP:127.0.0.1 -keyout "$0/key.pem" -out "$0/certificate.pem" 2>/dev/null &&
    exec openssl s_server -accept 127.0.0.1:0 -key "$0/key.pem" -cert "$0/certificate.pem" -www
    """

  /// Runs `body` with the port of a server.
  static func with<Value>(_ body: (Int) async throws -> Value) async throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appending(path: "untrusted-\(UUID())").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let (input, output) = (try Pipe(), try Pipe())
    let server = try ChildProcess(
      ["/bin/sh", "-c", script, directory], environment: ["PATH": "/usr/bin:/bin"],
      streams: .init(input: input.readEnd, output: output.writeEnd, error: output.writeEnd))
    close(input.readEnd)
    close(output.writeEnd)
    let lines = Wire.lines(of: output.readEnd)
    let result: Result<Value, any Error>
    do { result = .success(try await body(try await port(lines))) } catch { result = .failure(error) }
    server.signal(SIGKILL)
    close(input.writeEnd)
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        _ = server.wait()
        continuation.resume()
      }
    }
    return try result.get()
  }

  /// The port in the line `ACCEPT 127.0.0.1:PORT`.
  private static func port(_ lines: AsyncStream<[UInt8]>) async throws -> Int {
    for await line in lines {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("ACCEPT "), let port = text.split(separator: ":").last.flatMap({ Int($0) }) { return port }
    }
    throw SandboxError("openssl does not listen")
  }
}
