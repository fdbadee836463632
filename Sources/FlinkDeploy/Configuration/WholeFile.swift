#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that readers see whole, in its old or in its new content.
struct WholeFile: Sendable {
  /// The path of the file.
  let path: String
  /// The permissions, whatever the umask is.
  let mode: mode_t

  /// Why the file could not be written.
  enum WriteError: Error, Equatable {
    /// A file with this path exists, and must not be replaced.
    case exists
    /// The words of the operating system.
    case refused(String)

    /// The words for a log.
    var reason: String {
      switch self {
      case .exists: String(cString: strerror(EEXIST))
      case .refused(let reason): reason
      }
    }

    /// The error in `errno`.
    fileprivate static var current: WriteError {
      errno == EEXIST ? .exists : .refused(String(cString: strerror(errno)))
    }
  }

  /// Whether something has this path, also a link that leads nowhere.
  var exists: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// The path without links; nil if the file does not exist.
  var absolutePath: String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Where the path leads to if it is a link, as far as that exists; nil if it is none.
  var linkTarget: String? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return nil }
    return absolutePath ?? path
  }

  /// Checks that a file can be created at the path, and writes nothing.
  /// - Throws: ``WriteError``
  func checkPath() throws(WriteError) {
    guard access(folder, W_OK | X_OK) == 0 else { throw .current }
    guard !path.isEmpty else { throw .refused(String(cString: strerror(ENOENT))) }
    var status = stat()
    let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard !isFolder, !path.hasSuffix("/") else { throw .refused(String(cString: strerror(EISDIR))) }
  }

  /// Writes the file: a new one in the same folder takes the name once it is on disk.
  /// - Parameter replaces: Whether a file that exists is replaced.
  /// - Throws: ``WriteError``; then nothing has changed.
  func write(_ text: String, replaces: Bool) throws(WriteError) {
    // Not `.prom`: a collector of the folder must not read it.
    let temporary = "\(folder)/.\(name).\(UInt64.random(in: .min ... .max)).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw .current }
    defer { unlink(temporary) }
    try fill(file, with: text)
    // A link does not replace a file that appeared meanwhile.
    guard (replaces ? rename(temporary, path) : link(temporary, path)) == 0 else { throw .current }
    syncFolder()
  }

  private var folder: String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  private var name: Substring { path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...] }

  /// Brings the new name to disk, where the file system can do that.
  private func syncFolder() {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Writes the text to an empty file, brings it to disk and closes it.
  private func fill(_ file: Int32, with text: String) throws(WriteError) {
    defer { close(file) }
    // The umask can have taken rights of the owner.
    guard fchmod(file, mode) == 0 else { throw .current }
    try WholeFile.write(Array(text.utf8), to: file)
    guard fsync(file) == 0 else { throw .current }
  }

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
