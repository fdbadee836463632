import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gathers requests of one connection and writes replies, or breaks the connection where the reply says so.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private static let maximumBodySize = 16 << 20
  private let box: Box
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ box: Box) { self.box = box }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(var buffer):
      body += buffer.readBytes(length: buffer.readableBytes) ?? []
      if body.count > ConnectionHandler.maximumBodySize { context.close(promise: nil) }
    case .end:
      guard let head, let emulator = box.emulator.withLock({ $0 }) else { return context.close(promise: nil) }
      let request = WireRequest(
        method: head.method.rawValue, target: head.uri, headers: head.headers.map { ($0.name, $0.value) }, body: body)
      let reply = emulator.reply(to: request)
      guard reply.question != nil else { return send(reply, head, context) }
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.makeFutureWithTask { await emulator.completed(reply) }
        .whenSuccess { reply in bound.value.0.send(reply, head, bound.value.1) }
    }
  }

  private func send(_ reply: WireReply, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    if reply.isHeld, let emulator = box.emulator.withLock({ $0 }) {
      emulator.faultsCleared(context.eventLoop).whenComplete { _ in bound.value.0.write(reply, head, bound.value.1) }
    } else if reply.delayInMilliseconds > 0 {
      context.eventLoop.scheduleTask(in: .milliseconds(Int64(reply.delayInMilliseconds))) {
        bound.value.0.write(reply, head, bound.value.1)
      }
    } else {
      write(reply, head, context)
    }
  }

  private func write(_ reply: WireReply, _ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    switch reply.ending {
    case .silence: return
    case .reset:
      // Zero linger turns close into a reset, as a broken network would.
      if let provider = context.channel as? any SocketOptionProvider {
        _ = provider.setSoLinger(linger(l_onoff: 1, l_linger: 0))
      }
      return context.close(promise: nil)
    case .whole, .truncated: break
    }
    var headers = HTTPHeaders(reply.headers)
    headers.add(name: "content-length", value: "\(reply.body.count)")
    let head = HTTPResponseHead(version: request.version, status: .init(statusCode: reply.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let isTruncated = reply.ending == .truncated
    let bytes = isTruncated ? Array(reply.body.prefix(reply.body.count / 2)) : reply.body
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    if isTruncated {
      context.flush()
      context.close(promise: nil)
    } else {
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
