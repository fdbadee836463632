#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Cleans up after this process ends, also after `kill -9`.
///
/// A shell in its own session reads from a pipe which processes to kill and which directories to remove. It does so when
/// the pipe ends.
final class ExitCleanup: Sendable {
  private static let script = """
    while read -r what arg; do
      case $what in
        process) pids="$pids $arg " ;;
        directory) dirs="$dirs $arg" ;;
        ended) pids=$(printf '%s' "$pids" | sed "s/ $arg //") ;;
      esac
    done
    for pid in $pids; do kill -QUIT "$pid" 2>/dev/null; done
    for pid in $pids; do
      for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
      kill -KILL "$pid" 2>/dev/null
    done
    [ -z "$dirs" ] || rm -rf $dirs
    """

  private let process: ChildProcess
  private let writeEnd: Int32

  /// Starts the shell.
  /// - Throws: ``SandboxError`` if it cannot be started.
  init() throws(SandboxError) {
    let pipe = try Pipe()
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer {
      close(null)
      close(pipe.readEnd)
    }
    process = try ChildProcess(
      ["/bin/sh", "-c", ExitCleanup.script], environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"],
      streams: .init(input: pipe.readEnd, output: null, error: null), hasOwnSession: true)
    writeEnd = pipe.writeEnd
  }

  /// Starts a program that ends with this process.
  ///
  /// The child reports its process ID to the shell before it executes the program, so it never runs unwatched.
  func spawn(
    _ arguments: [String], environment: [String: String], streams: ChildProcess.Streams
  ) throws(SandboxError) -> ChildProcess {
    var streams = streams
    streams.extra = writeEnd
    let program = try ChildProcess.find(arguments.first ?? "", in: environment["PATH"] ?? "")
    return try ChildProcess(
      ["/bin/sh", "-c", "echo \"process $$\" >&3; exec \"$@\" 3>&-", "sh", program] + arguments.dropFirst(),
      environment: environment, streams: streams)
  }

  /// Kills the process when this process ends.
  func watch(process id: pid_t) { send("process \(id)") }

  /// Forgets a process that has ended.
  func forget(process id: pid_t) { send("ended \(id)") }

  /// Removes the directory when this process ends.
  func watch(directory: String) { send("directory \(directory)") }

  private func send(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(writeEnd, bytes, bytes.count)
  }

  /// Cleans up now; blocks until it is done.
  func finish() {
    close(writeEnd)
    _ = process.wait()
  }
}
