#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A pipe; a child inherits an end only as one of its streams.
public struct Pipe: Sendable {
  /// The end to read from.
  public let readEnd: Int32
  /// The end to write to.
  public let writeEnd: Int32

  /// A pipe.
  /// - Throws: ``SandboxError`` if no descriptor is left.
  public init() throws(SandboxError) {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { throw SandboxError("No descriptor is left for a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }
}
