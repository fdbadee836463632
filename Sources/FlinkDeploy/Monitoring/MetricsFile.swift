#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that readers see whole, in its old or in its new content.
struct MetricsFile: Sendable {
  /// The path of the file.
  let path: String

  /// Why the file could not be written.
  struct WriteError: Error, Equatable {
    /// The words of the operating system.
    let reason: String

    /// The error in `errno`.
    fileprivate static var current: WriteError { WriteError(reason: String(cString: strerror(errno))) }
  }

  /// Replaces the content: a new file in the same folder takes the name once it is on disk.
  /// - Throws: ``WriteError``; then the old content is still there.
  func replace(with text: String) throws(WriteError) {
    // Not `.prom`: a collector of the folder must not read it.
    let temporary = "\(folder)/.\(name).\(getpid()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .current }
    do throws(WriteError) {
      try MetricsFile.write(Array(text.utf8), to: file)
      guard fsync(file) == 0 else { throw .current }
    } catch {
      close(file)
      unlink(temporary)
      throw error
    }
    close(file)
    guard rename(temporary, path) == 0 else {
      let error = WriteError.current
      unlink(temporary)
      throw error
    }
  }

  private var folder: String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  private var name: Substring { path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...] }

  private static func write(_ bytes: [UInt8], to file: Int32) throws(WriteError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        #else
          Darwin.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        #endif
      }
      if count > 0 { written += count } else if errno != EINTR { throw .current }
    }
  }
}
