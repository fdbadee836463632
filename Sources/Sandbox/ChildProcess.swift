import CSpawn

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A child process, started with posix_spawn and waited for.
public struct ChildProcess: Sendable {
  /// Which descriptors a child gets as its 0, 1, 2; nil for the parent's own.
  public struct Streams: Sendable {
    /// Standard input.
    public var input: Int32?
    /// Standard output.
    public var output: Int32?
    /// Standard error.
    public var error: Int32?
    /// Descriptor 3.
    var extra: Int32?

    /// Streams; what is left out is the parent's own.
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
    /// With this exit code.
    case exited(Int32)
    /// By this signal.
    case signalled(Int32)

    /// As a shell tells it: the code, or 128 and the signal.
    public var shellCode: Int32 {
      switch self {
      case .exited(let code): code
      case .signalled(let signal): 128 + signal
      }
    }
  }

  /// The process id.
  public let id: Int32

  /// Starts a program.
  /// - Parameters:
  ///   - arguments: The program, by path or looked up in `PATH`, and its arguments.
  ///   - environment: The whole environment.
  ///   - streams: Its descriptors.
  ///   - hasOwnSession: Whether it leaves the terminal's process group, so that Ctrl-C does not reach it.
  /// - Throws: ``SandboxError`` when it cannot be started.
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

  static func find(_ name: String, in path: String) throws(SandboxError) -> String {
    if name.contains("/") { return name }
    for directory in path.split(separator: ":") {
      let candidate = "\(directory)/\(name)"
      if access(candidate, X_OK) == 0 { return candidate }
    }
    throw SandboxError("There is no program '\(name)' in PATH")
  }

  /// Sends a signal.
  public func signal(_ signal: Int32) { kill(id, signal) }

  /// Blocks until the child has ended.
  ///
  /// Not for cooperative threads.
  public func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
  }

  /// How the child ended, or nil when it runs.
  public func poll() -> Ending? {
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    return status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
  }
}
