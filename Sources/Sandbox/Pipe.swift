#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A pipe whose ends are not inherited by children but where they are given.
public struct Pipe: Sendable {
  /// To read from.
  public let readEnd: Int32
  /// To write to.
  public let writeEnd: Int32

  /// A pipe.
  /// - Throws: ``SandboxError`` when no descriptor is left.
  public init() throws(SandboxError) {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { throw SandboxError("No descriptor is left for a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }
}
