import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a loopback port that keeps what it gets.
final class Receiver: Sendable {
  /// A request that arrived whole.
  struct Request: Sendable {
    let method: String
    let target: String
    /// Names in lower case.
    let headers: [String: String]
    let body: [UInt8]
  }

  /// The answer.
  struct Answer: Sendable {
    var status = 200
    var headers: [(String, String)] = []
    var body = ""
  }

  private let log = Mutex<[Request]>([])
  private let accepted = Mutex(0)
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private init() {}

  /// The requests so far.
  var requests: [Request] { log.withLock { $0 } }

  /// The number of connections so far.
  var connections: Int { accepted.withLock { $0 } }

  /// Runs `body` with a receiver and its port.
  /// - Parameter answer: The answer to a request, and the number of the request, from 1.
  static func with<Value>(
    _ answer: @escaping @Sendable (Request, Int) -> Answer, _ body: (Receiver, Int) async throws -> Value
  ) async throws -> Value {
    let receiver = Receiver()
    let (channel, port) = try await receiver.listen(answer)
    let result: Result<Value, any Error>
    do { result = .success(try await body(receiver, port)) } catch { result = .failure(error) }
    try await channel.close()
    try await receiver.group.shutdownGracefully()
    return try result.get()
  }

  private func listen(_ answer: @escaping @Sendable (Request, Int) -> Answer) async throws -> (any Channel, Int) {
    let channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        self.accepted.withLock { $0 += 1 }
        return channel.pipeline.configureHTTPServerPipeline(withErrorHandling: true).flatMapThrowing {
          try channel.pipeline.syncOperations.addHandler(Handler(self, answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return (channel, channel.localAddress?.port ?? 0)
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let receiver: Receiver
    private let answer: @Sendable (Request, Int) -> Answer
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ receiver: Receiver, _ answer: @escaping @Sendable (Request, Int) -> Answer) {
      self.receiver = receiver
      self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body = []
      case .body(var buffer): body += buffer.readBytes(length: buffer.readableBytes) ?? []
      case .end:
        guard let head else { return context.close(promise: nil) }
        let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { $1 }
        let request = Request(method: head.method.rawValue, target: head.uri, headers: headers, body: body)
        let count = receiver.log.withLock { log in
          log.append(request)
          return log.count
        }
        respond(answer(request, count), to: head, context)
      }
    }

    private func respond(_ answer: Answer, to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
      var headers = HTTPHeaders(answer.headers)
      headers.add(name: "content-length", value: "\(answer.body.utf8.count)")
      let response = HTTPResponseHead(
        version: head.version, status: .init(statusCode: answer.status), headers: headers)
      context.write(wrapOutboundOut(.head(response)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
