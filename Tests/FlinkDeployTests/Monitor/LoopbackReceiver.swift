import JSONCoding
import Synchronization

import class Foundation.Thread

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A receiver of CloudEvents on a loopback port, over real HTTP.
final class LoopbackReceiver: Sendable {
  /// A message as it arrived.
  struct Message: Sendable {
    /// The header `webhook-id`.
    let id: String
    /// The event.
    let event: JSON

    var status: String { event["data"]?["status"]?.string ?? "" }
    var title: String { event["data"]?["title"]?.string ?? "" }
    var alerts: [JSON] { event["data"]?["alerts"]?.array ?? [] }
    var alertIDs: [String] { alerts.compactMap { $0["id"]?.string } }
  }

  /// What it answers.
  enum Answer: Sendable {
    case status(Int, headers: [String] = [])
    /// Nothing, until the receiver is released.
    case hold
  }

  private struct State {
    var descriptor: Int32 = -1
    var messages: [Message] = []
    var isReleased = false
    var answer: @Sendable (Int) -> Answer = { _ in .status(200) }
  }

  /// The port.
  let port: Int
  private let state = Mutex(State())
  private let arrivals: AsyncStream<Message>
  private let arrive: AsyncStream<Message>.Continuation

  /// A receiver that listens.
  /// - Parameter answer: The answer to the message with this number, from 1.
  init(_ answer: @escaping @Sendable (Int) -> Answer = { _ in .status(200) }) throws {
    (arrivals, arrive) = AsyncStream.makeStream()
    let (descriptor, port) = try LoopbackReceiver.listening(at: 0)
    self.port = port
    state.withLock { state in
      state.answer = answer
      state.descriptor = descriptor
    }
    serve(descriptor)
  }

  /// The settings of a channel that posts here.
  /// - Parameter name: The name in upper case.
  func settings(_ name: String = "OPS") -> [String: String] {
    [
      "FLINK_DEPLOY_ALERTS": name.lowercased(), "FLINK_DEPLOY_ALERT_\(name)_URL": "http://127.0.0.1:\(port)/hook",
      "FLINK_DEPLOY_ALERT_\(name)_KIND": "webhook",
    ]
  }

  /// All messages so far, repeated ones too.
  var messages: [Message] { state.withLock { $0.messages } }

  /// The messages so far, each once.
  var distinct: [Message] {
    var seen: Set<String> = []
    return messages.filter { seen.insert($0.id).inserted }
  }

  /// Changes the answers from now on.
  func answer(_ answer: @escaping @Sendable (Int) -> Answer) { state.withLock { $0.answer = answer } }

  /// Waits until messages have arrived, each of which is counted once.
  func wait(for count: Int = 1) async {
    var left = count
    for await _ in arrivals {
      left -= 1
      if left == 0 { return }
    }
  }

  /// Stops listening, so that connections are refused.
  func goDown() {
    let descriptor = state.withLock { state in
      defer { state.descriptor = -1 }
      return state.descriptor
    }
    guard descriptor >= 0 else { return }
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// Listens at the same port again.
  func comeBack() throws {
    let (descriptor, _) = try LoopbackReceiver.listening(at: port)
    state.withLock { $0.descriptor = descriptor }
    serve(descriptor)
  }

  /// Closes what is held, and stops listening.
  func stop() {
    state.withLock { $0.isReleased = true }
    goDown()
  }

  // MARK: HTTP

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
    guard let (head, body) = LoopbackReceiver.request(connection) else { return }
    let id = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("webhook-id:") }
    let message = Message(
      id: id.map { String($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) } ?? "",
      event: (try? JSON.parse(body)) ?? .null)
    let answer = state.withLock { state in
      state.messages.append(message)
      return state.answer(state.messages.count)
    }
    arrive.yield(message)
    switch answer {
    case .status(let status, let headers):
      let lines = ["HTTP/1.1 \(status) Answer", "content-length: 0", "connection: close"] + headers + ["", ""]
      let bytes = Array(lines.joined(separator: "\r\n").utf8)
      _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    case .hold:
      // Until the other side is gone, or the test is over.
      var poller = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
      while poll(&poller, 1, 50) == 0, !state.withLock({ $0.isReleased }) {}
    }
  }

  private static func request(_ connection: Int32) -> (head: String, body: [UInt8])? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let length =
          head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) } ?? 0
        if bytes.count - end.upperBound >= length { return (head, Array(bytes[end.upperBound...])) }
      }
      let count = recv(connection, &chunk, chunk.count, 0)
      if count <= 0 { return nil }
      bytes += chunk[..<count]
    }
  }
}

/// The receiver cannot listen.
struct ReceiverError: Error {
  let reason: String
}
