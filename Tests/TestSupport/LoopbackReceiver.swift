public import JSONCoding
import Synchronization

import class Foundation.Thread

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An HTTP server on a loopback port that keeps what it receives, and answers as the test says.
public final class LoopbackReceiver: Sendable {
  /// A request that arrived whole.
  public struct Request: Sendable {
    /// The path with its parameters.
    public let target: String
    /// The headers, with their names in lower case.
    public let headers: [String: String]
    /// The body.
    public let body: [UInt8]

    /// The body as JSON; null if it is other text.
    public var json: JSON { (try? JSON.parse(body)) ?? .null }
  }

  /// What it answers.
  public enum Answer: Sendable {
    /// A response.
    case status(Int, headers: [String] = [], body: String = "")
    /// Bytes that need not be HTTP; the connection is closed after them.
    case bytes(String)
    /// Nothing, until the receiver is released.
    case hold
  }

  private struct State {
    var descriptor: Int32 = -1
    var requests: [Request] = []
    var isReleased = false
    var isDeaf = false
    var unread = 0
    var answer: @Sendable (Int) -> Answer = { _ in .status(200) }
  }

  /// The port.
  public let port: Int
  private let state = Mutex(State())
  private let arrivals: AsyncStream<Void>
  private let arrive: AsyncStream<Void>.Continuation

  /// A receiver that listens.
  /// - Parameter answer: The answer to the request with this number, from 1.
  public init(_ answer: @escaping @Sendable (Int) -> Answer = { _ in .status(200) }) throws {
    (arrivals, arrive) = AsyncStream.makeStream()
    let (descriptor, port) = try LoopbackReceiver.listening(at: 0)
    self.port = port
    state.withLock { state in
      state.answer = answer
      state.descriptor = descriptor
    }
    serve(descriptor)
  }

  /// All requests so far.
  public var requests: [Request] { state.withLock { $0.requests } }

  /// The connections that were accepted and left unread.
  public var unread: Int { state.withLock { $0.unread } }

  /// Changes the answers from now on.
  public func answer(_ answer: @escaping @Sendable (Int) -> Answer) { state.withLock { $0.answer = answer } }

  /// Waits until requests have arrived, each of which is counted once.
  public func wait(for count: Int = 1) async {
    var left = count
    for await _ in arrivals {
      left -= 1
      if left == 0 { return }
    }
  }

  /// Accepts connections from now on without reading what they carry; that is lost.
  public func stopReading() { state.withLock { $0.isDeaf = true } }

  /// Reads requests again.
  public func readAgain() { state.withLock { $0.isDeaf = false } }

  /// Stops listening, so that connections are refused.
  public func goDown() {
    let descriptor = state.withLock { state in
      defer { state.descriptor = -1 }
      return state.descriptor
    }
    guard descriptor >= 0 else { return }
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// Listens at the same port again.
  public func comeBack() throws {
    let (descriptor, _) = try LoopbackReceiver.listening(at: port)
    state.withLock { $0.descriptor = descriptor }
    serve(descriptor)
  }

  /// Closes what is held, and stops listening.
  public func stop() {
    state.withLock { state in
      state.isReleased = true
      state.isDeaf = false
    }
    goDown()
  }

  // MARK: Connections

  private static func listening(at port: Int) throws -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isListening else { throw ReceiverError(reason: String(cString: strerror(errno))) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }

  private func serve(_ descriptor: Int32) {
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        if connection < 0 { return }
        Thread.detachNewThread { self.serve(connection: connection) }
      }
    }
  }

  private func serve(connection: Int32) {
    defer { close(connection) }
    let isDeaf = state.withLock { state in
      state.unread += state.isDeaf ? 1 : 0
      return state.isDeaf
    }
    if isDeaf {
      while state.withLock({ $0.isDeaf }) { usleep(5_000) }
      return
    }
    guard let request = LoopbackReceiver.request(connection) else { return }
    let answer = state.withLock { state in
      state.requests.append(request)
      return state.answer(state.requests.count)
    }
    arrive.yield()
    switch answer {
    case .status(let status, let headers, let body):
      let lines = [
        "HTTP/1.1 \(status) Answer", "content-length: \(body.utf8.count)", "connection: close",
      ]
      LoopbackReceiver.send((lines + headers + ["", body]).joined(separator: "\r\n"), to: connection)
    case .bytes(let text): LoopbackReceiver.send(text, to: connection)
    case .hold:
      // Until the other side is gone, or the test is over.
      var poller = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
      while poll(&poller, 1, 50) == 0, !state.withLock({ $0.isReleased }) {}
    }
  }

  private static func send(_ text: String, to connection: Int32) {
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      _ = Glibc.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    #else
      _ = Darwin.send(connection, bytes, bytes.count, 0)
    #endif
  }

  private static func request(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n").map(String.init)
        let headers = headers(in: head.dropFirst())
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        if bytes.count - end.upperBound >= length {
          let words = (head.first ?? "").split(separator: " ")
          return Request(
            target: words.count > 1 ? String(words[1]) : "", headers: headers,
            body: Array(bytes[end.upperBound...]))
        }
      }
      let count = recv(connection, &chunk, chunk.count, 0)
      if count <= 0 { return nil }
      bytes += chunk[..<count]
    }
  }

  private static func headers(in lines: some Sequence<String>) -> [String: String] {
    let pairs = lines.compactMap { line -> (String, String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }
    return Dictionary(pairs) { $1 }
  }
}

/// The receiver cannot listen.
public struct ReceiverError: Error {
  let reason: String
}
