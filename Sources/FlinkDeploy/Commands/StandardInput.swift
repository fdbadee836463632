#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard input as a file.
enum StandardInput {
  /// All bytes until the end; nil if it cannot be read.
  static func readAll() -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 { bytes += chunk[..<count] } else if errno != EINTR { return nil }
    }
  }
}
