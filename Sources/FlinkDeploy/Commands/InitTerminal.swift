import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal of a user who answers questions: questions to standard error, answers from standard input.
final class InitTerminal: Sendable {
  /// The time between two looks at the input.
  private static let pause = Duration.milliseconds(20)

  /// The mode of the input before it was changed; nil while it is as before.
  private let former = Mutex<termios?>(nil)
  private let unread = Mutex<[UInt8]>([])

  /// Whether standard input is a terminal.
  static var isPresent: Bool { isatty(STDIN_FILENO) == 1 }

  /// Asks a question and waits for the line of the answer.
  /// - Parameter isHidden: Whether the answer is not shown.
  /// - Returns: The answer; nil at the end of the input, and if the task is cancelled.
  func ask(_ prompt: String, isHidden: Bool = false) async -> String? {
    // Before the question is seen, so that no answer to it can be shown.
    if isHidden, !hide() { return nil }
    defer { restore() }
    StandardError.write(prompt)
    return await readLine()
  }

  /// Restores the mode of the input.
  func restore() {
    former.withLock { former in
      guard var mode = former else { return }
      tcsetattr(STDIN_FILENO, TCSANOW, &mode)
      former = nil
    }
  }

  /// Makes the terminal show line ends only; false if it cannot do that.
  private func hide() -> Bool {
    former.withLock { former in
      var mode = termios()
      guard tcgetattr(STDIN_FILENO, &mode) == 0 else { return false }
      former = mode
      mode.c_lflag &= ~tcflag_t(ECHO)
      mode.c_lflag |= tcflag_t(ECHONL)
      return tcsetattr(STDIN_FILENO, TCSANOW, &mode) == 0
    }
  }

  private func readLine() async -> String? {
    while !Task.isCancelled {
      if let line = takeLine() { return line }
      var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      guard poll(&poller, 1, 0) > 0 else {
        // Not a wait for input in the kernel, which a signal could not end.
        try? await Task.sleep(for: InitTerminal.pause)
        continue
      }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      if count > 0 {
        unread.withLock { $0 += bytes[..<count] }
      } else if count == 0 || errno != EINTR && errno != EAGAIN {
        return nil
      }
    }
    return nil
  }

  /// The next whole line of what was read; nil if there is none.
  private func takeLine() -> String? {
    unread.withLock { unread in
      guard let end = unread.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      defer { unread.removeSubrange(...end) }
      return String(decoding: unread[..<end], as: UTF8.self)
    }
  }
}
