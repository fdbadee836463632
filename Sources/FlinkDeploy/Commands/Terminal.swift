#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal of the process, for a picture of the whole screen.
struct Terminal: Sendable {
  /// The width and height where the terminal does not tell.
  private static let standardSize = (width: 80, height: 24)

  /// The mode of the input before; nil if the input is not a terminal.
  private let former: termios?

  /// Whether standard output is a terminal that can place its cursor.
  static var isPresent: Bool {
    isatty(STDOUT_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Whether a user wants colours: NO_COLOR is not set (no-color.org).
  static var isColoured: Bool { getenv("NO_COLOR").map { $0.pointee == 0 } ?? true }

  /// Whether standard input is a terminal, so that there are keys.
  static var hasKeys: Bool { isatty(STDIN_FILENO) == 1 }

  /// The columns and rows of the terminal now.
  static var size: (width: Int, height: Int) {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
      return standardSize
    }
    return (Int(window.ws_col), Int(window.ws_row))
  }

  /// Takes the terminal: each key is read at once, and a screen of its own hides what was printed before.
  static func take() -> Terminal {
    var mode = termios()
    var former: termios?
    if hasKeys, tcgetattr(STDIN_FILENO, &mode) == 0 {
      former = mode
      // Ctrl-C is a key like others, so that it cannot end the process before the terminal is restored.
      mode.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
      tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    }
    write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J")
    return Terminal(former: former)
  }

  /// Restores the terminal.
  func restore() {
    Terminal.write("\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l")
    if var former { tcsetattr(STDIN_FILENO, TCSAFLUSH, &former) }
  }

  /// Shows lines, each as wide as the terminal.
  /// - Parameter clears: Whether the terminal has another size than before.
  func show(_ lines: [String], clears: Bool) {
    var text = clears ? "\u{1B}[2J" : ""
    for (index, line) in lines.enumerated() { text += "\u{1B}[\(index + 1);1H\(line)" }
    Terminal.write(text)
  }

  /// The keys that were pressed meanwhile, as bytes.
  static func pressedKeys() -> [UInt8] {
    var poller = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&poller, 1, 0) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : []
  }

  /// Writes text to standard output at once; nothing if nobody reads it any more.
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
        #else
          Darwin.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
        #endif
      }
      if count > 0 { bytes = bytes.dropFirst(count) } else if errno != EINTR && errno != EAGAIN { return }
    }
  }
}
