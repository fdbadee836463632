import JSONCoding
import Sandbox
import Synchronization
import TestSupport
import Testing

import class Foundation.Thread

#if canImport(Glibc)
  import Glibc
#endif

/// Points 4 and 49 of the checklist from the other side: what a client does that reads late, never, or no more.
@Suite("A client that does not read", .serialized, .endsIfStuck)
struct SlowReaders {
  /// A server whose output nobody reads unless the test does, and a thread that writes requests to it.
  private final class Deaf: Sendable {
    let child: ChildProcess
    let output: Int32
    private let input: Int32
    /// Requests that were written so far.
    let written = Mutex(0)

    init() throws {
      signal(SIGPIPE, SIG_IGN)
      let (input, output) = (try Pipe(), try Pipe())
      child = try ChildProcess(
        [Program.path(of: "flink-deploy"), "serve"], environment: Conversation.nowhere,
        streams: .init(input: input.readEnd, output: output.writeEnd))
      close(input.readEnd)
      close(output.writeEnd)
      (self.input, self.output) = (input.writeEnd, output.readEnd)
      let hello =
        "{\"jsonrpc\":\"2.0\",\"id\":\"hello\",\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}\n"
      _ = write(self.input, hello, hello.utf8.count)
    }

    /// Writes `count` requests, as fast as the server takes them, and then the end of input.
    func start(_ method: String, count: Int) {
      Thread.detachNewThread {
        for id in 0..<count {
          let line = Array("{\"jsonrpc\":\"2.0\",\"id\":\(id),\"method\":\"\(method)\"}\n".utf8)
          var offset = 0
          while offset < line.count {
            let done = line.withUnsafeBytes {
              write(self.input, UnsafeRawBufferPointer(rebasing: $0[offset...]).baseAddress, line.count - offset)
            }
            if done <= 0 { return }
            offset += done
          }
          self.written.withLock { $0 += 1 }
        }
        close(self.input)
      }
    }

    /// Returns when the server takes no more for the time being.
    func untilStuck() async throws {
      var before = -1
      var looks = 0
      while looks < 5 {
        let now = written.withLock { $0 }
        looks = now == before ? looks + 1 : 0
        before = now
        try await Task.sleep(for: .milliseconds(100))
      }
    }

    /// The most memory that the server has had, in megabytes.
    var peak: Int {
      guard let file = fopen("/proc/\(child.id)/status", "r") else { return 0 }
      defer { fclose(file) }
      var buffer = [CChar](repeating: 0, count: 256)
      while fgets(&buffer, 256, file) != nil {
        let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if line.hasPrefix("VmHWM") {
          return (line.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }.first ?? 0) / 1024
        }
      }
      return 0
    }
  }

  @Test("7,000 requests before an answer is read are all answered, in order, and memory stays bounded")
  func late() async throws {
    let server = try Deaf()
    server.start("tools/list", count: 7000)
    try await server.untilStuck()
    // 110 MB of answers: more than is kept for a reader that is late.
    #expect(server.written.withLock { $0 } < 7000)
    #expect(server.peak < 150)
    var next = 0
    for await line in Wire.lines(of: server.output)
    where !line.starts(with: "{\"jsonrpc\":\"2.0\",\"id\":\"hello\"".utf8) {
      if line.starts(with: "{\"jsonrpc\":\"2.0\",\"id\":\(next),\"result\":{\"tools\"".utf8) { next += 1 }
    }
    #expect(next == 7000)
    #expect(server.child.wait() == .exited(0))
  }

  @Test("a reader that never reads is waited for with bounded memory, and SIGTERM ends the server all the same")
  func never() async throws {
    let server = try Deaf()
    server.start("tools/list", count: 100_000)
    try await server.untilStuck()
    #expect(server.written.withLock { $0 } < 20_000)
    #expect(server.peak < 150)
    server.child.signal(SIGTERM)
    #expect(server.child.wait() == .exited(0))
    close(server.output)
  }

  @Test("a reader that closes its end in the middle of answers ends the server quietly")
  func closed() async throws {
    let server = try Deaf()
    server.start("tools/list", count: 100_000)
    while server.written.withLock({ $0 }) < 10 { try await Task.sleep(for: .milliseconds(1)) }
    close(server.output)
    #expect(server.child.wait() == .exited(0))
  }
}
