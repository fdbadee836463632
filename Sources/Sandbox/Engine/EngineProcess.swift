import Dispatch
import JSONCoding

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The Java process of an engine, which ends when its standard input does.
final class EngineProcess: Sendable {
  /// The ports of a running engine, as it prints them.
  struct Ports: Sendable {
    /// Flink's REST API.
    let rest: Int
    /// The control API.
    let control: Int
    /// The Kafka broker.
    let broker: Int
    /// The broker with SASL; nil without ``BrokerSecurity``.
    let brokerSASL: Int?
    /// The broker with SASL over TLS; nil without a certificate.
    let brokerSASLOverTLS: Int?
  }

  /// The ports.
  let ports: Ports
  private let process: ChildProcess
  private let input: Int32
  private let cleanup: ExitCleanup

  /// Starts the engine; returns when it accepts jobs.
  /// - Parameters:
  ///   - directory: Where checkpoints, savepoints and the log go.
  ///   - security: Further ports of the Kafka broker; nil for none.
  /// - Throws: ``SandboxError`` if the engine does not start.
  init(
    _ installation: EngineInstallation, directory: String, security: BrokerSecurity?, cleanup: ExitCleanup,
    environment: [String: String]
  ) async throws(SandboxError) {
    let (input, output) = (try Pipe(), try Pipe())
    defer { close(output.readEnd) }
    let log = open("\(directory)/engine.out", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    defer { close(log) }
    let process: ChildProcess
    do {
      // The child alone keeps its ends, so that its end is seen.
      defer {
        close(input.readEnd)
        close(output.writeEnd)
      }
      process = try cleanup.spawn(
        [
          installation.java, "-Dengine.log=\(directory)/engine.log", "@\(installation.argumentFile)", "engine.Main",
          "control=0", "broker=0", "state=\(directory)/state",
        ] + (security?.arguments ?? []),
        environment: environment, streams: .init(input: input.readEnd, output: output.writeEnd, error: log))
    }
    self.process = process
    self.input = input.writeEnd
    self.cleanup = cleanup
    guard let line = await EngineProcess.line(of: output.readEnd), let ports = Ports(line) else {
      process.signal(SIGKILL)
      close(input.writeEnd)
      let reason = PrivatePostgres.tail(of: "\(directory)/engine.out")
      throw SandboxError("The Flink engine did not start" + (reason.isEmpty ? "" : ": \(reason)"))
    }
    self.ports = ports
  }

  /// The first line from a descriptor; nil if it ends before.
  private static func line(of descriptor: Int32) async -> [UInt8]? {
    let copy = dup(descriptor)
    return await withCheckedContinuation { continuation in
      DispatchQueue(label: "flink-sandbox.engine").async {
        defer { close(copy) }
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(copy, &byte, 1) == 1 {
          if byte == UInt8(ascii: "\n") { return continuation.resume(returning: line) }
          line.append(byte)
        }
        continuation.resume(returning: nil)
      }
    }
  }

  /// Ends the engine; blocks until it has ended.
  func stop() {
    close(input)
    process.signal(SIGTERM)
    _ = process.wait()
    cleanup.forget(process: process.id)
  }
}

extension EngineProcess.Ports {
  init?(_ line: [UInt8]) {
    guard let json = try? JSON.parse(line), let rest = json["rest"]?.int, let control = json["control"]?.int,
      let broker = json["broker"]?.int
    else { return nil }
    self.init(
      rest: rest, control: control, broker: broker, brokerSASL: json["brokerSasl"]?.int,
      brokerSASLOverTLS: json["brokerSaslSsl"]?.int)
  }
}
