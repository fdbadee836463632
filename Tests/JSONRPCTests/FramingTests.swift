import Dispatch
import JSONCoding
import JSONRPC
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Framing")
struct FramingTests {
  private static let stream = Array("{\"a\":1}\r\n\n  {\"ü\":\"中\"}\nrest".utf8)

  @Test("gives the same lines however the bytes are delivered", arguments: [1, 2, 3, 7, 1000])
  func delivery(_ size: Int) {
    var framer = LineFramer(maximumLineLength: 100)
    var lines: [String] = []
    for start in stride(from: 0, to: Self.stream.count, by: size) {
      framer.append(Self.stream[start..<min(start + size, Self.stream.count)])
      while case .line(let line)? = framer.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    }
    #expect(lines == ["{\"a\":1}", "", "  {\"ü\":\"中\"}"])
  }

  @Test("reports a line over the limit once and goes on after it", arguments: [1, 4, 64])
  func overlong(_ size: Int) {
    var framer = LineFramer(maximumLineLength: 10)
    let bytes = Array((String(repeating: "x", count: 50) + "\nok\n").utf8)
    var frames: [LineFramer.Frame] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      framer.append(bytes[start..<min(start + size, bytes.count)])
      while let frame = framer.next() { frames.append(frame) }
    }
    #expect(frames.count == 2)
    #expect(frames.first == .tooLong(limit: 10))
    #expect(frames.last == .line(Array("ok".utf8)[...]))
  }

  @Test("tells requests, notifications, responses and nonsense apart")
  func kinds() throws {
    func kind(_ text: String) throws -> String {
      switch Message(try JSON.parse(text)) {
      case .request(let id, let method, _): "request \(id.json.text) \(method)"
      case .notification(let method, _): "notification \(method)"
      case .response: "response"
      case .stray: "stray"
      case .invalid(let id, let error): "invalid \(id?.json.text ?? "-") \(error.code)"
      }
    }
    #expect(try kind("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"m\"}") == "request \"1\" m")
    #expect(
      try kind("{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"m\"}") == "request 99999999999999999999 m"
    )
    #expect(try kind("{\"jsonrpc\":\"2.0\",\"method\":\"m\"}") == "notification m")
    #expect(try kind("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}") == "response")
    #expect(try kind("{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"m\"}") == "invalid - -32600")
    #expect(try kind("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"m\"}") == "invalid 1 -32600")
    #expect(try kind("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}") == "invalid 1 -32600")
    #expect(try kind("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{}}") == "stray")
    #expect(try kind("5") == "invalid - -32600")
  }

  @Test("writes whole lines in order, from many threads, to a reader that is slow", .endsIfStuck)
  func ordered() async throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (readEnd, writeEnd) = (ends[0], ends[1])
    let writer = MessageWriter(descriptor: writeEnd) {}
    let text = String(repeating: "x", count: 3000)
    await withTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask {
          for index in 0..<100 {
            writer.sendFromTask(["sender": .int(sender), "index": .int(index), "text": .string(text)])
          }
        }
      }
    }
    DispatchQueue(label: "test.drain").async {
      writer.drain()
      close(writeEnd)
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 777)
    while true {
      let count = read(readEnd, &chunk, chunk.count)
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    close(readEnd)
    let messages = try bytes.split(separator: UInt8(ascii: "\n")).map { try JSON.parse($0) }
    #expect(messages.count == 800)
    for sender in 0..<8 {
      let indexes = messages.filter { $0["sender"]?.int == sender }.compactMap { $0["index"]?.int }
      #expect(indexes == Array(0..<100))
    }
  }

  @Test("tells once that the reader is gone, and drops the rest")
  func closed() {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let closings = Mutex(0)
    let writer = MessageWriter(descriptor: ends[1]) { closings.withLock { $0 += 1 } }
    for _ in 0..<3 {
      writer.send(["a": 1])
      writer.flushWithoutBlocking()
    }
    writer.drain()
    #expect(closings.withLock { $0 } == 1)
    #expect(writer.backlog == 0)
    close(ends[1])
  }
}
