import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes log lines to standard error in order; beyond a limit, lines are counted instead of kept.
final class LogQueue: Sendable {
  /// The queue of the process.
  static let shared = LogQueue()

  private static let capacity = 1000

  private struct State {
    var lines: [String] = []
    var lost = 0
    var isWriting = false
  }

  private let state = Mutex(State())
  private let thread = DispatchQueue(label: "flink-deploy.log")
  private let written = DispatchSemaphore(value: 0)

  /// Adds a line; returns at once.
  func add(_ line: String) {
    let mustStart = state.withLock { state in
      if state.lines.count < LogQueue.capacity { state.lines.append(line) } else { state.lost += 1 }
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if mustStart { thread.async { self.write() } }
  }

  /// Blocks until all lines are written, but not for long, because standard error can be a pipe without a reader.
  func flush() {
    if state.withLock({ $0.isWriting }) { _ = written.wait(timeout: .now() + .milliseconds(50)) }
  }

  private func write() {
    while let text = next() {
      let bytes = Array(text.utf8)
      var offset = 0
      while offset < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
          Glibc.write(
            STDERR_FILENO, UnsafeRawBufferPointer(rebasing: buffer[offset...]).baseAddress, bytes.count - offset)
        }
        if count < 0 && errno != EINTR { break }
        offset += max(0, count)
      }
    }
    written.signal()
  }

  private func next() -> String? {
    state.withLock { state in
      guard !state.lines.isEmpty else {
        state.isWriting = false
        return nil
      }
      defer { (state.lines, state.lost) = ([], 0) }
      return state.lines.joined() + (state.lost > 0 ? "(\(state.lost) more log lines were lost)\n" : "")
    }
  }
}
