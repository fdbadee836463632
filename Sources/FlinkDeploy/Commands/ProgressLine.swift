import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows progress on standard error: one line that is rewritten on a terminal, and plain lines otherwise.
final class ProgressLine: Sendable {
  private struct State {
    var last = ""
    var isOpen = false
  }

  private static let barWidth = 20
  private static let textWidth = 90

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  /// Shows the progress: steps done, all steps or 0 if not known, and what is being done.
  func show(_ done: Double, _ total: Double, _ message: String) {
    state.withLock { state in
      if isTerminal {
        let text = message.prefix(width: ProgressLine.textWidth)
        StandardError.write("\r\u{1B}[K\(ProgressLine.bar(done, total))\(text)")
        state.isOpen = true
      } else if message != state.last {
        StandardError.print(message)
      }
      state.last = message
    }
  }

  private static func bar(_ done: Double, _ total: Double) -> String {
    guard total > 0 else { return "" }
    let filled = min(barWidth, Int(done / total * Double(barWidth)))
    return "[\(String(repeating: "#", count: filled))\(String(repeating: ".", count: barWidth - filled))] "
  }

  /// Clears the line, so that only the result is shown.
  func finish() {
    state.withLock { state in
      if state.isOpen { StandardError.write("\r\u{1B}[K") }
      state.isOpen = false
    }
  }
}
