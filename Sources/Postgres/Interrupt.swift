import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lets any thread wake the one that waits for a socket; made of a pipe, so that poll(2) can watch both.
final class Interrupt: Sendable {
  /// The end of a wait.
  enum Outcome {
    case ready
    case interrupted
    case deadlinePassed
  }

  private let readEnd: Int32
  private let writeEnd: Int32

  /// An interrupt that is not raised.
  init() {
    var ends: [Int32] = [-1, -1]
    let code = pipe(&ends)
    precondition(code == 0, "pipe(2) failed: all file descriptors are in use")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Ends the wait in progress, or else the next one, as interrupted.
  func raise() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// Discards an interrupt that ended no wait.
  func clear() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(readEnd, &bytes, bytes.count) > 0 {}
  }

  /// Blocks until `descriptor` is ready, ``raise()`` is called or the deadline passes.
  func wait(for descriptor: Int32, events: Int16, until deadline: ContinuousClock.Instant) -> Outcome {
    while true {
      let left = deadline - ContinuousClock.now
      if left <= .zero { return .deadlinePassed }
      let milliseconds = min(left / .milliseconds(1), Double(Int32.max - 1)) + 1
      var pollers = [
        pollfd(fd: descriptor, events: events, revents: 0), pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&pollers, 2, Int32(milliseconds)) > 0 else { continue }
      return pollers[1].revents != 0 ? .interrupted : .ready
    }
  }
}
