#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard error, for progress and error messages of commands.
public enum StandardError {
  /// Writes a line.
  public static func print(_ line: String) { write(line + "\n") }

  /// Writes the failure of a command as a line.
  static func print(_ failure: Failure, _ voice: Voice) { print("flink-deploy: \(failure.text(voice))") }

  /// Writes text without a line end.
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    #else
      _ = Darwin.write(STDERR_FILENO, bytes, bytes.count)
    #endif
  }
}
