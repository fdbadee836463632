import CSpawn

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A child process, started with posix_spawn.
public struct ChildProcess: Sendable {
  /// The descriptors that a child gets as 0, 1 and 2; nil for the parent's.
  public struct Streams: Sendable {
    /// Standard input.
    public var input: Int32?
    /// Standard output.
    public var output: Int32?
    /// Standard error.
    public var error: Int32?
    /// Descriptor 3.
    var extra: Int32?

    /// Streams; the default is the parent's.
    /// - Parameters:
    ///   - input: Standard input.
    ///   - output: Standard output.
    ///   - error: Standard error.
    public init(input: Int32? = nil, output: Int32? = nil, error: Int32? = nil) {
      self.input = input
      self.output = output
      self.error = error
    }
  }

  /// How a child ended.
  public enum Ending: Sendable, Equatable {
    /// It exited with this code.
    case exited(Int32)
    /// This signal ended it.
    case signalled(Int32)

    /// The code as a shell reports it: the exit code, or 128 plus the signal.
    public var shellCode: Int32 {
      switch self {
      case .exited(let code): code
      case .signalled(let signal): 128 + signal
      }
    }
  }

  /// The process ID.
  public let id: Int32

  /// Starts a program.
  /// - Parameters:
  ///   - arguments: The program, by its path or its name in `PATH`, and its arguments.
  ///   - environment: The whole environment.
  ///   - streams: The descriptors of the child.
  ///   - hasOwnSession: Whether the child leaves the terminal's process group, so that Ctrl-C does not reach it.
  /// - Throws: ``SandboxError`` if the program cannot be started.
  public init(
    _ arguments: [String], environment: [String: String], streams: Streams = Streams(), hasOwnSession: Bool = false
  ) throws(SandboxError) {
    let program = try ChildProcess.find(arguments.first ?? "", in: environment["PATH"] ?? "")
    let argv = arguments.map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var id: pid_t = 0
    let code = spawn_isolated(
      &id, program, argv, envp, streams.input ?? -1, streams.output ?? -1, streams.error ?? -1, streams.extra ?? -1,
      hasOwnSession ? 1 : 0)
    if code != 0 { throw SandboxError("Cannot start \(program): \(String(cString: strerror(code)))") }
    self.id = id
  }

  /// The path of a program.
  /// - Throws: ``SandboxError`` if `path` does not contain it.
  static func find(_ name: String, in path: String) throws(SandboxError) -> String {
    if name.contains("/") { return name }
    for directory in path.split(separator: ":") {
      let candidate = "\(directory)/\(name)"
      if access(candidate, X_OK) == 0 { return candidate }
    }
    throw SandboxError("Program '\(name)' is not in PATH")
  }

  /// Sends a signal.
  public func signal(_ signal: Int32) { kill(id, signal) }

  /// Blocks until the child has ended; not for cooperative threads.
  public func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
  }

  /// How the child ended; nil while it runs.
  public func poll() -> Ending? {
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
  }
}
