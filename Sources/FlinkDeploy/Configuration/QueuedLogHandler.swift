import Dispatch
import FoundationEssentials
import Logging
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes log lines to standard error from a thread of its own, so that a client that does not read them holds up nothing.
struct QueuedLogHandler: LogHandler {
  let label: String
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.notice

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let pairs = metadata.merging(event.metadata ?? [:]) { _, own in own }.sorted { $0.key < $1.key }
    let text = pairs.map { " \($0.key)=\($0.value)" }.joined()
    LogQueue.shared.add("\(Date.now.formatted(.iso8601)) \(event.level) \(label): \(event.message)\(text)\n")
  }
}

/// Log lines on their way to standard error; beyond a bound they are counted instead of kept.
final class LogQueue: Sendable {
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

  func add(_ line: String) {
    let mustStart = state.withLock { state in
      if state.lines.count < LogQueue.capacity { state.lines.append(line) } else { state.lost += 1 }
      defer { state.isWriting = true }
      return !state.isWriting
    }
    if mustStart { thread.async { self.write() } }
  }

  /// Waits until what was logged has left, but not for long: nobody may be reading.
  ///
  /// Blocks.
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
