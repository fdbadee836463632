import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The receiving side of a line-based connection, called from one thread in the order of the wire.
public protocol LineReceiver: Sendable {
  /// A complete line arrived.
  func receive(line: ArraySlice<UInt8>)
  /// A line of more than `limit` bytes was dropped.
  func receiveOverlongLine(limit: Int)
  /// No more input will come.
  func receiveEnd()
}

/// A connection over two descriptors: one thread reads, ordered; ``writer`` writes, ordered.
public final class StdioTransport: Sendable {
  /// Where answers go.
  public let writer: MessageWriter
  private let input: Int32
  private let maximumLineLength: Int
  private let maximumBacklog: Int

  /// A transport over descriptors that stay the caller's.
  /// - Parameters:
  ///   - input: Descriptor to read; blocking.
  ///   - output: Descriptor to write.
  ///   - maximumLineLength: Bytes of one line; longer ones are dropped and reported.
  ///   - maximumBacklog: Unwritten bytes above which reading pauses, so that a client that never reads cannot fill memory.
  ///   - onClose: Called once when the client no longer takes output.
  public init(
    input: Int32, output: Int32, maximumLineLength: Int = 128 << 20, maximumBacklog: Int = 32 << 20,
    onClose: @escaping @Sendable () -> Void
  ) {
    self.input = input
    self.maximumLineLength = maximumLineLength
    self.maximumBacklog = maximumBacklog
    writer = MessageWriter(descriptor: output, onClose: onClose)
  }

  /// Takes standard output for the protocol alone: returns a private copy of descriptor 1 and points descriptor 1 at
  /// standard error, so that a stray print cannot reach the client.
  public static func claimStandardOutput() -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    let copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    return copy
  }

  /// Starts the reading thread; `receiver` gets every line in order, and then the end.
  public func start(_ receiver: any LineReceiver) {
    startDetachedThread { self.readUntilEnd(receiver) }
  }

  /// Waits until the client has read enough of what is queued; false when it has gone meanwhile.
  ///
  /// A client that has closed its end and reads nothing for five seconds will not read any more.
  private func waitForReader() -> Bool {
    var idle = Duration.zero
    while writer.backlog > maximumBacklog {
      let before = writer.written
      writer.drain(within: .milliseconds(50))
      if writer.isClosed { return false }
      // Not the backlog: a part that is being written is not in it any more.
      idle = writer.written > before ? .zero : idle + .milliseconds(50)
      var poller = pollfd(fd: input, events: 0, revents: 0)
      let isHungUp = poll(&poller, 1, 0) > 0 && poller.revents & Int16(POLLHUP | POLLERR) != 0
      if isHungUp && idle >= .seconds(5) { return false }
    }
    return true
  }

  /// Reads until the end of input on the calling thread, which blocks.
  public func readUntilEnd(_ receiver: any LineReceiver) {
    var framer = LineFramer(maximumLineLength: maximumLineLength)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(input, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      framer.append(chunk[..<count])
      while let frame = framer.next() {
        switch frame {
        case .line(let line): receiver.receive(line: line)
        case .tooLong(let limit): receiver.receiveOverlongLine(limit: limit)
        }
      }
      writer.flushWithoutBlocking()
      if !waitForReader() { break }
    }
    receiver.receiveEnd()
    writer.flushWithoutBlocking()
  }
}
