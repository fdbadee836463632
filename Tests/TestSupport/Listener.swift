import Synchronization

import class Foundation.Thread

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server on a loopback port that accepts connections, counts them and closes them, or leaves them without an answer.
public final class Listener: Sendable {
  /// The port.
  public let port: Int
  private let descriptor: Int32
  private let accepted = Mutex(0)

  /// The number of connections so far.
  public var connections: Int { accepted.withLock { $0 } }

  /// Listens on a free port until ``stop()``.
  /// - Parameter accepts: Whether connections are accepted and closed; otherwise the system keeps them, unanswered.
  public init(accepts: Bool = true) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isListening else { throw ListenerError() }
    port = Int(UInt16(bigEndian: address.sin_port))
    guard accepts else { return }
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        if connection < 0 { return }
        accepted.withLock { $0 += 1 }
        close(connection)
      }
    }
  }

  /// Ends listening.
  public func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }
}

/// A listener found no free port.
public struct ListenerError: Error {}
