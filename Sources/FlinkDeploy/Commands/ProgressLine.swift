import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows progress on standard error: one line that is rewritten on a terminal, plain lines otherwise.
final class ProgressLine: Sendable {
  private struct State {
    var last = ""
    var isOpen = false
  }

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  func show(_ done: Double, _ total: Double, _ message: String) {
    state.withLock { state in
      if isTerminal {
        let width = 20
        let filled = total > 0 ? min(width, Int(done / total * Double(width))) : 0
        let bar =
          total > 0 ? "[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: width - filled))] " : ""
        put("\r\u{1B}[K\(bar)\(message.prefix(90))")
        state.isOpen = true
      } else if message != state.last {
        put("\(message)\n")
      }
      state.last = message
    }
  }

  /// Clears the line, so that the result stands alone.
  func finish() {
    state.withLock { state in
      if state.isOpen { put("\r\u{1B}[K") }
      state.isOpen = false
    }
  }

  private func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }
}
