public import JSONCoding
import Synchronization

import class Foundation.Thread

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The client's ends of two pipes; reading blocks a thread of its own, never one of Swift's.
public final class Wire: Sendable {
  private let input: Int32
  private let lines: AsyncStream<[UInt8]>
  private let isOpen = Mutex(true)

  /// A wire over descriptors that it owns from now on.
  /// - Parameters:
  ///   - input: Where the server's standard input is written.
  ///   - output: Where its standard output is read.
  public init(input: Int32, output: Int32) {
    signal(SIGPIPE, SIG_IGN)  // the output shows that a server has ended, not our end
    self.input = input
    lines = Wire.lines(of: output)
  }

  /// The lines that come from `descriptor`, which is closed after the last.
  public static func lines(of descriptor: Int32) -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    // A thread of its own: many that block would use up those of the dispatch queues.
    Thread.detachNewThread {
      var buffer: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count <= 0 { break }
        buffer += chunk[..<count]
        while let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
          continuation.yield(Array(buffer[..<end]))
          buffer.removeFirst(end + 1)
        }
      }
      if !buffer.isEmpty { continuation.yield(buffer) }
      continuation.finish()
      close(descriptor)
    }
    return stream
  }

  /// Writes text as it is.
  public func send(_ text: String) { send(bytes: Array(text.utf8)) }

  /// Writes bytes as they are; nothing after ``endInput()``, when the descriptor can be one of another test.
  public func send(bytes: [UInt8]) {
    guard isOpen.withLock({ $0 }) else { return }
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(input, UnsafeRawBufferPointer(rebasing: $0[offset...]).baseAddress, bytes.count - offset)
      }
      if count <= 0 { return }
      offset += count
    }
  }

  /// Closes the server's input, if that has not happened yet.
  public func endInput() {
    isOpen.withLock { isOpen in
      if isOpen { close(input) }
      isOpen = false
    }
  }

  /// The next line, as text; nil at the end.
  public func nextLine() async -> String? {
    for await line in lines { return String(decoding: line, as: UTF8.self) }
    return nil
  }

  /// Messages up to and with the answer to request `id`.
  public func messages(upTo id: JSON) async throws -> [JSON] {
    var messages: [JSON] = []
    while let line = await nextLine() {
      let message = try JSON.parse(line)
      messages.append(message)
      if message["id"] == id { break }
    }
    return messages
  }
}
